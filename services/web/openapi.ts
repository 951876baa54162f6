import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from './env.ts';

/** The OpenAPI 3.1 description, generated from the schemas that validate requests. */
export function openApiDocument(api: OpenAPIHono<AppEnv>) {
  api.openAPIRegistry.registerComponent('securitySchemes', 'apiToken', { type: 'http', scheme: 'bearer' });
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Shansu 膳溯',
      version: '1',
      description:
        'Provable food records for school canteens. Every write appends a record to the district’s log.',
    },
    servers: [{ url: '/api/v1' }],
  });
}
