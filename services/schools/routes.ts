import { createRoute, z } from '@hono/zod-openapi';
import { NewSchool, School } from '#schemas/school.ts';
import { Id } from '#schemas/values.ts';
import { bearer, IdempotencyHeaders, jsonAnswer, jsonBody, newApi, problemResponses } from '../web/api.ts';
import { openSchool } from './open-school.ts';
import { listSchools } from './queries.ts';

const list = createRoute({
  method: 'get',
  path: '/schools',
  tags: ['schools'],
  summary: 'The schools that the account may see',
  security: bearer,
  responses: {
    200: jsonAnswer('Schools in order of name', z.array(School)),
    ...problemResponses('unauthenticated', 'forbidden'),
  },
});

const open = createRoute({
  method: 'post',
  path: '/schools',
  tags: ['schools'],
  summary: 'Add a school with its canteen',
  security: bearer,
  request: { headers: IdempotencyHeaders, ...jsonBody(NewSchool) },
  responses: {
    201: jsonAnswer('The school and the record that proves its opening', z.object({ id: Id, recordId: Id })),
    ...problemResponses(
      'malformed-body',
      'unauthenticated',
      'forbidden',
      'conflict',
      'unsupported-media-type',
      'invalid-input',
      'idempotency-key-reused',
    ),
  },
});

export const schoolRoutes = newApi()
  .openapi(list, async (c) => c.json(await listSchools(c.var.ctx), 200))
  .openapi(open, async (c) => c.json(await openSchool(c.var.ctx, c.req.valid('json')), 201));
