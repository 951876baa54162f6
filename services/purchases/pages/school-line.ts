import { Hono, type Context as HonoContext } from 'hono';
import type { OrderAdjustment, OrderStep } from '#schemas/order-line.ts';
import { Id } from '#schemas/values.ts';
import { may } from '../../accounts/index.ts';
import type { AppEnv } from '../../web/env.ts';
import { type Fields, fenFromYuan, formKeys, gramsFromKilograms, readForm } from '../../web/form.ts';
import { html } from '../../web/html.ts';
import { staffPage } from '../../web/layout.ts';
import { adjustOrderLine } from '../adjust-order-line.ts';
import { advanceOrderLine } from '../advance-order-line.ts';
import { orderLine } from '../lines.ts';
import { schoolTexts } from '../school-messages.ts';
import { orAgain, type Returned, viewOf } from './form-return.ts';
import { lineFacts } from './line-page.ts';
import { shanghaiInstant } from './order-form.ts';
import { stepForms } from './step-forms.ts';

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
  const line = await orderLine(ctx, Id.parse(c.req.param('id')));
  const forms = may(ctx, 'purchase.record', { schoolId: line.schoolId })
    ? stepForms(line, viewOf(c, returned), () => formKeys(c))
    : html``;
  return await staffPage(c, {
    title: `${schoolTexts.line[language]} ${line.orderNo} / ${line.lineNo}`,
    status: returned?.refusal.status ?? 200,
    body: html`${lineFacts(line, language)}${forms}`,
  });
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
