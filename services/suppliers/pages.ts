import { Hono, type Context as HonoContext } from 'hono';
import { civilDateOf } from '#schemas/time.ts';
import { authorise } from '../accounts/index.ts';
import type { AppEnv } from '../web/env.ts';
import { type Fields, formKeys, readForm } from '../web/form.ts';
import { type Refusal, refusalOf } from '../web/form-view.ts';
import { staffPage } from '../web/layout.ts';
import { askStanding } from './ask-standing.ts';
import { decisionPages } from './decision-pages.ts';
import { listExpiryAlerts } from './list-alerts.ts';
import { listPage } from './list-page.ts';
import { listSuppliers } from './list-suppliers.ts';
import { messages } from './messages.ts';
import { qualificationPages } from './qualification-pages.ts';
import { registerForm, registerPointers, registrationOf } from './register-page.ts';
import { registerSupplier } from './register-supplier.ts';
import { questionOf, standingSection } from './standing-section.ts';
import { supplierPage } from './supplier-page.ts';
import { viewSupplier } from './view-supplier.ts';

type C = HonoContext<AppEnv>;

export const supplierPages = new Hono<AppEnv>()
  .get('/suppliers', async (c) => {
    const { ctx, language } = c.var;
    // Suppliers see themselves alone.
    if (ctx.actor.kind === 'account' && ctx.actor.supplierId !== null)
      return c.redirect(`/suppliers/${ctx.actor.supplierId}`, 303);
    const { search = '', after } = c.req.query();
    const page = await listSuppliers(ctx, { ...(search ? { search } : {}), ...(after ? { after } : {}) });
    const alerts = await listExpiryAlerts(ctx);
    const body = listPage({ ctx, language, search, page, alerts });
    return await staffPage(c, { title: messages.title, styles: ['lists.css'], body });
  })
  .get('/suppliers/new', (c) => registerPage(c, {}))
  .post('/suppliers/new', async (c) => {
    const { fields, ctx } = await readForm(c);
    try {
      const { id } = await registerSupplier(ctx, registrationOf(fields, ctx.reference));
      return c.redirect(`/suppliers/${id}`, 303);
    } catch (error) {
      return await registerPage(c, fields, refusalOf(c, error, registerPointers));
    }
  })
  .get('/suppliers/:id', async (c) => {
    const { ctx, language } = c.var;
    const supplier = await viewSupplier(ctx, c.req.param('id'));
    const values = c.req.query();
    const question = questionOf(values, civilDateOf(ctx.clock.now()));
    const answer = question && (await askStanding(ctx, supplier.id, question));
    const standing = standingSection(ctx, { language, values }, supplier, answer);
    return await staffPage(c, {
      title: supplier.name,
      ...(ctx.actor.kind === 'account' && ctx.actor.supplierId !== null
        ? {}
        : { back: { path: '/suppliers', label: messages.title } }),
      body: supplierPage({ ctx, language, supplier, standing }),
    });
  })
  .route('/', qualificationPages)
  .route('/', decisionPages);

async function registerPage(c: C, values: Fields, refusal?: Refusal): Promise<Response> {
  authorise(c.var.ctx, 'supplier.register');
  const view = { language: c.var.language, values, refusal };
  return await staffPage(c, {
    title: messages.registerTitle,
    back: { path: '/suppliers', label: messages.title },
    body: registerForm(view, formKeys(c)),
    status: refusal?.status ?? 200,
  });
}
