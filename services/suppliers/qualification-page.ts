import { LicenceStatus, type StatedQualification } from '#schemas/qualification.ts';
import type { QualificationView } from '#schemas/supplier-view.ts';
import type { Reference } from '../reference/index.ts';
import type { Fields } from '../web/form.ts';
import { choiceField, errorSummary, type FormView, inputField } from '../web/form-view.ts';
import { type Html, html } from '../web/html.ts';
import { goodsField, tickedGoods, tickedValues } from './goods-field.ts';
import { licenceStatusWords, messages } from './messages.ts';
import { vouchFields, vouchLabels, vouchOf, vouchPointers } from './vouch-fields.ts';

const labels = {
  kind: messages.paperKind,
  number: messages.number,
  issuer: messages.issuer,
  validFrom: messages.validFrom,
  validTo: messages.validTo,
  status: messages.licenceStatus,
  holder: messages.holder,
  goodsScope: messages.goodsScope,
  photo: messages.photo,
  reason: messages.correctionReason,
  ...vouchLabels,
};

/** Which field of the form a pointer of the verb is about. */
export const qualificationPointers = { '/paper': 'photo', ...vouchPointers };

interface Form {
  readonly action: string;
  /** A correction says why. */
  readonly correction: boolean;
  readonly reference: Reference;
  readonly keys: Html;
}

export function qualificationForm(view: FormView, { action, correction, reference, keys }: Form): Html {
  const { language, values } = view;
  const kinds = reference.documentTypes
    .filter(({ scope }) => scope !== 'batch')
    .map(({ code, nameZh, nameEn }) => ({ value: code, label: language === 'zh' ? nameZh : nameEn }));
  const states = LicenceStatus.options.map((value) => ({
    value,
    label: licenceStatusWords[value][language],
  }));
  return html`<form class="card card-body" method="post" action="${action}" enctype="multipart/form-data">
    ${errorSummary(view, labels)}${keys}
    ${correction ? inputField(view, { name: 'reason', label: labels.reason }) : ''}
    ${choiceField(view, { name: 'kind', label: labels.kind, choices: kinds })}
    ${inputField(view, { name: 'number', label: labels.number })}
    ${inputField(view, { name: 'issuer', label: labels.issuer })}
    <div class="pair">
      ${inputField(view, { name: 'validFrom', label: labels.validFrom, type: 'date' })}
      ${inputField(view, { name: 'validTo', label: labels.validTo, type: 'date', hint: messages.validToHint, optional: true })}
    </div>
    ${choiceField(view, { name: 'status', label: labels.status, choices: states, value: 'active' })}
    ${inputField(view, { name: 'holder', label: labels.holder, hint: messages.holderHint, optional: true })}
    ${photoField(view)}
    ${values.paper ? html`<input type="hidden" name="paper" value="${values.paper}">` : ''}
    ${goodsField(view, reference, labels.goodsScope, messages.scopeHint)}
    ${vouchFields(view)}
    <div><button class="btn btn-primary btn-wide" type="submit">${messages[correction ? 'correctPaper' : 'addPaper'][language]}</button></div>
  </form>`;
}

/** A file that was sent with a refused form is kept: it need not be photographed again. */
function photoField({ language, values, refusal }: FormView): Html {
  const bad = refusal?.fields.has('photo');
  return html`<div class="field"><label class="form-label" for="photo">${messages.photo[language]}</label>
    <div class="hint" id="photo-hint">${messages.photoHint[language]}</div>
    ${bad ? html`<div class="field-error" id="photo-error">${refusal?.title ?? ''}</div>` : ''}
    ${values.paper ? html`<p>${messages.photoKept[language]} · <a href="/papers/${values.paper}">${messages.openPaper[language]}</a></p>` : ''}
    <input class="form-control" id="photo" name="photo" type="file" accept="image/jpeg,image/png,image/webp,application/pdf" aria-describedby="photo-hint${bad ? ' photo-error' : ''}"></div>`;
}

/** What the form says of the paper. The verb judges it. */
export function statedOf(fields: Fields): StatedQualification {
  const { kind, number, issuer, validFrom, validTo, status, holder, paper } = fields;
  const goodsScope = tickedGoods(fields);
  const override = vouchOf(fields);
  return {
    kind,
    number,
    issuer,
    validFrom,
    validTo,
    status,
    holder,
    paper,
    goodsScope,
    override,
  } as StatedQualification;
}

/** A recorded paper as the form shows it. Personal values are typed again. */
export const valuesOf = (paper: QualificationView): Fields => ({
  kind: paper.kind,
  number: paper.number.includes('*') ? '' : paper.number,
  issuer: paper.issuer,
  validFrom: paper.validFrom,
  validTo: paper.validTo ?? '',
  status: paper.status,
  holder: paper.holder ?? '',
  ...(paper.paper ? { paper: paper.paper } : {}),
  ...tickedValues(paper.goodsScope),
});
