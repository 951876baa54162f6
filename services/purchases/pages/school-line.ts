import { Hono, type Context as HonoContext } from 'hono';
import type { OrderAdjustment, OrderLine, OrderStep } from '#schemas/order-line.ts';
import { may } from '../../accounts/index.ts';
import { knownId } from '../../ids.ts';
import type { AppEnv } from '../../web/env.ts';
import { type Fields, fenFromYuan, formKeys, gramsFromKilograms, readForm } from '../../web/form.ts';
import { errorSummary } from '../../web/form-view.ts';
import { type Html, html } from '../../web/html.ts';
import { staffPage } from '../../web/layout.ts';
import { adjustOrderLine } from '../adjust-order-line.ts';
import { advanceOrderLine } from '../advance-order-line.ts';
import { deliveryChoices } from '../line-deliveries.ts';
import { orderLine } from '../lines.ts';
import { linkDeliveries } from '../link-deliveries.ts';
import { texts } from '../messages.ts';
import { schoolTexts } from '../school-messages.ts';
import { deliveryForm, linkOf } from './delivery-form.ts';
import { orAgain, type Returned, viewOf } from './form-return.ts';
import { lineFacts } from './line-page.ts';
import { shanghaiInstant } from './order-form.ts';
import { formLabels, stepForms } from './step-forms.ts';

type C = HonoContext<AppEnv>;

/** One order line, for the school that bought it and for the bureau; the school tells its news here. */
export const schoolLinePages = new Hono<AppEnv>()
  .get('/canteen/832/lines/:id', async (c) => await linePage(c))
  .post('/canteen/832/lines/:id/steps', async (c) => {
    const { fields, ctx } = await readForm(c);
    const again = (returned: Returned) => linePage(c, returned);
    return await orAgain(c, { fields, again }, async () => {
      const { id } = await advanceOrderLine(ctx, c.req.param('id'), stepOf(fields));
      return `/canteen/832/lines/${id}`;
    });
  })
  .post('/canteen/832/lines/:id/deliveries', async (c) => {
    const { fields, ctx } = await readForm(c);
    const again = (returned: Returned) => linePage(c, returned);
    const fieldOf = { '/links/0/reason': 'relinkReason' };
    return await orAgain(c, { fields, fieldOf, again }, async () => {
      await linkDeliveries(ctx, linkOf(c.req.param('id'), fields));
      return `/canteen/832/lines/${c.req.param('id')}`;
    });
  })
  .post('/canteen/832/lines/:id/adjustments', async (c) => {
    const { fields, ctx } = await readForm(c);
    const again = (returned: Returned) => linePage(c, renamed(returned));
    return await orAgain(c, { fields, again }, async () => {
      await adjustOrderLine(ctx, c.req.param('id'), adjustmentOf(fields));
      return `/canteen/832/lines/${c.req.param('id')}`;
    });
  });

async function linePage(c: C, returned?: Returned): Promise<Response> {
  const { ctx, language } = c.var;
  const line = await orderLine(ctx, knownId(c.req.param('id')));
  const forms = may(ctx, 'purchase.record', { schoolId: line.schoolId })
    ? await newsForms(c, line, returned)
    : html``;
  return await staffPage(c, {
    title: `${schoolTexts.line[language]} ${line.orderNo} / ${line.lineNo}`,
    back: may(c.var.ctx, 'purchase.record')
      ? { path: '/canteen/832', label: texts.school }
      : { path: '/bureau/832', label: texts.totals },
    status: returned?.refusal.status ?? 200,
    body: html`${lineFacts(line, language)}${forms}`,
  });
}

/** The school's forms below a line: where its goods arrived, further states, what is taken back. */
async function newsForms(c: C, line: OrderLine, returned: Returned | undefined): Promise<Html> {
  const view = viewOf(c, returned);
  const choices = await deliveryChoices(c.var.ctx, line.id);
  return html`${errorSummary(view, formLabels)}${deliveryForm({ line, choices }, view, formKeys(c))}
    ${stepForms(line, view, () => formKeys(c))}`;
}

/** What was typed, as a step; amounts belong to acceptance and payment alone. */
function stepOf({ step, at, fen, grams }: Fields): OrderStep {
  const accepted = { fen: fenFromYuan(fen), grams: gramsFromKilograms(grams) };
  const amounts = { accepted, paid: { fen: fenFromYuan(fen) } }[step ?? ''] ?? {};
  return { step, at: shanghaiInstant(at), ...amounts } as OrderStep;
}

function adjustmentOf({ kind, adjustedAt, adjustedFen, adjustedGrams, reason }: Fields): OrderAdjustment {
  return {
    kind,
    at: shanghaiInstant(adjustedAt),
    fen: fenFromYuan(adjustedFen),
    ...(adjustedGrams === undefined ? {} : { grams: gramsFromKilograms(adjustedGrams) }),
    reason,
  } as OrderAdjustment;
}

/** The second form of the page has names of its own for what both ask. */
function renamed({ values, refusal }: Returned): Returned {
  const own: Readonly<Record<string, string>> = {
    at: 'adjustedAt',
    fen: 'adjustedFen',
    grams: 'adjustedGrams',
  };
  return {
    values,
    refusal: { ...refusal, fields: new Set([...refusal.fields].map((name) => own[name] ?? name)) },
  };
}
