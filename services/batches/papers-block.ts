import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { punctuation } from '../web/punctuation.ts';
import { statesQuantity } from './certificate-balance.ts';
import { faultTexts } from './obstacle-texts.ts';
import { needsKey, type PaperNeeds } from './paper-needs.ts';
import { photoField, type ReceiveView, text, texts } from './receive-fields.ts';
import { fieldOf, paperPlaces, typed } from './receive-form.ts';

/** What the goods chosen on a card need; undefined until it was looked up. */
export function needsOf({ draft, needs }: ReceiveView, lineId: string): PaperNeeds | undefined {
  const goodsCode = typed(draft, lineId, 'goods');
  return needs.get(needsKey({ goodsCode, imported: typed(draft, lineId, 'importer') !== '' }));
}

/** The papers that these goods need from this supplier, each with number, date and photo, right where they are needed. */
export function papersBlock(view: ReceiveView, lineId: string): Html {
  const t = texts(view.language);
  const needs = needsOf(view, lineId);
  if (!needs) {
    return html`<p class="hint">${t('chooseGoods')}</p>
      <p data-without-script><button class="btn btn-outline-secondary" type="submit" name="step" value="keep">${t('update')}</button></p>`;
  }
  const nothing = needs.groups.length === 0 && !needs.makerLicence;
  return html`${standingFaults(needs, view.language)}
    ${needs.makerLicence ? html`<div class="fields">${text(view, lineId, { name: 'maker', label: 'maker' })}${text(view, lineId, { name: 'licence', label: 'makerLicence' })}</div>` : ''}
    ${nothing ? html`<p class="hint">${t('papers')}${punctuation[view.language].colon}${t('noPapersNeeded')}</p>` : ''}
    ${needs.groups.map((group, index) => paper(fitting(view, lineId, paperPlaces[index] ?? '', group), lineId, index, group))}`;
}

/** Why nothing of it can be accepted today: better known before it is weighed. */
const standingFaults = ({ faults }: PaperNeeds, language: Language): Html =>
  html`${faults.map(({ code }) => html`<p class="field-error">${faultTexts[code][language]}</p>`)}`;

/** What was typed for a paper of another kind is not shown as this one's, after the class of goods was changed. */
function fitting(view: ReceiveView, lineId: string, place: string, group: readonly string[]): ReceiveView {
  const typedFor = typed(view.draft, lineId, `${place}kind`);
  if (typedFor === '' || group.includes(typedFor)) return view;
  const prefix = fieldOf(lineId, place);
  const kept = Object.entries(view.draft.fields).filter(([name]) => !name.startsWith(prefix));
  return { ...view, draft: { ...view.draft, fields: Object.fromEntries(kept) } };
}

function paper(view: ReceiveView, lineId: string, index: number, group: readonly string[]): Html {
  const t = texts(view.language);
  const place = paperPlaces[index];
  const [first] = group;
  if (place === undefined || first === undefined) return html``;
  const kind = fieldOf(lineId, `${place}kind`);
  const chosen = typed(view.draft, lineId, `${place}kind`);
  const photo = fieldOf(lineId, `${place}sha`);
  return html`<div class="paper">
    ${
      group.length === 1
        ? html`<p class="paper-name">${view.paperName(first)}</p><input type="hidden" name="${kind}" value="${first}">`
        : html`<label class="form-label" for="${kind}">${t('papers')}</label><select class="form-select" id="${kind}" name="${kind}">${group.map((code) => html`<option value="${code}"${code === chosen ? html` selected` : ''}>${view.paperName(code)}</option>`)}</select>`
    }
    <div class="fields">
      ${text(view, lineId, { name: `${place}number`, label: 'paperNumber' })}
      ${text(view, lineId, { name: `${place}on`, label: 'paperDate', type: 'date' })}
      ${group.some(statesQuantity) ? text(view, lineId, { name: `${place}kg`, label: 'paperKilograms', inputmode: 'decimal' }) : ''}
    </div>
    ${photoField(photo, view.draft.fields[photo], t('photo'), view.language)}
  </div>`;
}
