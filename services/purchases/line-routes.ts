import { z } from '@hono/zod-openapi';
import { NewOrderLines, RecordedLines } from '#schemas/order-batch.ts';
import { LinkedDeliveries, OrderDeliveries } from '#schemas/order-delivery.ts';
import {
  AdjustmentCorrection,
  OrderAdjustment,
  OrderLine,
  OrderLineCorrection,
  OrderStep,
} from '#schemas/order-line.ts';
import { OrderLineFilter } from '#schemas/order-queries.ts';
import { Id } from '#schemas/values.ts';
import { Written } from '#schemas/written.ts';
import { IdempotencyHeaders, jsonAnswer, jsonBody, newApi, permittedRoute } from '../web/api.ts';
import { adjustOrderLine } from './adjust-order-line.ts';
import { advanceOrderLine } from './advance-order-line.ts';
import { correctAdjustment } from './correct-adjustment.ts';
import { correctOrderLine } from './correct-order-line.ts';
import { listOrderLines, orderLine } from './lines.ts';
import { linkDeliveries } from './link-deliveries.ts';
import { recordOrderLines } from './record-order-lines.ts';

const tags = ['purchases'];
const params = z.object({ id: Id });

const record = permittedRoute('purchase.record', {
  method: 'post',
  path: '/purchases/lines',
  tags,
  summary: 'Record order lines with the states that they have reached',
  request: { headers: IdempotencyHeaders, ...jsonBody(NewOrderLines) },
  responses: { 200: jsonAnswer('What became of each line', RecordedLines) },
  problems: ['conflict'],
});

const list = permittedRoute('purchase.read', {
  method: 'get',
  path: '/purchases/lines',
  tags,
  summary: 'Order lines, the latest recorded first',
  request: { query: OrderLineFilter },
  responses: {
    200: jsonAnswer(
      'Lines, and where to continue',
      z.object({ lines: z.array(OrderLine), next: Id.optional() }),
    ),
  },
});

const one = permittedRoute('purchase.read', {
  method: 'get',
  path: '/purchases/lines/{id}',
  tags,
  summary: 'One order line',
  request: { params },
  responses: { 200: jsonAnswer('The line with its adjustments', OrderLine) },
  problems: ['not-found'],
});

const advance = permittedRoute('purchase.record', {
  method: 'post',
  path: '/purchases/lines/{id}/steps',
  tags,
  summary: 'Say that a line was accepted, paid or evaluated',
  request: { params, headers: IdempotencyHeaders, ...jsonBody(OrderStep) },
  responses: {
    200: jsonAnswer(
      'Whether this was news',
      z.object({ id: Id, outcome: z.enum(['advanced', 'unchanged']) }),
    ),
  },
  problems: ['not-found', 'conflict'],
});

const adjust = permittedRoute('purchase.record', {
  method: 'post',
  path: '/purchases/lines/{id}/adjustments',
  tags,
  summary: 'Cancel, return or refund a part of a line',
  request: { params, headers: IdempotencyHeaders, ...jsonBody(OrderAdjustment) },
  responses: { 201: jsonAnswer('The adjustment and its record', Written) },
  problems: ['not-found'],
});

const correct = permittedRoute('purchase.record', {
  method: 'post',
  path: '/purchases/lines/{id}/corrections',
  tags,
  summary: 'State the whole line as it should have been',
  request: { params, headers: IdempotencyHeaders, ...jsonBody(OrderLineCorrection) },
  responses: { 201: jsonAnswer('The line and the record that replaces its last statement', Written) },
  problems: ['not-found', 'conflict'],
});

const readjust = permittedRoute('purchase.record', {
  method: 'post',
  path: '/purchases/adjustments/{id}/corrections',
  tags,
  summary: 'State an adjustment as it should have been; 0 fen when there was none',
  request: { params, headers: IdempotencyHeaders, ...jsonBody(AdjustmentCorrection) },
  responses: { 201: jsonAnswer('The adjustment and the record that replaces the first one', Written) },
  problems: ['not-found'],
});

const link = permittedRoute('purchase.record', {
  method: 'post',
  path: '/purchases/deliveries',
  tags,
  summary: 'Say in which delivery lots the goods of order lines arrived',
  request: { headers: IdempotencyHeaders, ...jsonBody(OrderDeliveries) },
  responses: {
    201: jsonAnswer('The records, and how much of each line the lots account for', LinkedDeliveries),
  },
  problems: ['not-found'],
});

export const lineRoutes = newApi()
  .openapi(record, async (c) => c.json(await recordOrderLines(c.var.ctx, c.req.valid('json')), 200))
  .openapi(list, async (c) => c.json(await listOrderLines(c.var.ctx, c.req.valid('query')), 200))
  .openapi(one, async (c) => c.json(await orderLine(c.var.ctx, c.req.valid('param').id), 200))
  .openapi(advance, async (c) =>
    c.json(await advanceOrderLine(c.var.ctx, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(adjust, async (c) =>
    c.json(await adjustOrderLine(c.var.ctx, c.req.valid('param').id, c.req.valid('json')), 201),
  )
  .openapi(link, async (c) => c.json(await linkDeliveries(c.var.ctx, c.req.valid('json')), 201))
  .openapi(correct, async (c) =>
    c.json(await correctOrderLine(c.var.ctx, c.req.valid('param').id, c.req.valid('json')), 201),
  )
  .openapi(readjust, async (c) =>
    c.json(await correctAdjustment(c.var.ctx, c.req.valid('param').id, c.req.valid('json')), 201),
  );
