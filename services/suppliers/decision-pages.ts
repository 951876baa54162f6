import { Hono, type Context as HonoContext } from 'hono';
import { authorise } from '../accounts/index.ts';
import { DomainError } from '../errors.ts';
import type { AppEnv } from '../web/env.ts';
import { type Fields, formKeys, readForm } from '../web/form.ts';
import { type Refusal, refusalOf } from '../web/form-view.ts';
import { staffPage } from '../web/layout.ts';
import { decisionForm, decisions } from './decision-page.ts';
import { viewSupplier } from './view-supplier.ts';

type C = HonoContext<AppEnv>;

/** Admit, end, evaluate, suspend, lift: one page each, which asks what the decision needs. */
export const decisionPages = new Hono<AppEnv>()
  .get('/suppliers/:id/:step{admit|exit|evaluate|suspend|lift}', (c) => page(c, c.req.param(), {}))
  .post('/suppliers/:id/:step{admit|exit|evaluate|suspend|lift}', async (c) => {
    const { id, step } = c.req.param();
    const { fields, ctx } = await readForm(c);
    try {
      await decisionOf(step).carryOut(ctx, id, fields);
      return c.redirect(`/suppliers/${id}`, 303);
    } catch (error) {
      return await page(c, { id, step }, fields, refusalOf(c, error));
    }
  });

function decisionOf(step: string) {
  const decision = decisions[step];
  if (!decision) throw new DomainError('not-found');
  return decision;
}

async function page(
  c: C,
  { id, step }: { readonly id: string; readonly step: string },
  values: Fields,
  refusal?: Refusal,
): Promise<Response> {
  const { ctx, language } = c.var;
  const decision = decisionOf(step);
  authorise(ctx, decision.permission);
  const { name } = await viewSupplier(ctx, id);
  const path = `/suppliers/${id}/${step}`;
  return await staffPage(c, {
    title: decision.title,
    back: { path: `/suppliers/${id}`, label: name },
    body: decisionForm({ language, values, refusal }, ctx, { path, name, decision, keys: formKeys(c) }),
    status: refusal?.status ?? 200,
  });
}
