import type { OrderDeliveries, OrderDelivery } from '#schemas/order-delivery.ts';
import type { OrderLine } from '#schemas/order-line.ts';
import type { Fields } from '../../web/form.ts';
import { type FormView, inputField } from '../../web/form-view.ts';
import { type Html, html } from '../../web/html.ts';
import { schoolTexts } from '../school-messages.ts';
import { arrival } from './line-page.ts';

/** Which of the school's deliveries brought an accepted line; ticked are those that are named already. */
export function deliveryForm(
  { line, choices }: { readonly line: OrderLine; readonly choices: readonly OrderDelivery[] },
  view: FormView,
  keys: Html,
): Html {
  const { language } = view;
  if (line.acceptedAt === null) return html``;
  const named = new Set(line.deliveries.map(({ lotId }) => lotId));
  const box = (choice: OrderDelivery) => html`<div class="form-check">
    <input class="form-check-input" type="checkbox" id="lot-${choice.lotId}" name="lot-${choice.lotId}" value="true"${named.has(choice.lotId) ? html` checked` : ''}>
    <label class="form-check-label" for="lot-${choice.lotId}">${arrival(choice, language)}</label></div>`;
  return html`<h2 id="deliveries">${schoolTexts.linkDeliveries[language]}</h2>
    ${
      choices.length === 0
        ? html`<p>${schoolTexts.noChoices[language]}</p>`
        : html`<form class="card card-body" method="post" action="/canteen/832/lines/${line.id}/deliveries">${keys}
      <p class="hint">${schoolTexts.linkHint[language]}</p>
      ${choices.map(box)}
      ${named.size > 0 ? inputField(view, { name: 'relinkReason', label: schoolTexts.reason }) : ''}
      <div><button class="btn btn-primary btn-wide" type="submit">${schoolTexts.save[language]}</button></div></form>`
    }`;
}

/** What was ticked, as a link. */
export function linkOf(lineId: string, fields: Fields): OrderDeliveries {
  const lotIds = Object.keys(fields)
    .filter((name) => name.startsWith('lot-'))
    .map((name) => name.slice('lot-'.length));
  const { relinkReason: reason } = fields;
  return { links: [{ lineId, lotIds, ...(reason === undefined ? {} : { reason }) }] };
}
