import { Hono, type Context as HonoContext } from 'hono';
import { DifferencesQuery, FrozenQuery, type NewPeriodReport } from '#schemas/period-report.ts';
import { may } from '../../accounts/index.ts';
import { recordBundle, storedRecord } from '../../anchors/index.ts';
import { knownId } from '../../ids.ts';
import type { AppEnv } from '../../web/env.ts';
import { formKeys, readForm } from '../../web/form.ts';
import { staffPage } from '../../web/layout.ts';
import { punctuation } from '../../web/punctuation.ts';
import { figureNames } from '../messages.ts';
import { periodName, reportTexts } from '../report-messages.ts';
import { freezePeriod } from '../reports/freeze-period.ts';
import { reportDifferences } from '../reports/report-differences.ts';
import { frozenBy, frozenParts, listReports, reportFile, showReport } from '../reports/reports.ts';
import { totalsText } from '../reports/row-file.ts';
import { differencesPage, partsPage } from './differences-page.ts';
import { orAgain, type Returned, viewOf } from './form-return.ts';
import { reportCsv, reportRowsCsv } from './report-exports.ts';
import { reportPage } from './report-page.ts';
import { reportsPage } from './reports-page.ts';
import { withPart } from './scope-form.ts';

type C = HonoContext<AppEnv>;

const idOf = (c: C) => knownId(c.req.param('id'));

const attachment = (name: string, type: string) => ({
  'content-type': type,
  'content-disposition': `attachment; filename="${name}"`,
  'cache-control': 'no-store',
});

/** Periods that the bureau signed off: the list, each report, what became of it, and its files. */
export const reportPages = new Hono<AppEnv>()
  .get('/bureau/832/reports', async (c) => await list(c))
  .post('/bureau/832/reports', async (c) => {
    const { fields, ctx } = await readForm(c);
    return await orAgain(c, { fields, again: (returned) => list(c, returned) }, async () => {
      const { id } = await freezePeriod(ctx, withPart(fields) as unknown as NewPeriodReport);
      return `/bureau/832/reports/${id}`;
    });
  })
  .get('/bureau/832/reports/:id', async (c) => {
    const { ctx, language } = c.var;
    const report = await showReport(ctx, idOf(c));
    const view = {
      report,
      by: await frozenBy(ctx, report.id),
      proof: (await storedRecord(ctx, report.recordId)).proof,
      booked: await reportDifferences(ctx, report.id, { view: 'booked' }),
      restated: await reportDifferences(ctx, report.id, { view: 'restated' }),
    };
    const title = `${reportTexts.reports[language]} ${periodName(report.from, report.to, language)}`;
    return await staffPage(c, { title, body: reportPage(view, language) });
  })
  .get('/bureau/832/reports/:id/differences', async (c) => {
    const { ctx, language } = c.var;
    const { figure = 'counted', view } = DifferencesQuery.parse(c.req.query());
    const differences = await reportDifferences(ctx, idOf(c), { figure, view });
    const title = `${reportTexts.differenceRows[language]}${punctuation[language].colon}${figureNames[figure][language]}`;
    return await staffPage(c, {
      title,
      body: differencesPage({ id: idOf(c), figure, differences }, language),
    });
  })
  .get('/bureau/832/reports/:id/rows', async (c) => {
    const { ctx, language } = c.var;
    const { figure, filingUnit } = FrozenQuery.parse(c.req.query());
    const parts = await frozenParts(ctx, idOf(c), { figure, filingUnit });
    const title = `${reportTexts.frozen[language]}${punctuation[language].colon}${figureNames[figure][language]}`;
    return await staffPage(c, { title, body: partsPage({ id: idOf(c), figure, parts }, language) });
  })
  .get('/bureau/832/reports/:id/report.csv', async (c) =>
    reportCsv(await showReport(c.var.ctx, idOf(c)), c.var.language),
  )
  .get('/bureau/832/reports/:id/rows.csv', async (c) =>
    reportRowsCsv(await reportFile(c.var.ctx, idOf(c)), c.var.language),
  )
  .get('/bureau/832/reports/:id/rows.ndjson', async (c) => {
    const { from, to } = await showReport(c.var.ctx, idOf(c));
    const name = `832-${from}-${to}.rows.ndjson`;
    return c.body(await reportFile(c.var.ctx, idOf(c)), 200, attachment(name, 'application/x-ndjson'));
  })
  .get('/bureau/832/reports/:id/totals.json', async (c) => {
    const { from, to, totals } = await showReport(c.var.ctx, idOf(c));
    return c.body(totalsText(totals), 200, attachment(`832-${from}-${to}.totals.json`, 'application/json'));
  })
  .get('/bureau/832/reports/:id/bundle.json', async (c) => {
    const { recordId, from, to } = await showReport(c.var.ctx, idOf(c));
    const bundle = await recordBundle(c.var.ctx, recordId, undefined);
    return c.body(bundle, 200, attachment(`832-${from}-${to}.proof.json`, 'application/json'));
  });

async function list(c: C, returned?: Returned): Promise<Response> {
  const { ctx, language } = c.var;
  const reports = await listReports(ctx);
  const form = may(ctx, 'report.freeze') ? { view: viewOf(c, returned), keys: formKeys(c) } : undefined;
  return await staffPage(c, {
    title: reportTexts.reports[language],
    status: returned?.refusal.status ?? 200,
    body: reportsPage({ reports, form, now: ctx.clock.now() }, language),
  });
}
