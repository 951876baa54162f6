import { z } from '@hono/zod-openapi';
import { ImportQuery, ImportReport } from '#schemas/order-import.ts';
import { DomainError } from '../errors.ts';
import { IdempotencyHeaders, jsonAnswer, newApi, permittedRoute } from '../web/api.ts';
import { importOrders } from './import/import-orders.ts';

const upload = permittedRoute('purchase.record', {
  method: 'post',
  path: '/purchases/import',
  tags: ['purchases'],
  summary: 'Import an order export as CSV',
  description:
    'UTF-8 with or without byte order mark, GB18030 or UTF-16LE; at most 10 MB and 20,000 lines. All lines or none, unless `onlyValid`. Pointers of errors are `/<line of the file>/<column>`.',
  request: {
    headers: IdempotencyHeaders,
    query: ImportQuery,
    body: { required: true, content: { 'text/csv': { schema: z.string() } } },
  },
  responses: {
    200: jsonAnswer('What became of the lines, and the encoding they were read in', ImportReport),
  },
  problems: ['conflict'],
});

export const importRoutes = newApi().openapi(upload, async (c) => {
  const { onlyValid, encoding } = c.req.valid('query');
  if (!/^text\/csv\b/i.test(c.req.header('content-type') ?? '')) {
    throw new DomainError('unsupported-media-type');
  }
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  return c.json(await importOrders(c.var.ctx, { bytes, encoding, onlyValid: onlyValid === 'true' }), 200);
});
