import { z } from '@hono/zod-openapi';
import { HoldAnswer, HoldReason, HoldsAfter, OpenHoldPage } from '#schemas/lot-hold.ts';
import { Id } from '#schemas/values.ts';
import { IdempotencyHeaders, jsonAnswer, jsonBody, newApi, permittedRoute } from '../web/api.ts';
import { holdLot } from './hold-lot.ts';
import { listOpenHolds } from './list-open-holds.ts';
import { releaseLot } from './release-lot.ts';

const tags = ['lots'];
const params = z.object({ lotId: Id });

const hold = permittedRoute('lot.hold', {
  method: 'post',
  path: '/lots/{lotId}/hold',
  tags,
  summary: 'Hold a lot: nothing of it may be used, returned or destroyed',
  request: { headers: IdempotencyHeaders, params, ...jsonBody(HoldReason) },
  responses: { 201: jsonAnswer('The hold and its record', HoldAnswer) },
  problems: ['not-found'],
});

const release = permittedRoute('lot.hold', {
  method: 'post',
  path: '/lots/{lotId}/release',
  tags,
  summary: 'Lift every hold of a lot',
  request: { headers: IdempotencyHeaders, params, ...jsonBody(HoldReason) },
  responses: { 200: jsonAnswer('The lot as it is now', HoldAnswer) },
  problems: ['not-found', 'conflict'],
});

const list = permittedRoute('lot.hold', {
  method: 'get',
  path: '/holds',
  tags,
  summary: 'What is held now, a page at a time',
  request: { query: HoldsAfter },
  responses: { 200: jsonAnswer('Holds that nobody has lifted, the newest first', OpenHoldPage) },
});

export const lotRoutes = newApi()
  .openapi(list, async (c) => c.json(await listOpenHolds(c.var.ctx, c.req.valid('query')), 200))
  .openapi(hold, async (c) =>
    c.json(await holdLot(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 201),
  )
  .openapi(release, async (c) =>
    c.json(await releaseLot(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 200),
  );
