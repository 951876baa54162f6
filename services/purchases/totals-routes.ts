import { FigureRows, RowsQuery, Totals, TotalsQuery } from '#schemas/purchase-totals.ts';
import { jsonAnswer, newApi, permittedRoute } from '../web/api.ts';
import { figureRows } from './totals/rows.ts';
import { purchaseTotals } from './totals/totals.ts';

const tags = ['purchases'];

const totals = permittedRoute('purchase.read', {
  method: 'get',
  path: '/purchases/totals',
  tags,
  summary: 'The 832 totals of a period, by one dimension',
  request: { query: TotalsQuery },
  responses: {
    200: jsonAnswer('Sums in fen, what they were computed with, what stands beside them', Totals),
  },
});

const rows = permittedRoute('purchase.read', {
  method: 'get',
  path: '/purchases/rows',
  tags,
  summary: 'The rows behind a figure of the totals; their sum is the figure',
  request: { query: RowsQuery },
  responses: { 200: jsonAnswer('Rows, by part of the figure', FigureRows) },
});

export const totalsRoutes = newApi()
  .openapi(totals, async (c) => c.json(await purchaseTotals(c.var.ctx, c.req.valid('query')), 200))
  .openapi(rows, async (c) => c.json(await figureRows(c.var.ctx, c.req.valid('query')), 200));
