import type { OrderDelivery } from '#schemas/order-delivery.ts';
import type { OrderLine } from '#schemas/order-line.ts';
import { kilograms, shownTime, yuan } from '../../web/format.ts';
import { type Html, html } from '../../web/html.ts';
import type { Language } from '../../web/language.ts';
import { punctuation } from '../../web/punctuation.ts';
import { besideNames, texts, valueNames } from '../messages.ts';
import { countyReasons, schoolTexts } from '../school-messages.ts';

export const standing = ({ eligibility }: Pick<OrderLine, 'eligibility'>, language: Language): string =>
  eligibility === 'eligible' ? (valueNames.eligible?.[language] ?? '') : besideNames[eligibility][language];

/** A delivery lot as people know it: its code, what it is, when it came and how much of it this order was. */
export const arrival = ({ code, goodsName, arrivedAt, grams }: OrderDelivery, language: Language): Html =>
  html`${code === null ? '' : html`<a class="code nowrap" href="/T/${code}">${code}</a> `}${goodsName} · ${shownTime(arrivedAt, language)} · ${kilograms(grams)} kg`;

/** One order line: what it says, how far it has come, what was taken back, how its county was matched. */
export function lineFacts(line: OrderLine, language: Language): Html {
  const word = (value: string) => valueNames[value]?.[language] ?? value;
  const { amounts, county } = line;
  const state = (name: string, at: string | null, amount: string) =>
    html`<tr><th scope="row">${name}</th><td>${at === null ? '—' : shownTime(at, language)}</td><td class="number">${at === null ? '—' : amount}</td></tr>`;
  const place = [county.province, county.prefecture, county.county, county.code].filter(Boolean).join(' ');
  return html`<div class="card card-body"><dl>
      <dt>${texts.goods[language]}</dt><dd>${line.goodsName}${line.goodsCode ? html` <span class="code">${line.goodsCode}</span>` : ''} · ${kilograms(amounts.orderedGrams)} kg</dd>
      <dt>${texts.supplier[language]}</dt><dd>${line.supplierName}${line.supplierCreditCode ? html` <span class="code">${line.supplierCreditCode}</span>` : ''}</dd>
      <dt>${schoolTexts.county[language]}</dt><dd>${place || '—'} <span class="hint">${countyReasons[county.reason]?.[language] ?? county.reason} · ${schoolTexts.whenMatched[language]}</span></dd>
      <dt>${texts.channel[language]}</dt><dd>${word(line.platform)} · ${word(line.channel)}</dd>
      <dt>${schoolTexts.verdict[language]}</dt><dd>${standing(line, language)}</dd>
      <dt>${schoolTexts.delivery[language]}</dt><dd>${line.deliveries.length === 0 ? schoolTexts.noDelivery[language] : html`<ul>${line.deliveries.map((one) => html`<li>${arrival(one, language)}</li>`)}</ul>`}</dd>
      <dt>${texts.record[language]}</dt><dd class="code hash">${line.recordId}</dd></dl></div>
    <h2>${schoolTexts.states[language]}</h2>
    <p class="hint">${texts.inYuan[language]}</p>
    <div class="scroll-x" tabindex="0"><table class="table"><tbody>
      ${state(word('ordered'), line.orderedAt, yuan(amounts.orderedFen))}
      ${state(word('accepted'), line.acceptedAt, yuan(amounts.acceptedFen))}
      ${state(word('paid'), line.paidAt, yuan(amounts.paidFen))}
      ${state(schoolTexts.evaluated[language], line.evaluatedAt, '')}
      ${state(word('counted'), amounts.countedFen > 0 ? line.evaluatedAt : null, yuan(amounts.countedFen))}</tbody></table></div>
    ${
      line.adjustments.length === 0
        ? ''
        : html`<h2>${schoolTexts.adjustments[language]}</h2><ul>${line.adjustments.map(
            ({ kind, at, fen, reason }) =>
              html`<li>${shownTime(at, language)} ${word(kind)} ${yuan(fen)}${punctuation[language].colon}${reason}</li>`,
          )}</ul>`
    }`;
}
