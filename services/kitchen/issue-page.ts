import type { Context as HonoContext } from 'hono';
import type { NewIssue, StockLot } from '#schemas/kitchen-stock.ts';
import { civilDateOf } from '#schemas/time.ts';
import { may } from '../accounts/index.ts';
import type { GoodsTree } from '../reference/index.ts';
import type { AppEnv } from '../web/env.ts';
import type { Fields } from '../web/form.ts';
import { type FormView, inputField, postForm, type Refusal } from '../web/form-view.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { staffPage } from '../web/layout.ts';
import { messages, texts } from './messages.ts';
import { isUsable, stockLots } from './stock.ts';
import { readUses, type UsableLot, usePointers, usesFieldset } from './uses-fieldset.ts';

/** The form's fields by the pointer that a refusal names. */
export const issueFields = (fields: Fields): Record<string, string> => {
  const { '/inputs': used, ...lots } = usePointers(fields);
  const pointed = Object.entries(lots).map(([pointer, field]) => [
    pointer.replace('/inputs/', '/lots/'),
    field,
  ]);
  return { '/lots': used ?? 'used', ...Object.fromEntries(pointed) };
};

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
  const today = civilDateOf(ctx.clock.now());
  const store = (await stockLots(ctx, { place: 'store' })).filter((lot) => isUsable(lot, today));
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
  const self = ctx.actor.kind === 'account' ? ctx.actor.displayName : '';
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
      ${inputField(view, { name: 'issuedTo', label: labels.issuedTo, value: self })}`,
  });
}

/** Under the headings of the goods table, and in each the first to expire first; that one is marked. */
function byGoods(store: readonly StockLot[], { classes, groups }: GoodsTree, language: Language) {
  const groupOf = (lot: StockLot) => classes.find(({ code }) => code === lot.goodsCode)?.group ?? '';
  const grouped = Map.groupBy(store, groupOf);
  return groups.flatMap(({ code, nameZh, nameEn }) => {
    const lots = grouped.get(code) ?? [];
    if (lots.length === 0) return [];
    return [{ title: language === 'zh' ? nameZh : nameEn, lots: firstMarked(lots) }];
  });
}

/** Lots of one name stand together; where there are several, the first is the one to use. */
function firstMarked(lots: readonly StockLot[]): UsableLot[] {
  return [...Map.groupBy(lots, ({ name }) => name).values()].flatMap((same) =>
    same.map(({ lotId, name, vessel, expiresOn, storeGrams }, place) => ({
      lotId,
      name,
      vessel,
      expiresOn,
      grams: storeGrams,
      first: same.length > 1 && place === 0,
    })),
  );
}

/** After an issue: that it was done, and which lots should have come first. */
function doneNote(c: HonoContext<AppEnv>, store: readonly StockLot[]): Html {
  const t = texts(c.var.language);
  if (c.req.query('done') === undefined) return html``;
  const sooner = store.filter(({ lotId }) => c.req.queries('sooner')?.includes(lotId));
  return html`<p class="alert alert-success" role="status">${t('issued')} <a href="/canteen/dishes">${t('goOnToDishes')}</a></p>
    ${sooner.map(({ name, expiresOn, code }) => html`<p class="alert alert-warning" role="status">${t('useFirst')}${name} · ${expiresOn ?? ''} · <span class="code">${code}</span></p>`)}`;
}
