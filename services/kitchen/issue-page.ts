import type { Context as HonoContext } from 'hono';
import type { NewIssue, StockLot } from '#schemas/kitchen-stock.ts';
import { authorise, may } from '../accounts/index.ts';
import type { GoodsTree } from '../reference/index.ts';
import type { AppEnv } from '../web/env.ts';
import type { Fields } from '../web/form.ts';
import { type FormView, inputField, postForm, type Refusal } from '../web/form-view.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { staffPage } from '../web/layout.ts';
import { messages, texts } from './messages.ts';
import { usableStock } from './stock.ts';
import { readUses, type UsableLot, usableAt, usePointers, usesFieldset } from './uses-fieldset.ts';

/** The form's fields by the pointer that a refusal names. */
export const issueFields = (fields: Fields): Record<string, string> => usePointers(fields, '/lots');

export const readIssue = (fields: Fields): NewIssue => ({
  lots: readUses(fields),
  purpose: fields.purpose ?? '',
  issuedTo: fields.issuedTo ?? '',
});

/** Everything usable in the store, by kind of goods, with a weight to fill in: one form for a whole meal. */
export async function issuePage(
  c: HonoContext<AppEnv>,
  values: Fields,
  refusal?: Refusal,
): Promise<Response> {
  const { ctx, language } = c.var;
  const store = await usableStock(ctx, 'store');
  return await staffPage(c, {
    title: messages.issueTitle,
    styles: ['canteen.css'],
    status: refusal?.status ?? 200,
    body: html`${doneNote(c, store)}
      ${may(ctx, 'kitchen.write') ? issueForm(c, { language, values, refusal }, store) : ''}`,
  });
}

function issueForm(c: HonoContext<AppEnv>, view: FormView, store: readonly StockLot[]): Html {
  const { ctx } = c.var;
  const labels = { used: messages.toIssue, purpose: messages.purpose, issuedTo: messages.issuedTo };
  const { displayName } = authorise(ctx, 'kitchen.write');
  return postForm(c, view, {
    action: '/canteen/issue',
    labels,
    submit: messages.issue,
    body: html`
      ${usesFieldset(view, {
        label: labels.used,
        hint: messages.toIssueHint,
        empty: messages.nothingInStore,
        groups: byGoods(store, ctx.reference.goods, view.language),
        chosen: c.req.query('lot'),
      })}
      ${inputField(view, { name: 'purpose', label: labels.purpose, hint: messages.purposeHint, list: 'purposes' })}
      <datalist id="purposes">${(['breakfast', 'lunch', 'dinner'] as const).map((kind) => html`<option value="${messages[kind].zh}"></option>`)}</datalist>
      ${inputField(view, { name: 'issuedTo', label: labels.issuedTo, value: displayName })}`,
  });
}

/** Under the headings of the goods table, and in each the first to expire first; that one is marked. */
function byGoods(store: readonly StockLot[], { find, groups }: GoodsTree, language: Language) {
  const grouped = Map.groupBy(store, ({ goodsCode }) => find(goodsCode ?? '')?.group);
  const titled = groups.map(({ code, nameZh, nameEn }) => ({
    title: language === 'zh' ? nameZh : nameEn,
    lots: grouped.get(code) ?? [],
  }));
  return [...titled, { title: messages.unsorted[language], lots: grouped.get(undefined) ?? [] }]
    .filter(({ lots }) => lots.length > 0)
    .map(({ title, lots }) => ({ title, lots: firstMarked(usableAt(lots, 'store')) }));
}

/** Lots of one name stand together; where there are several, the first is the one to use. */
const firstMarked = (lots: readonly UsableLot[]): UsableLot[] =>
  [...Map.groupBy(lots, ({ name }) => name).values()].flatMap((same) =>
    same.map((lot, place) => ({ ...lot, first: same.length > 1 && place === 0 })),
  );

/** After an issue: that it was done, and which lots should have come first. */
function doneNote(c: HonoContext<AppEnv>, store: readonly StockLot[]): Html {
  const t = texts(c.var.language);
  if (c.req.query('done') === undefined) return html``;
  const sooner = store.filter(({ lotId }) => c.req.queries('sooner')?.includes(lotId));
  return html`<p class="alert alert-success" role="status">${t('issued')} <a href="/canteen/dishes">${t('goOnToDishes')}</a></p>
    ${sooner.map(({ name, expiresOn, code }) => html`<p class="alert alert-warning" role="status">${t('useFirst')}${name} · ${expiresOn ?? ''} · <span class="code">${code}</span></p>`)}`;
}
