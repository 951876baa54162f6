import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from './env.ts';

/** The OpenAPI 3.1 description, generated from the schemas that validate requests. */
export function openApiDocument(api: OpenAPIHono<AppEnv>) {
  api.openAPIRegistry.registerComponent('securitySchemes', 'apiToken', { type: 'http', scheme: 'bearer' });
  const document = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Shansu 膳溯',
      version: '1',
      description:
        'Provable food records for school canteens. Every write appends a record to the district’s log.',
    },
    servers: [{ url: '/api/v1' }],
  });
  return JSON.parse(JSON.stringify(document, namedOrNull)) as typeof document;
}

/**
 * The generator writes "a named schema, or null" as all of both, which null does not fit. It uses `allOf` for nothing
 * else.
 */
const namedOrNull = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'allOf' in value && Array.isArray(value.allOf)
    ? { anyOf: [value.allOf[0], { type: 'null' }] }
    : value;
