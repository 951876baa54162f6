import { createRoute, OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { Problem, type ProblemCode, problems } from '#schemas/problem.ts';
import { authorise } from '../accounts/index.ts';
import type { Permission } from '../accounts/permissions.ts';
import { submissionKey } from '../submission.ts';
import type { AppEnv } from './env.ts';

/** A router whose schema failures reach the problem handler as ZodError, like those that verbs throw. */
export const newApi = () =>
  new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) throw result.error;
    },
  });

/** Problem responses of a route, grouped by status, for its OpenAPI entry. */
function problemResponses(...codes: readonly ProblemCode[]): RouteConfig['responses'] {
  const byStatus: Record<number, string[]> = {};
  for (const code of codes) {
    const { status } = problems[code];
    byStatus[status] = [...(byStatus[status] ?? []), code];
  }
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, names]) => [
      status,
      { description: names.join(', '), content: { 'application/problem+json': { schema: Problem } } },
    ]),
  );
}

const bodyProblems = [
  'malformed-body',
  'payload-too-large',
  'unsupported-media-type',
  'invalid-input',
  'idempotency-key-reused',
] as const;

interface Refusals {
  /** Refusals of the verb itself; those of sign-in, permission and body are added. */
  readonly problems?: readonly ProblemCode[];
}

/**
 * A route for accounts that hold a permission. Asked before the body is looked at: strangers learn nothing from
 * validation. The verb asks again, with the school or supplier that the request turns out to be about.
 */
export function permittedRoute<P extends string, const R extends Omit<RouteConfig, 'path'> & { path: P }>(
  permission: Permission,
  { problems: refusals = [], ...config }: R & Refusals,
) {
  const permit: MiddlewareHandler<AppEnv> = async (c, next) => {
    authorise(c.var.ctx, permission);
    await next();
  };
  const { body, params, query } = config.request ?? {};
  const codes: ProblemCode[] = ['unauthenticated', 'forbidden', ...refusals];
  if (body) codes.push(...bodyProblems);
  else if (params || query) codes.push('invalid-input');
  const route = {
    ...config,
    security: [{ apiToken: [] }],
    middleware: [permit] as const,
    'x-permission': permission,
    responses: { ...config.responses, ...problemResponses(...new Set(codes)) },
  };
  return createRoute<P, R>(route as unknown as R);
}

/** Retries with the same key and body get the first answer again. */
export const IdempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(submissionKey)
    .optional()
    .meta({
      description:
        'Makes retries safe: same key and body replay the first answer; another body is refused (422).',
      examples: ['9f1c2a7e-1'],
    }),
});

export const jsonBody = <T extends z.ZodType>(schema: T) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

export const jsonAnswer = <T extends z.ZodType>(description: string, schema: T) => ({
  description,
  content: { 'application/json': { schema } },
});
