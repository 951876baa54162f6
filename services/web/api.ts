import { OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import { Problem, type ProblemCode, problems } from '#schemas/problem.ts';
import type { AppEnv } from './env.ts';

/** A router whose schema failures reach the problem handler as ZodError, like those that verbs throw. */
export const newApi = () =>
  new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) throw result.error;
    },
  });

/** Problem responses of a route, grouped by status, for its OpenAPI entry. */
export function problemResponses(...codes: readonly ProblemCode[]): RouteConfig['responses'] {
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

export const bearer = [{ apiToken: [] }];

/** Retries with the same key and body get the first answer again. */
export const IdempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
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
