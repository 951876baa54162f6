import { z } from '@hono/zod-openapi';
import { DeliveryCorrection, NewDeliveries, NewDelivery } from '#schemas/delivery.ts';
import { DeliveryReceipt } from '#schemas/delivery-receipt.ts';
import { Delivery, DeliveryFilter, DeliverySummary } from '#schemas/delivery-view.ts';
import { NewReturn, ReturnAnswer } from '#schemas/supplier-return.ts';
import { Id } from '#schemas/values.ts';
import { IdempotencyHeaders, jsonAnswer, jsonBody, newApi, permittedRoute } from '../web/api.ts';
import { correctDelivery } from './correct-delivery.ts';
import { listDeliveries } from './list-deliveries.ts';
import { recordDeliveries } from './record-deliveries.ts';
import { recordDelivery } from './record-delivery.ts';
import { returnToSupplier } from './return-to-supplier.ts';
import { showDelivery } from './show-delivery.ts';
import { signDelivery } from './sign-delivery.ts';

const tags = ['deliveries'];
const headers = IdempotencyHeaders;
const params = z.object({ deliveryId: Id });

/** What keeps goods out (RCV-01, -04, -05, -07, -08), and what stands against the signers. */
const refusals = [
  'not-found',
  'conflict',
  'lot-expired',
  'lot-held',
  'documents-missing',
  'banned-goods',
  'supplier-not-qualified',
  'licence-expired',
  'needs-override',
  'same-signer',
  'co-signer-refused',
  'signer-not-independent',
  'locked',
] as const;

const record = permittedRoute('delivery.record', {
  method: 'post',
  path: '/deliveries',
  tags,
  summary: 'Take a delivery in',
  request: { headers, ...jsonBody(NewDelivery) },
  responses: { 201: jsonAnswer('The lots with their codes, and what was found', DeliveryReceipt) },
  problems: refusals,
});

const recordMany = permittedRoute('delivery.record', {
  method: 'post',
  path: '/deliveries/batch',
  tags,
  summary: 'Take up to 100 deliveries in, all or none',
  request: { headers, ...jsonBody(NewDeliveries) },
  responses: { 201: jsonAnswer('Receipts in the order of the deliveries', z.array(DeliveryReceipt)) },
  problems: refusals,
});

const list = permittedRoute('delivery.read', {
  method: 'get',
  path: '/deliveries',
  tags,
  summary: 'Deliveries of a day or period',
  request: { query: DeliveryFilter },
  responses: { 200: jsonAnswer('Deliveries, newest first, at most 1,000', z.array(DeliverySummary)) },
});

const show = permittedRoute('delivery.read', {
  method: 'get',
  path: '/deliveries/{deliveryId}',
  tags,
  summary: 'A delivery as it stands, with its history',
  request: { params },
  responses: { 200: jsonAnswer('The delivery', Delivery) },
  problems: ['not-found'],
});

const sign = permittedRoute('delivery.sign', {
  method: 'post',
  path: '/deliveries/{deliveryId}/signature',
  tags,
  summary: 'Sign a delivery as the second person',
  request: { headers, params },
  responses: { 200: jsonAnswer('The delivery with its lots, which may now be used', DeliveryReceipt) },
  problems: ['not-found', 'conflict', 'same-signer', 'signer-not-independent', 'needs-override'],
});

const correct = permittedRoute('delivery.correct', {
  method: 'post',
  path: '/deliveries/{deliveryId}/corrections',
  tags,
  summary: 'Put a delivery right, with the reason',
  request: { headers, params, ...jsonBody(DeliveryCorrection) },
  responses: { 201: jsonAnswer('The delivery as it stands now', DeliveryReceipt) },
  problems: [...refusals, 'stock-exceeded'],
});

const giveBack = permittedRoute('lot.return', {
  method: 'post',
  path: '/lots/{lotId}/returns',
  tags,
  summary: 'Send accepted goods back to their supplier',
  request: { headers, params: z.object({ lotId: Id }), ...jsonBody(NewReturn) },
  responses: { 201: jsonAnswer('What is left of the lot', ReturnAnswer) },
  problems: ['not-found', 'lot-held', 'lot-expired', 'lot-not-available', 'stock-exceeded'],
});

export const deliveryRoutes = newApi()
  .openapi(record, async (c) => c.json(await recordDelivery(c.var.ctx, c.req.valid('json')), 201))
  .openapi(recordMany, async (c) => c.json(await recordDeliveries(c.var.ctx, c.req.valid('json')), 201))
  .openapi(list, async (c) => c.json(await listDeliveries(c.var.ctx, c.req.valid('query')), 200))
  .openapi(show, async (c) => c.json(await showDelivery(c.var.ctx, c.req.valid('param').deliveryId), 200))
  .openapi(sign, async (c) => c.json(await signDelivery(c.var.ctx, c.req.valid('param')), 200))
  .openapi(correct, async (c) =>
    c.json(await correctDelivery(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 201),
  )
  .openapi(giveBack, async (c) =>
    c.json(await returnToSupplier(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 201),
  );
