import { z } from '@hono/zod-openapi';
import {
  DifferencesQuery,
  NewPeriodReport,
  PeriodReport,
  ReportDifferences,
  ShownReport,
} from '#schemas/period-report.ts';
import { Id } from '#schemas/values.ts';
import { IdempotencyHeaders, jsonAnswer, jsonBody, newApi, permittedRoute } from '../../web/api.ts';
import { freezePeriod } from './freeze-period.ts';
import { reportDifferences } from './report-differences.ts';
import { listReports, reportFile, showReport } from './reports.ts';

const tags = ['purchases'];
const params = z.object({ id: Id });

const freeze = permittedRoute('report.freeze', {
  method: 'post',
  path: '/purchases/reports',
  tags,
  summary: 'Sign a period off: keep its totals with all rows, and record their hashes',
  request: { headers: IdempotencyHeaders, ...jsonBody(NewPeriodReport) },
  responses: { 201: jsonAnswer('The report and its record', PeriodReport) },
  problems: ['conflict'],
});

const list = permittedRoute('report.read', {
  method: 'get',
  path: '/purchases/reports',
  tags,
  summary: 'The frozen periods, the latest first',
  responses: { 200: jsonAnswer('Reports', z.array(PeriodReport)) },
});

const show = permittedRoute('report.read', {
  method: 'get',
  path: '/purchases/reports/{id}',
  tags,
  summary: 'A frozen period, its totals computed again from its rows',
  request: { params },
  responses: { 200: jsonAnswer('The report, and whether its hashes still hold', ShownReport) },
  problems: ['not-found'],
});

const differences = permittedRoute('report.read', {
  method: 'get',
  path: '/purchases/reports/{id}/differences',
  tags,
  summary: 'What became of a frozen period since, down to rows',
  request: { params, query: DifferencesQuery },
  responses: {
    200: jsonAnswer('Figures frozen and now, and the rows behind a difference', ReportDifferences),
  },
  problems: ['not-found'],
});

const file = permittedRoute('report.read', {
  method: 'get',
  path: '/purchases/reports/{id}/rows',
  tags,
  summary: 'The file of rows whose hash the record names',
  request: { params },
  responses: {
    200: {
      description: 'A canonical JSON text a line, the basis first',
      content: { 'application/x-ndjson': { schema: z.string() } },
    },
  },
  problems: ['not-found'],
});

export const reportRoutes = newApi()
  .openapi(freeze, async (c) => c.json(await freezePeriod(c.var.ctx, c.req.valid('json')), 201))
  .openapi(list, async (c) => c.json(await listReports(c.var.ctx), 200))
  .openapi(show, async (c) => c.json(await showReport(c.var.ctx, c.req.valid('param').id), 200))
  .openapi(differences, async (c) =>
    c.json(await reportDifferences(c.var.ctx, c.req.valid('param').id, c.req.valid('query')), 200),
  )
  .openapi(
    file,
    async (c) =>
      c.text(await reportFile(c.var.ctx, c.req.valid('param').id), 200, {
        'content-type': 'application/x-ndjson',
      }) as never,
  );
