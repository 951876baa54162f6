import { Hono, type Context as HonoContext } from 'hono';
import { RowsQuery, TotalsQuery } from '#schemas/purchase-totals.ts';
import { may } from '../../accounts/index.ts';
import type { AppEnv } from '../../web/env.ts';
import { staffPage } from '../../web/layout.ts';
import { barChart } from '../chart.ts';
import { figureNames, texts } from '../messages.ts';
import { filterNamesOf } from '../totals/filter-names.ts';
import { figureRows } from '../totals/rows.ts';
import { purchaseTotals, totalsWithExceptions } from '../totals/totals.ts';
import { rowsCsv, totalsCsv } from './exports.ts';
import { settled } from './links.ts';
import { rowsPage } from './rows-page.ts';
import { withPart } from './scope-form.ts';
import { chartedGroups, totalsPage } from './totals-page.ts';
import type { Words } from './words.ts';

type C = HonoContext<AppEnv>;

/** Parameters of a form: empty ones say nothing. */
const given = (c: C) =>
  withPart(Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== '')));

const wordsOf = (c: C): Words => ({ language: c.var.language, reference: c.var.ctx.reference });
const totalsQuery = (c: C) => settled(TotalsQuery.parse(given(c)), c.var.ctx.clock.now());
const rowsQuery = (c: C) => settled(RowsQuery.parse(given(c)), c.var.ctx.clock.now());

/** The bureau's totals: the page, its chart, the rows behind each figure, and both as spreadsheets. */
export const bureauPages = new Hono<AppEnv>()
  .get('/bureau/832', async (c) => {
    const query = totalsQuery(c);
    const { ctx } = c.var;
    const { totals, exceptions } = await totalsWithExceptions(ctx, query);
    const names = await filterNamesOf(ctx, query);
    const view = { totals, query, names, toLookInto: exceptions.length, reports: may(ctx, 'report.read') };
    const body = totalsPage(view, wordsOf(c));
    return await staffPage(c, { title: texts.totals, body });
  })
  .get('/bureau/832/totals.csv', async (c) =>
    totalsCsv(await purchaseTotals(c.var.ctx, totalsQuery(c)), wordsOf(c)),
  )
  .get('/bureau/832/chart.svg', async (c) => {
    const { language, ctx } = c.var;
    const groups = chartedGroups(await purchaseTotals(ctx, totalsQuery(c)), wordsOf(c));
    const svg = barChart({
      labels: groups.map(({ label }) => label),
      series: (['ordered', 'accepted', 'paid', 'counted'] as const).map((name) => ({
        name: figureNames[name][language],
        values: groups.map(({ sums }) => sums[name] / 100),
      })),
    });
    return c.body(svg, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'no-store' });
  })
  .get('/bureau/832/rows', async (c) => {
    const query = rowsQuery(c);
    const { language, ctx } = c.var;
    const rows = await figureRows(ctx, query);
    const title = `${texts.rowsOf[language]}${figureNames[query.figure][language]}`;
    return await staffPage(c, {
      title,
      styles: ['lists.css'],
      body: rowsPage(rows, query, await filterNamesOf(ctx, query), wordsOf(c)),
    });
  })
  .get('/bureau/832/rows.csv', async (c) =>
    rowsCsv(await figureRows(c.var.ctx, rowsQuery(c)), c.var.language),
  );
