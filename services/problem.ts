import { ZodError } from 'zod';
import { type FieldError, type Problem, type ProblemCode, problems } from '#schemas/problem.ts';
import { DomainError } from './errors.ts';

export type Language = 'zh' | 'en';

/** The single switch from what went wrong to what the caller is told (RFC 9457). Unknown causes reveal nothing. */
export function problemOf(error: unknown, language: Language, requestId: string): Problem {
  if (error instanceof DomainError) {
    return {
      ...titled(error.code, language, requestId),
      ...(error.detail ? { detail: error.detail[language] } : {}),
      ...(error.errors ? { errors: [...error.errors] } : {}),
      ...(error.data ? { data: { ...error.data } } : {}),
    };
  }
  if (error instanceof ZodError) {
    return { ...titled('invalid-input', language, requestId), errors: fieldErrors(error) };
  }
  if (isUniqueViolation(error)) return titled('conflict', language, requestId);
  if (isDatabaseDown(error)) return titled('database-unavailable', language, requestId);
  return titled('internal', language, requestId);
}

export function titled(code: ProblemCode, language: Language, requestId: string): Problem {
  const { status, [language]: title } = problems[code];
  return { type: `/problems/${code}`, title, status, requestId };
}

function fieldErrors({ issues }: ZodError): FieldError[] {
  return issues.map(({ path, message }) => ({
    pointer: path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    detail: message,
  }));
}

const sqlState = (error: unknown) => (error as { code?: unknown } | null)?.code;

/** 23505, or 23P01 of a temporal key: the same thing exists already. */
const isUniqueViolation = (error: unknown) => sqlState(error) === '23505' || sqlState(error) === '23P01';

/**
 * SQLSTATEs of connection exceptions, shutdown and recovery, disk full and other want of means, and of what waited too
 * long (25P03, 55P03, 57014); and how Node says that a connection broke.
 */
const unavailable = /^(08|53|57P|25P03|55P03|57014|ECONN|ENOENT|EPIPE|ETIMEDOUT)/;

/** What the client library says in words only: its own timeouts, and a connection that broke under a transaction. */
const brokenOff =
  /timeout exceeded|Connection terminated|Query read timeout|connection error and is not queryable/;

function isDatabaseDown(error: unknown): boolean {
  const code = sqlState(error);
  if (typeof code === 'string' && unavailable.test(code)) return true;
  return error instanceof Error && brokenOff.test(error.message);
}
