import { Hono, type Context as HonoContext } from 'hono';
import { TotalsQuery } from '#schemas/purchase-totals.ts';
import { authorise, may, ownSchool } from '../../accounts/index.ts';
import { DomainError } from '../../errors.ts';
import { csvAnswer } from '../../web/csv.ts';
import type { AppEnv } from '../../web/env.ts';
import { formKeys, readForm } from '../../web/form.ts';
import { refusalOf } from '../../web/form-view.ts';
import { html } from '../../web/html.ts';
import { staffPage } from '../../web/layout.ts';
import { correctReserve } from '../correct-reserve.ts';
import { fileReserve } from '../file-reserve.ts';
import { listFilings } from '../filings.ts';
import { columns } from '../import/columns.ts';
import { importOrders } from '../import/import-orders.ts';
import { listOrderLines } from '../lines.ts';
import { texts } from '../messages.ts';
import { recordOrderLines } from '../record-order-lines.ts';
import { schoolTexts } from '../school-messages.ts';
import { purchaseTotals } from '../totals/totals.ts';
import { districtUnits } from '../units.ts';
import { filingForm, filingOf } from './filing-form.ts';
import { orAgain, type Returned, viewOf } from './form-return.ts';
import { importForm, importRefused, importResult } from './import-form.ts';
import { settled } from './links.ts';
import { orderFields, orderForm, orderOf } from './order-form.ts';
import { schoolPage } from './school-page.ts';

type C = HonoContext<AppEnv>;

/** A school's own 832 purchases: where the year stands, orders by hand and by file, the yearly filing. */
export const schoolPages832 = new Hono<AppEnv>()
  .get('/canteen/832', async (c) => await overview(c))
  .post('/canteen/832/lines', async (c) => {
    const { fields, ctx } = await readForm(c);
    const schoolId = ownSchool(authorise(ctx, 'purchase.record'));
    const again = (line: Returned) => overview(c, { line });
    return await orAgain(c, { fields, fieldOf: orderFields, again }, async () => {
      const { lines } = await recordOrderLines(ctx, { lines: [orderOf(fields, schoolId)] });
      const [line] = lines;
      return line?.outcome === 'contested' ? '/canteen/832' : `/canteen/832/lines/${line?.id}`;
    });
  })
  .post('/canteen/832/filings', async (c) => {
    const { fields, ctx } = await readForm(c);
    const schoolId = ownSchool(authorise(ctx, 'purchase.record'));
    return await orAgain(c, { fields, again: (filing) => overview(c, { filing }) }, async () => {
      await fileReserve(ctx, filingOf(fields, schoolId));
      return '/canteen/832#filing';
    });
  })
  .post('/canteen/832/filings/:id/corrections', async (c) => {
    const { fields, ctx } = await readForm(c);
    const schoolId = ownSchool(authorise(ctx, 'purchase.record'));
    return await orAgain(c, { fields, again: (filing) => overview(c, { filing }) }, async () => {
      const correction = { filing: filingOf(fields, schoolId), reason: fields.reason ?? '' };
      await correctReserve(ctx, c.req.param('id'), correction);
      return '/canteen/832#filing';
    });
  })
  .post('/canteen/832/import', async (c) => await uploaded(c))
  .get('/canteen/832/template.csv', (c) => {
    authorise(c.var.ctx, 'purchase.record');
    const header = columns.map(({ header: name, required }) => (required ? `*${name}` : name));
    return csvAnswer('832-orders-template.csv', [header]);
  });

/** The page of the current year, with a form that came back in its place. */
async function overview(c: C, returned: { line?: Returned; filing?: Returned } = {}): Promise<Response> {
  const { ctx, language } = c.var;
  authorise(ctx, 'purchase.read');
  const query = settled(TotalsQuery.parse({}), ctx.clock.now());
  const year = query.year as number;
  const totals = await purchaseTotals(ctx, query);
  const { lines } = await listOrderLines(ctx, { limit: 50 });
  const refused = returned.line ?? returned.filing;
  const forms = may(ctx, 'purchase.record') ? await entryForms(c, year, returned) : html``;
  return await staffPage(c, {
    title: texts.school,
    styles: ['lists.css'],
    status: refused?.refusal.status ?? 200,
    body: schoolPage({ totals, query, lines, forms }, language),
  });
}

async function entryForms(c: C, year: number, { line, filing }: { line?: Returned; filing?: Returned }) {
  const { ctx, language } = c.var;
  const own = ownSchool(authorise(ctx, 'purchase.record'));
  const [filed] = await listFilings(ctx, year);
  const schools = (await districtUnits(ctx)).filter(({ id }) => id !== own);
  const goods = ctx.reference.goods.classes
    .filter(({ kind }) => kind === 'raw' || kind === 'processed')
    .map(({ code, nameZh, nameEn }) => ({ value: code, label: language === 'zh' ? nameZh : nameEn }));
  return html`${importForm(language, formKeys(c))}
    ${orderForm(viewOf(c, line), goods, formKeys(c))}
    ${filingForm(viewOf(c, filing), { year, filing: filed, schools }, formKeys(c))}`;
}

/** An uploaded file: what became of it, or every cell that keeps it out. */
async function uploaded(c: C): Promise<Response> {
  const { fields, files, ctx } = await readForm(c);
  const { language } = c.var;
  const [file] = files.file ?? [];
  if (!file) throw new DomainError('invalid-input', { errors: [{ pointer: '/file', detail: 'required' }] });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const page = (body: ReturnType<typeof html>, status: 200 | 409 | 422 = 200) =>
    staffPage(c, {
      title: schoolTexts.imported,
      status,
      body: html`${body}<p><a href="/canteen/832">${texts.school[language]}</a></p>${status === 200 ? '' : importForm(language, formKeys(c))}`,
    });
  try {
    const report = await importOrders(ctx, { bytes, onlyValid: fields.onlyValid === 'true' });
    return await page(importResult(report, language));
  } catch (error) {
    const { status } = refusalOf(c, error);
    if (!(error instanceof DomainError) || (status !== 422 && status !== 409)) throw error;
    const { errors = [], data } = error;
    return await page(importRefused(errors, String(data?.encoding ?? ''), language), status);
  }
}
