import { z } from '@hono/zod-openapi';
import { ErasedHolder, HolderErasure, ValueErasure } from '#schemas/erasure.ts';
import { Id } from '#schemas/values.ts';
import { eraseRecordPersonalValues } from '../records/erase-personal-values.ts';
import { IdempotencyHeaders, jsonAnswer, jsonBody, newApi, permittedRoute } from '../web/api.ts';
import { eraseHolder } from './erase-holder.ts';

const holder = permittedRoute('personal.erase', {
  method: 'post',
  path: '/accounts/{accountId}/erasure',
  tags: ['accounts'],
  summary: 'Erase the name of an ended account’s holder from every record; proofs stay valid',
  request: { headers: IdempotencyHeaders, params: z.object({ accountId: Id }), ...jsonBody(HolderErasure) },
  responses: { 201: jsonAnswer('How much was erased', ErasedHolder) },
  problems: ['not-found', 'conflict'],
});

const values = permittedRoute('personal.erase', {
  method: 'post',
  path: '/records/{recordId}/erasures',
  tags: ['records'],
  summary: 'Erase single personal values of a record; its proofs stay valid',
  request: { headers: IdempotencyHeaders, params: z.object({ recordId: Id }), ...jsonBody(ValueErasure) },
  responses: {
    201: jsonAnswer('The record of the erasure', z.object({ recordId: Id, erased: z.int() })),
  },
  problems: ['not-found'],
});

export const erasureRoutes = newApi()
  .openapi(holder, async (c) =>
    c.json(await eraseHolder(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 201),
  )
  .openapi(values, async (c) =>
    c.json(
      await eraseRecordPersonalValues(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }),
      201,
    ),
  );
