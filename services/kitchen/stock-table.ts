import type { StockLine } from '#schemas/kitchen-stock.ts';
import type { Choice } from '../web/form-view.ts';
import { kilograms } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { type KitchenMessage, messages } from './messages.ts';

export const texts = (language: Language) => (key: KitchenMessage) => messages[key][language];

/** Lots with what is left of them; each name leads to what can be done with the lot. */
export function stockTable(lines: readonly StockLine[], language: Language): Html {
  const t = texts(language);
  if (lines.length === 0) return html`<p>${t('nothing')}</p>`;
  return html`<div class="scroll-x" tabindex="0"><table class="table">
    <thead><tr><th scope="col">${t('goods')}</th><th scope="col" class="number">${t('remaining')}</th><th scope="col">${t('expires')}</th></tr></thead>
    <tbody>${lines.map(
      (line) => html`<tr>
        <td><a class="row-link" href="/canteen/stock/${line.lotId}">${line.name}</a>${line.vessel ? ` · ${line.vessel}` : ''}${line.held ? html` <strong>${t('held')}</strong>` : ''}<br><span class="code">${line.code}</span></td>
        <td class="number">${kilograms(line.remainingGrams)}</td>
        <td class="date">${line.expiresOn ?? t('noDate')}</td></tr>`,
    )}</tbody></table></div>`;
}

/** Lots to choose from, soonest to expire first; of each kind of goods the first is marked. */
export function lotChoices(lines: readonly StockLine[], language: Language): Choice[] {
  const t = texts(language);
  const seen = new Set<string>();
  return lines
    .filter(({ held }) => !held)
    .map(({ lotId, name, goodsCode, remainingGrams, expiresOn }) => {
      const kind = goodsCode ?? name;
      const others = lines.filter((line) => (line.goodsCode ?? line.name) === kind);
      const first = !seen.has(kind) && others.length > 1 && expiresOn !== null;
      seen.add(kind);
      const parts = [name, `${kilograms(remainingGrams)} kg`, expiresOn ?? t('noDate')];
      return { value: lotId, label: [...parts, ...(first ? [t('first')] : [])].join(' · ') };
    });
}
