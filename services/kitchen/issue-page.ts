import type { Context as HonoContext } from 'hono';
import type { IncomingTransfer, NewIssue, StockLine } from '#schemas/kitchen-stock.ts';
import { may } from '../accounts/index.ts';
import type { AppEnv } from '../web/env.ts';
import { type Fields, formKeys, gramsFromKilograms } from '../web/form.ts';
import { choiceField, type FormView, inputField, postForm, type Refusal } from '../web/form-view.ts';
import { kilograms } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import { staffPage } from '../web/layout.ts';
import { messages } from './messages.ts';
import { listIncomingTransfers, listStock } from './queries.ts';
import { lotChoices, stockTable, texts } from './stock-table.ts';

/** The form's fields by the pointer that a refusal names. */
export const issueFields = { '/lotId': 'lotId', '/grams': 'kg' };

export const readIssue = ({ lotId = '', kg, purpose = '', issuedTo = '' }: Fields): NewIssue => ({
  lotId,
  grams: gramsFromKilograms(kg) ?? Number.NaN,
  purpose,
  issuedTo,
});

/** What the store has, the form to issue some of it, what the kitchen has, and transfers to sign for. */
export async function issuePage(
  c: HonoContext<AppEnv>,
  values: Fields,
  refusal?: Refusal,
): Promise<Response> {
  const { ctx, language } = c.var;
  const t = texts(language);
  const store = await listStock(ctx, { place: 'store' });
  const kitchen = await listStock(ctx, { place: 'kitchen' });
  const incoming = await listIncomingTransfers(ctx, {});
  const writes = may(ctx, 'kitchen.write');
  return await staffPage(c, {
    title: messages.issueTitle,
    styles: ['canteen.css'],
    status: refusal?.status ?? 200,
    body: html`${doneNote(c, store)}
      ${writes ? issueForm(c, { language, values, refusal }, store) : ''}
      ${writes && incoming.length > 0 ? html`<h2>${t('incoming')}</h2>${incoming.map((transfer) => acceptForm(c, transfer))}` : ''}
      <h2>${t('store')}</h2>${stockTable(store, language)}
      <h2>${t('inKitchen')}</h2>${stockTable(kitchen, language)}`,
  });
}

function issueForm(c: HonoContext<AppEnv>, view: FormView, store: readonly StockLine[]): Html {
  const labels = {
    lotId: messages.lot,
    kg: messages.kilograms,
    purpose: messages.purpose,
    issuedTo: messages.issuedTo,
  };
  return postForm(c, view, {
    action: '/canteen/issue',
    labels,
    submit: messages.issue,
    body: html`
      ${choiceField(view, { name: 'lotId', label: labels.lotId, choices: lotChoices(store, view.language), value: c.req.query('lot') ?? '' })}
      ${inputField(view, { name: 'kg', label: labels.kg, inputmode: 'decimal' })}
      ${inputField(view, { name: 'purpose', label: labels.purpose, hint: messages.purposeHint })}
      ${inputField(view, { name: 'issuedTo', label: labels.issuedTo })}`,
  });
}

/** After an issue: that it was done, and which lot should have come first. */
function doneNote(c: HonoContext<AppEnv>, store: readonly StockLine[]): Html {
  const t = texts(c.var.language);
  const sooner = store.find(({ lotId }) => lotId === c.req.query('sooner'));
  if (c.req.query('done') === 'accepted')
    return html`<p class="alert alert-success" role="status">${t('accepted')}</p>`;
  if (c.req.query('done') !== 'issued') return html``;
  return html`<p class="alert alert-success" role="status">${t('issued')}</p>
    ${sooner ? html`<p class="alert alert-warning" role="status">${t('useFirst')}${sooner.name} · ${sooner.expiresOn ?? ''} · <span class="code">${sooner.code}</span></p>` : ''}`;
}

function acceptForm(c: HonoContext<AppEnv>, transfer: IncomingTransfer): Html {
  const t = texts(c.var.language);
  return html`<form class="card card-body mb-3" method="post" action="/canteen/transfers/${transfer.id}/accept">${formKeys(c)}
    <p>${transfer.name} · ${kilograms(transfer.grams)} kg · ${t('from')} ${transfer.fromSchool}</p>
    <div><button class="btn btn-outline-primary btn-wide" type="submit">${t('accept')}</button></div></form>`;
}
