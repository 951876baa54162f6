import { daysBetween } from '#schemas/time.ts';
import type { GoodsTree } from '../reference/index.ts';
import { kilograms } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { lotStatus } from './delivery-view.ts';
import { texts } from './receive-fields.ts';
import type { StockedLot } from './stock.ts';

/** The store by class of goods, in each the lot to use first on top. */
export function stockBody(
  stock: readonly StockedLot[],
  { language, goods, today }: { language: Language; goods: GoodsTree; today: string },
): Html {
  const t = texts(language);
  if (stock.length === 0) return html`<p>${t('nothingInStock')}</p>`;
  const className = (code: string) => {
    const found = goods.find(code);
    return (language === 'zh' ? found?.nameZh : found?.nameEn) ?? code;
  };
  return html`${[...Map.groupBy(stock, ({ goodsCode }) => goodsCode)].map(
    ([goodsCode, lots]) => html`<section class="card card-body"><h2>${className(goodsCode)}</h2>
      <ul class="list-unstyled rows">${lots.map((lot) => stockRow(lot, language, today))}</ul></section>`,
  )}`;
}

/** A lot in a list: what, how much, until when, and its state when it cannot simply be used. */
export function stockRow(lot: StockedLot, language: Language, today: string): Html {
  const t = texts(language);
  const days = lot.expiresOn === null ? undefined : daysBetween(today, lot.expiresOn);
  return html`<li><a href="/canteen/deliveries/${lot.deliveryId}">${lot.name}</a> <strong>${kilograms(lot.remainingGrams)}</strong> ${t('kilograms')}
    <span class="hint">${lot.supplierName}</span>
    ${lot.expiresOn === null ? '' : html`<span class="${days !== undefined && days < 0 ? 'field-error' : 'hint'}">${t('expires')} ${lot.expiresOn}</span>`}
    ${lot.status === 'open' ? '' : html`<strong>${t(lotStatus[lot.status])}</strong>`}</li>`;
}
