import { z } from '@hono/zod-openapi';
import { ClaimDecision, OrderClaim } from '#schemas/order-claim.ts';
import { OrderAllocation } from '#schemas/order-line.ts';
import { Year832 } from '#schemas/order-queries.ts';
import { NewReserveFiling, ReserveCorrection, ReserveFiling } from '#schemas/reserve-filing.ts';
import { Id } from '#schemas/values.ts';
import { Recorded, Written } from '#schemas/written.ts';
import { IdempotencyHeaders, jsonAnswer, jsonBody, newApi, permittedRoute } from '../web/api.ts';
import { allocateContractorOrder } from './allocate-contractor-order.ts';
import { listClaims } from './claims.ts';
import { correctReserve } from './correct-reserve.ts';
import { decideOrderClaim } from './decide-order-claim.ts';
import { fileReserve } from './file-reserve.ts';
import { listFilings } from './filings.ts';

const tags = ['purchases'];
const params = z.object({ id: Id });

const file = permittedRoute('purchase.record', {
  method: 'post',
  path: '/purchases/filings',
  tags,
  summary: 'File the reserve of a unit for a year',
  request: { headers: IdempotencyHeaders, ...jsonBody(NewReserveFiling) },
  responses: { 201: jsonAnswer('The filing and its record', Written) },
  problems: ['conflict'],
});

const filings = permittedRoute('purchase.read', {
  method: 'get',
  path: '/purchases/filings',
  tags,
  summary: 'The filings of a year as they stand',
  request: { query: z.strictObject({ year: Year832 }) },
  responses: { 200: jsonAnswer('Filings in the order of filing', z.array(ReserveFiling)) },
});

const correct = permittedRoute('purchase.record', {
  method: 'post',
  path: '/purchases/filings/{id}/corrections',
  tags,
  summary: 'Put another filing in place of one for the same unit and year',
  request: { params, headers: IdempotencyHeaders, ...jsonBody(ReserveCorrection) },
  responses: { 201: jsonAnswer('The new filing and its record', Written) },
  problems: ['not-found', 'conflict'],
});

const allocate = permittedRoute('purchase.decide', {
  method: 'post',
  path: '/purchases/allocations',
  tags,
  summary: 'Say whose parts a contractor’s order for several schools is',
  request: { headers: IdempotencyHeaders, ...jsonBody(OrderAllocation) },
  responses: {
    201: jsonAnswer('The record, and how many lines it concerns', z.object({ recordId: Id, lines: z.int() })),
  },
  problems: ['not-found'],
});

const claims = permittedRoute('purchase.read', {
  method: 'get',
  path: '/purchases/claims',
  tags,
  summary: 'The queue of contested orders, open claims first',
  responses: { 200: jsonAnswer('Claims', z.array(OrderClaim)) },
});

const decide = permittedRoute('purchase.decide', {
  method: 'post',
  path: '/purchases/claims/{id}/decision',
  tags,
  summary: 'Decide whose a contested order is',
  request: { params, headers: IdempotencyHeaders, ...jsonBody(ClaimDecision) },
  responses: { 201: jsonAnswer('The record of the decision', Recorded) },
  problems: ['not-found', 'conflict'],
});

export const unitRoutes = newApi()
  .openapi(file, async (c) => c.json(await fileReserve(c.var.ctx, c.req.valid('json')), 201))
  .openapi(filings, async (c) => c.json(await listFilings(c.var.ctx, c.req.valid('query').year), 200))
  .openapi(correct, async (c) =>
    c.json(await correctReserve(c.var.ctx, c.req.valid('param').id, c.req.valid('json')), 201),
  )
  .openapi(allocate, async (c) => c.json(await allocateContractorOrder(c.var.ctx, c.req.valid('json')), 201))
  .openapi(claims, async (c) => c.json(await listClaims(c.var.ctx), 200))
  .openapi(decide, async (c) =>
    c.json(await decideOrderClaim(c.var.ctx, c.req.valid('param').id, c.req.valid('json')), 201),
  );
