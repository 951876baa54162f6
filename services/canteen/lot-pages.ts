import { Hono, type Context as HonoContext } from 'hono';
import { civilDateOf } from '#schemas/time.ts';
import { authorise, may } from '../accounts/index.ts';
import type { AppEnv } from '../web/env.ts';
import { type Fields, readForm } from '../web/form.ts';
import { answerForm, type FormView, postForm, type Refusal } from '../web/form-view.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { staffPage } from '../web/layout.ts';
import { doneMessages } from './form-messages.ts';
import { isLotAction, lotActions, lotPath } from './lot-actions.ts';
import { type LotFormName, lotForms } from './lot-forms/index.ts';
import type { Hindrance, LotForm } from './lot-forms/lot-form.ts';
import { lotBody, lotHead } from './lot-view.ts';
import { lotMessages, lotTexts, messages } from './messages.ts';
import { type ShownLot, showLot } from './show-lot.ts';

type Page = HonoContext<AppEnv>;

/** A lot, and the forms that do something with it; each posts to itself. */
export const lotPages = new Hono<AppEnv>()
  .get('/canteen/lots/:lot', async (c) => {
    const { ctx } = c.var;
    const lot = await showLot(ctx, c.req.param('lot'));
    const wanted = c.req.query('do');
    if (isLotAction(wanted) && lotActions[wanted].possible(lot, civilDateOf(lot.asOf)))
      return c.redirect(lotActions[wanted].path(lot), 303);
    return await staffPage(c, {
      title: lot.node.name,
      back: may(ctx, 'delivery.record')
        ? { path: '/canteen/stock', label: messages.stock }
        : { path: `/trace/${lot.code ?? lot.lotId}`, label: lotMessages.trace },
      styles: ['canteen.css'],
      body: html`${note(c)}${lotBody(c, lot)}`,
    });
  })
  .get(
    '/canteen/lots/:lot/:form{return|transfer|dispose|restock|relabel|top-up|hold|release}',
    async (c) =>
      await formPage(c, await showLot(c.var.ctx, c.req.param('lot')), c.req.param('form') as LotFormName),
  )
  .post(
    '/canteen/lots/:lot/:form{return|transfer|dispose|restock|relabel|top-up|hold|release}',
    async (c) => {
      const { ctx, fields } = await readForm(c);
      const name = c.req.param('form') as LotFormName;
      const form: LotForm = lotForms[name];
      const lot = await showLot(ctx, c.req.param('lot'));
      return await answerForm(
        c,
        form.pointers?.(fields) ?? {},
        async (refusal) => await formPage(c, lot, name, { values: fields, refusal }),
        () => form.send(ctx, lot, fields),
      );
    },
  );

/** What was just done, or that what was wanted cannot be done now. */
function note(c: Page) {
  const { language } = c.var;
  const { done, do: wanted } = c.req.query();
  if (done !== undefined && Object.hasOwn(doneMessages, done))
    return html`<p class="alert alert-success" role="status">${doneMessages[done as keyof typeof doneMessages][language]}</p>`;
  if (!isLotAction(wanted)) return html``;
  const said = lotTexts(language)('notNow').replace('{action}', lotActions[wanted].label[language]);
  return html`<p class="alert alert-warning" role="status">${said}</p>`;
}

interface Typed {
  readonly values: Fields;
  readonly refusal?: Refusal;
}

/** A form that does one thing with a lot, or why that cannot be done. */
async function formPage(
  c: Page,
  lot: ShownLot,
  name: LotFormName,
  { values, refusal }: Typed = { values: {} },
): Promise<Response> {
  const { ctx, language } = c.var;
  const { label, permission } = lotActions[name];
  authorise(ctx, permission);
  const form: LotForm = lotForms[name];
  const view: FormView = { language, values, refusal };
  const hindrance = await form.hindrance?.(ctx, lot);
  return await staffPage(c, {
    title: label,
    back: { path: lotPath(lot), label: lot.node.name },
    styles: ['canteen.css'],
    status: refusal?.status ?? 200,
    body: html`${lotHead(lot, language)}
      ${
        hindrance
          ? hindered(hindrance, language)
          : postForm(c, view, {
              action: `${lotPath(lot)}/${name}`,
              labels: form.labels,
              submit: form.submit,
              body: await form.body({ ctx, view, lot }),
            })
      }`,
  });
}

function hindered({ text, cure }: Hindrance, language: Language): Html {
  const label = cure && (typeof cure.label === 'string' ? cure.label : cure.label[language]);
  return html`<p class="alert alert-warning">${text[language]}</p>
    ${cure ? html`<p><a class="btn btn-primary btn-wide" href="${cure.path}">${label ?? ''}</a></p>` : ''}`;
}
