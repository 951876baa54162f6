import type { StockLot, StockPlace } from '#schemas/kitchen-stock.ts';
import type { LotUse } from '#schemas/lot-use.ts';
import type { Fields } from '../web/form.ts';
import type { FormView } from '../web/form-view.ts';
import { kilograms } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import type { Message } from '../web/language.ts';
import { gramsIn } from '../web/work-fields.ts';
import { messages } from './messages.ts';
import { gramsAt } from './stock.ts';

const use = 'use-';

/** The lots whose weight was filled in, in the order of their fields. */
const usedFields = (fields: Fields) => Object.keys(fields).filter((name) => name.startsWith(use));

/** How much of which lots, as `usesFieldset` asks it. */
export const readUses = (fields: Fields): LotUse[] =>
  usedFields(fields).map((field) => ({
    lotId: field.slice(use.length),
    grams: gramsIn(fields, field),
  }));

/** A refused weight is pointed to by its lot's field. @param at where the verb takes the lots */
export const usePointers = (fields: Fields, at = '/inputs'): Record<string, string> => ({
  [at]: 'used',
  ...Object.fromEntries(usedFields(fields).map((field, index) => [`${at}/${index}/grams`, field])),
});

/** A lot that may be used, and how much of it there is. */
export interface UsableLot extends Pick<StockLot, 'lotId' | 'name' | 'vessel' | 'expiresOn'> {
  readonly grams: number;
  /** Of several lots of the same goods this one expires first. */
  readonly first?: boolean;
}

interface Uses {
  readonly label: Message;
  readonly hint: Message;
  /** Said when there is nothing to use. */
  readonly empty: Message;
  /** What there is, under headings where there is much. */
  readonly groups: readonly { readonly title?: string; readonly lots: readonly UsableLot[] }[];
  /** The lot that was chosen before, or whose label was scanned. */
  readonly chosen?: string | undefined;
}

/** A weight for each lot that may be used; those left empty are not. */
export function usesFieldset(view: FormView, { label, hint, empty, groups, chosen }: Uses): Html {
  const { language, refusal } = view;
  const nothing = groups.every(({ lots }) => lots.length === 0);
  return html`<fieldset class="field" id="used"><legend class="form-label">${label[language]}</legend>
    <div class="hint">${nothing ? empty[language] : hint[language]}</div>
    ${refusal?.fields.has('used') ? html`<div class="field-error">${refusal.title}</div>` : ''}
    ${groups.map(({ title, lots }) => html`${title ? html`<h2 class="use-group">${title}</h2>` : ''}${lots.map((lot) => useField(view, lot, lot.lotId === chosen))}`)}</fieldset>`;
}

function useField({ values, refusal, language }: FormView, lot: UsableLot, chosen: boolean): Html {
  const { lotId, name, vessel, expiresOn, grams, first } = lot;
  const field = `${use}${lotId}`;
  const wrong = refusal?.fields.has(field) || refusal?.lotId === lotId;
  return html`<div class="line-field${chosen ? ' chosen' : ''}"><label for="${field}">${name}${vessel ? ` · ${vessel}` : ''}${first ? html` <span class="badge bg-orange-lt">${messages.first[language]}</span>` : ''}<br><span class="hint">≤ ${kilograms(grams)}${expiresOn ? html` · ${messages.expires[language]} <span class="nowrap">${expiresOn}</span>` : ''}</span></label>
    <input class="form-control" id="${field}" name="${field}" type="text" inputmode="decimal" autocomplete="off" value="${values[field] ?? ''}"${wrong ? html` aria-invalid="true"` : ''}${chosen && !refusal ? html` autofocus` : ''}></div>`;
}

/** What of each lot is in the store or the kitchen, in the order of the stock. */
export const usableAt = (lots: readonly StockLot[], place: StockPlace): UsableLot[] =>
  lots.map((lot) => {
    const { lotId, name, vessel, expiresOn } = lot;
    return { lotId, name, vessel, expiresOn, grams: gramsAt(lot, place) };
  });
