import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { type MessageKey, messages } from './messages.ts';
import type { Names } from './names.ts';
import type { PaperNeeds } from './paper-needs.ts';
import { type Draft, type FieldFault, fieldOf, typed } from './receive-form.ts';
import type { SupplierGoods } from './receiving-choices.ts';

/** Everything that the receiving form shows. */
export interface ReceiveView extends Names {
  readonly draft: Draft;
  readonly supplierName: string;
  readonly goods: SupplierGoods;
  /** By `needsKey`. */
  readonly needs: ReadonlyMap<string, PaperNeeds>;
  /** Why it came back: a sentence for the whole, and faults of single fields. */
  readonly refusal?: { readonly title: string; readonly detail: string | undefined } | undefined;
  readonly faults: readonly FieldFault[];
}

export const texts = (language: Language) => (key: MessageKey) => messages[key][language];

export const faultOf = ({ faults }: ReceiveView, lineId: string, name: string) =>
  faults.find(({ field }) => field === fieldOf(lineId, name));

interface TextField {
  readonly name: string;
  readonly label: MessageKey;
  readonly type?: 'text' | 'date';
  /** Brings up the right keyboard of a phone; `text` where a minus sign is needed. */
  readonly inputmode?: 'decimal' | 'numeric' | 'text';
  /** Id of a datalist. */
  readonly list?: string;
  readonly hint?: string;
}

/** A labelled field of a line, with what was typed and what is wrong with it. */
export function text(view: ReceiveView, lineId: string, field: TextField): Html {
  const { name, label, type = 'text', inputmode, list, hint } = field;
  const id = fieldOf(lineId, name);
  const bad = faultOf(view, lineId, name);
  return html`<div class="field"><label class="form-label" for="${id}">${texts(view.language)(label)}${hint ? html` <span class="hint">${hint}</span>` : ''}</label>
    ${bad ? html`<div class="field-error" id="${id}-error">${bad.text[view.language]}</div>` : ''}
    <input class="form-control" type="${type}" id="${id}" name="${id}" value="${typed(view.draft, lineId, name)}" autocomplete="off"${inputmode ? html` inputmode="${inputmode}"` : ''}${list ? html` list="${list}"` : ''}${bad ? html` aria-invalid="true" aria-describedby="${id}-error"` : ''}></div>`;
}

/** A photo is kept as soon as the form is sent once, whatever the step; from then on its hash travels with the form. */
export function photoField(name: string, kept: string | undefined, label: string, language: Language): Html {
  const t = texts(language);
  return html`<div class="field photo"><label class="btn btn-outline-secondary" for="${name}.photo">${label}</label>
    <input class="photo-input" type="file" id="${name}.photo" name="${name}.photo" accept="image/*,application/pdf" capture="environment">
    ${kept ? html`<input type="hidden" name="${name}" value="${kept}"><a class="nav-link" href="/papers/${kept}">✓ ${t('photoKept')}</a>` : ''}</div>`;
}
