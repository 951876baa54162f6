import type { FieldError, ProblemCode } from '#schemas/problem.ts';

interface Details {
  /** One sentence for the person who reads the answer, in Chinese and English. */
  readonly detail?: { readonly zh: string; readonly en: string };
  /** Bad fields by JSON pointer. */
  readonly errors?: readonly FieldError[];
  /** Machine-readable facts: what is missing, which lot, how much is left. Never secrets or personal data. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** A refusal that the caller can understand and act on. `problem.ts` alone turns it into an HTTP answer. */
export class DomainError extends Error {
  readonly code: ProblemCode;
  readonly detail: Details['detail'];
  readonly errors: readonly FieldError[] | undefined;
  readonly data: Details['data'];

  constructor(code: ProblemCode, details: Details = {}) {
    super(details.detail ? `${code}: ${details.detail.en}` : code, { cause: details.cause });
    this.name = 'DomainError';
    this.code = code;
    this.detail = details.detail;
    this.errors = details.errors;
    this.data = details.data;
  }
}
