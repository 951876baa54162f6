import type { GoodsClass } from '../reference/index.ts';
import { celsius } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import { needsOf, papersBlock } from './papers-block.ts';
import { faultOf, type ReceiveView, text, texts } from './receive-fields.ts';
import { fieldOf, typed } from './receive-form.ts';

/** A card for each line, and one more at a tap. */
export function lineCards(view: ReceiveView): Html {
  const { language, draft, goods } = view;
  const t = texts(language);
  const names = new Set(goods.known.map(({ goodsName }) => goodsName));
  return html`<datalist id="known-goods">${[...names].map((name) => html`<option value="${name}"></option>`)}</datalist>
    <div data-lines>${draft.lineIds.map((lineId, index) => lineCard(view, lineId, index + 1))}</div>
    <p><button class="btn btn-outline-primary btn-wide" type="submit" name="step" value="add" data-add-line>＋ ${t('addLine')}</button></p>
    <p class="running-total" data-total hidden>${t('total')} <output></output> ${t('yuan')}</p>`;
}

/** One line of the delivery as a card: what it is, how much, how it looks, which papers it needs, and the verdict. */
export function lineCard(view: ReceiveView, lineId: string, ordinal: number): Html {
  const t = texts(view.language);
  const value = (name: string) => typed(view.draft, lineId, name);
  const goods = view.goods.classes.find(({ code }) => code === value('goods'));
  const makerAbove = needsOf(view, lineId)?.makerLicence;
  // Raw produce needs neither lot number nor date (Food Safety Law art. 65): they are there for those who have them.
  const raw = goods?.kind === 'raw';
  const identity = html`${text(view, lineId, { name: 'lot', label: 'lot' })}
      ${text(view, lineId, { name: 'produced', label: 'produced', type: 'date' })}
      ${text(view, lineId, { name: 'life', label: 'life', inputmode: 'numeric' })}`;
  const folded = [
    'origin',
    'maker',
    'licence',
    'importer',
    'override',
    ...(raw ? ['lot', 'produced', 'life'] : []),
  ];
  const more = folded.some((name) => faultOf(view, lineId, name));
  return html`<fieldset class="card card-body line-card" data-line="${lineId}" id="${lineId}">
    <legend>${t('line').replace('{n}', String(ordinal))} ${value('name')}</legend>
    ${goodsField(view, lineId)}
    <div class="fields">
      ${text(view, lineId, { name: 'name', label: 'goodsName', list: 'known-goods' })}
      ${text(view, lineId, { name: 'kg', label: 'kilograms', inputmode: 'decimal' })}
      ${text(view, lineId, { name: 'price', label: 'price', inputmode: 'decimal' })}
      ${raw ? '' : identity}
      <div data-measured>${goods && measured(goods) ? text(view, lineId, { name: 'temp', label: 'temperature', inputmode: 'text', hint: limits(view, goods) }) : ''}</div>
    </div>
    <div data-papers>${papersBlock(view, lineId)}</div>
    <details${more ? html` open` : ''}><summary>${t(raw ? 'moreOnRawLine' : 'moreOnLine')}</summary><div class="fields">
      ${raw ? identity : ''}
      ${text(view, lineId, { name: 'origin', label: 'origin' })}
      ${makerAbove ? '' : html`${text(view, lineId, { name: 'maker', label: 'maker' })}${text(view, lineId, { name: 'licence', label: 'makerLicence' })}`}
      ${text(view, lineId, { name: 'importer', label: 'importer' })}
      ${text(view, lineId, { name: 'override', label: 'override' })}
    </div></details>
    ${verdict(view, lineId)}
    <p><button class="btn btn-link" type="submit" name="step" value="remove:${lineId}">${t('removeLine')}</button></p>
  </fieldset>`;
}

const measured = ({ receiveMinMilliC, receiveMaxMilliC }: GoodsClass): boolean =>
  receiveMinMilliC !== undefined || receiveMaxMilliC !== undefined;

function limits({ language }: ReceiveView, { receiveMinMilliC, receiveMaxMilliC }: GoodsClass): string {
  const t = texts(language);
  return [
    ...(receiveMaxMilliC === undefined ? [] : [t('warmest').replace('{t}', celsius(receiveMaxMilliC))]),
    ...(receiveMinMilliC === undefined ? [] : [t('coldest').replace('{t}', celsius(receiveMinMilliC))]),
  ].join(' ');
}

function goodsField(view: ReceiveView, lineId: string): Html {
  const { language, goods } = view;
  const id = fieldOf(lineId, 'goods');
  const chosen = typed(view.draft, lineId, 'goods');
  const bad = faultOf(view, lineId, 'goods');
  return html`<div class="field"><label class="form-label" for="${id}">${texts(language)('goods')}</label>
    ${bad ? html`<div class="field-error" id="${id}-error">${bad.text[language]}</div>` : ''}
    <select class="form-select" id="${id}" name="${id}" data-goods${bad ? html` aria-invalid="true" aria-describedby="${id}-error"` : ''}>
      <option value=""></option>
      ${goods.classes.map(({ code, nameZh, nameEn }) => html`<option value="${code}"${code === chosen ? html` selected` : ''}>${language === 'zh' ? nameZh : nameEn}</option>`)}
    </select></div>`;
}

/** Three big choices; what has to be said about refused goods shows with the second and third. */
function verdict(view: ReceiveView, lineId: string): Html {
  const t = texts(view.language);
  const id = fieldOf(lineId, 'verdict');
  const chosen = typed(view.draft, lineId, 'verdict') || 'accept';
  const disposition = fieldOf(lineId, 'disposition');
  return html`<div class="verdict" role="radiogroup" aria-label="${t('verdict')}">
      ${(['accept', 'part', 'refuse'] as const).map(
        (value) =>
          html`<label class="btn btn-outline-secondary"><input type="radio" name="${id}" value="${value}"${value === chosen ? html` checked` : ''}> ${t(value)}</label>`,
      )}
    </div>
    <div class="refusal"><div class="fields">
      <div class="only-part">${text(view, lineId, { name: 'acceptedKg', label: 'acceptedKilograms', inputmode: 'decimal' })}</div>
      ${text(view, lineId, { name: 'reason', label: 'reason' })}
      <div class="field"><label class="form-label" for="${disposition}">${t('disposition')}</label>
        <select class="form-select" id="${disposition}" name="${disposition}">
          ${(['returned', 'destroyed', 'held'] as const).map((value) => html`<option value="${value}"${value === typed(view.draft, lineId, 'disposition') ? html` selected` : ''}>${t(value)}</option>`)}
        </select></div>
      ${text(view, lineId, { name: 'witness', label: 'witness' })}
    </div></div>`;
}
