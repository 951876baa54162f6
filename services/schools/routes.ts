import { z } from '@hono/zod-openapi';
import { NewSchool, School } from '#schemas/school.ts';
import { Written } from '#schemas/written.ts';
import { IdempotencyHeaders, jsonAnswer, jsonBody, newApi, permittedRoute } from '../web/api.ts';
import { openSchool } from './open-school.ts';
import { listSchools } from './queries.ts';

const list = permittedRoute('school.read', {
  method: 'get',
  path: '/schools',
  tags: ['schools'],
  summary: 'The schools that the account may see',
  responses: {
    200: jsonAnswer('Schools in order of name', z.array(School)),
  },
});

const open = permittedRoute('school.open', {
  method: 'post',
  path: '/schools',
  tags: ['schools'],
  summary: 'Add a school with its canteen',
  request: { headers: IdempotencyHeaders, ...jsonBody(NewSchool) },
  responses: {
    201: jsonAnswer('The school and the record that proves its opening', Written),
  },
  problems: ['conflict'],
});

export const schoolRoutes = newApi()
  .openapi(list, async (c) => c.json(await listSchools(c.var.ctx), 200))
  .openapi(open, async (c) => c.json(await openSchool(c.var.ctx, c.req.valid('json')), 201));
