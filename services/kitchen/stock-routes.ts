import { z } from '@hono/zod-openapi';
import {
  IncomingTransfer,
  IssuedLots,
  MadeNow,
  NewDisposal,
  NewIssue,
  NewRelabelling,
  NewRestocking,
  NewTransfer,
  StockLot,
  StockPlace,
} from '#schemas/kitchen-stock.ts';
import { Id } from '#schemas/values.ts';
import { Recorded } from '#schemas/written.ts';
import { IdempotencyHeaders, jsonAnswer, jsonBody, newApi, permittedRoute } from '../web/api.ts';
import { acceptTransfer } from './accept-transfer.ts';
import { disposeLot } from './dispose-lot.ts';
import { issueLots } from './issue-lots.ts';
import { listIncomingTransfers } from './queries.ts';
import { relabelLot } from './relabel-lot.ts';
import { restockLot } from './restock-lot.ts';
import { stockLots } from './stock.ts';
import { transferLot } from './transfer-lot.ts';

const tags = ['stock'];
const headers = IdempotencyHeaders;

const stock = permittedRoute('kitchen.read', {
  method: 'get',
  path: '/stock',
  tags,
  summary: 'What a school has now, in the store and in the kitchen',
  request: { query: z.object({ place: StockPlace.optional(), schoolId: Id.optional() }) },
  responses: { 200: jsonAnswer('Lots, first to expire first', z.array(StockLot)) },
});

const issue = permittedRoute('kitchen.write', {
  method: 'post',
  path: '/issues',
  tags,
  summary: 'Issue parts of delivery lots to the kitchen, all or none',
  request: { headers, ...jsonBody(NewIssue) },
  responses: { 201: jsonAnswer('The issues and their records', IssuedLots) },
  problems: ['not-found', 'lot-held', 'lot-expired', 'lot-not-available', 'stock-exceeded'],
});

const restock = permittedRoute('kitchen.write', {
  method: 'post',
  path: '/restockings',
  tags,
  summary: 'Give unused stock of the kitchen back to the store',
  request: { headers, ...jsonBody(NewRestocking) },
  responses: { 201: jsonAnswer('The record of it', Recorded) },
  problems: ['not-found', 'lot-held', 'lot-not-available', 'stock-exceeded'],
});

const dispose = permittedRoute('kitchen.write', {
  method: 'post',
  path: '/disposals',
  tags,
  summary: 'Destroy stock or leftovers before a witness',
  request: { headers, ...jsonBody(NewDisposal) },
  responses: { 201: jsonAnswer('The disposal', MadeNow) },
  problems: [
    'not-found',
    'lot-held',
    'lot-not-available',
    'stock-exceeded',
    'same-signer',
    'co-signer-refused',
    'locked',
  ],
});

const relabel = permittedRoute('kitchen.write', {
  method: 'post',
  path: '/relabellings',
  tags,
  summary: 'Put a new label on what is left of a lot',
  request: { headers, ...jsonBody(NewRelabelling) },
  responses: { 201: jsonAnswer('The lot with the new label', MadeNow) },
  problems: ['not-found', 'lot-held', 'lot-expired', 'lot-not-available'],
});

const transfer = permittedRoute('kitchen.write', {
  method: 'post',
  path: '/transfers',
  tags,
  summary: 'Send part of a delivery lot to another school of the district',
  request: { headers, ...jsonBody(NewTransfer) },
  responses: {
    201: jsonAnswer(
      'The transfer, and the lot at the other school',
      z.object({ id: Id, lotId: Id, code: z.string(), recordId: Id }),
    ),
  },
  problems: ['not-found', 'lot-held', 'lot-expired', 'lot-not-available', 'stock-exceeded'],
});

const incoming = permittedRoute('kitchen.read', {
  method: 'get',
  path: '/transfers/incoming',
  tags,
  summary: 'Transfers that wait for a signature here',
  request: { query: z.object({ schoolId: Id.optional() }) },
  responses: { 200: jsonAnswer('Transfers, oldest first', z.array(IncomingTransfer)) },
});

const accept = permittedRoute('kitchen.write', {
  method: 'post',
  path: '/transfers/{transferId}/accept',
  tags,
  summary: 'Sign for a lot that another school sent',
  request: { headers, params: z.object({ transferId: Id }) },
  responses: { 200: jsonAnswer('The lot, now in the store', z.object({ lotId: Id, recordId: Id })) },
  problems: ['not-found', 'lot-held'],
});

export const stockRoutes = newApi()
  .openapi(stock, async (c) => c.json(await stockLots(c.var.ctx, c.req.valid('query')), 200))
  .openapi(issue, async (c) => c.json(await issueLots(c.var.ctx, c.req.valid('json')), 201))
  .openapi(restock, async (c) => c.json(await restockLot(c.var.ctx, c.req.valid('json')), 201))
  .openapi(dispose, async (c) => c.json(await disposeLot(c.var.ctx, c.req.valid('json')), 201))
  .openapi(relabel, async (c) => c.json(await relabelLot(c.var.ctx, c.req.valid('json')), 201))
  .openapi(transfer, async (c) => c.json(await transferLot(c.var.ctx, c.req.valid('json')), 201))
  .openapi(incoming, async (c) => c.json(await listIncomingTransfers(c.var.ctx, c.req.valid('query')), 200))
  .openapi(accept, async (c) => c.json(await acceptTransfer(c.var.ctx, c.req.valid('param')), 200));
