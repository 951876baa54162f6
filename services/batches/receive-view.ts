import type { Context as HonoContext } from 'hono';
import type { AppEnv } from '../web/env.ts';
import { formKeys } from '../web/form.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { frame } from '../web/messages.ts';
import { lineCards } from './line-card.ts';
import { photoField, type ReceiveView, texts } from './receive-fields.ts';
import type { Draft } from './receive-form.ts';
import type { AdmittedSupplier, ReceivingChoices } from './receiving-choices.ts';

/** First question of receiving: who delivers? Big targets, one tap. */
export function supplierChoice(language: Language, { suppliers }: ReceivingChoices): Html {
  const t = texts(language);
  if (suppliers.length === 0) return html`<div class="card card-body"><p>${t('noSuppliers')}</p></div>`;
  const [known, others] = [
    suppliers.filter(({ lately }) => lately),
    suppliers.filter(({ lately }) => !lately),
  ];
  return html`<h2 class="step-title">${t('chooseSupplier')}</h2>
    ${choices(known)}
    ${known.length > 0 && others.length > 0 ? html`<h3 class="hint">${t('otherSuppliers')}</h3>` : ''}
    ${choices(others)}`;
}

const choices = (suppliers: readonly AdmittedSupplier[]): Html =>
  suppliers.length === 0
    ? html``
    : html`<ul class="list-unstyled choices">${suppliers.map(
        ({ id, name }) =>
          html`<li><a class="btn btn-outline-primary btn-wide choice" href="/canteen/receive?supplier=${id}">${name}</a></li>`,
      )}</ul>`;

/**
 * The form itself. Its first button does nothing but show the form again: pressing Enter, as scanners do after each
 * code, presses that one, so nothing half-done is ever sent.
 */
export function receiveForm(c: HonoContext<AppEnv>, view: ReceiveView): Html {
  const { language, draft } = view;
  const t = texts(language);
  return html`<form method="post" action="/canteen/receive" enctype="multipart/form-data" class="receive" data-receive novalidate>
    ${formKeys(c, draft.id)}
    <button class="visually-hidden" type="submit" name="step" value="keep" tabindex="-1">${t('update')}</button>
    ${summary(view)}
    ${hiddenDraft(draft)}
    <div class="card card-body">
      <p class="supplier-name"><strong>${view.supplierName}</strong> <a class="nav-link" href="/canteen/receive">${t('change')}</a></p>
      ${deliveryFields(view)}
    </div>
    ${lineCards(view)}
    <p><button class="btn btn-primary btn-wide btn-lg" type="submit" name="step" value="check">${t('check')}</button></p>
  </form>`;
}

/** What the form knows and does not show. */
export const hiddenDraft = ({ id, supplierId, lineIds }: Draft): Html =>
  html`<input type="hidden" name="draft" value="${id}">
    <input type="hidden" name="supplier" value="${supplierId}">
    <input type="hidden" name="lines" value="${lineIds.join(',')}">`;

export function deliveryFields({ language, draft, faults }: ReceiveView): Html {
  const t = texts(language);
  const { fields } = draft;
  const bad = faults.find(({ field }) => field === 'note');
  const opened = [fields.vehicle, fields.seal, fields.arrived, fields.sealIntact].some(Boolean);
  return html`<div class="field"><label class="form-label" for="note">${t('note')}</label>
      ${bad ? html`<div class="field-error" id="note-error">${bad.text[language]}</div>` : ''}
      <input class="form-control" type="text" id="note" name="note" value="${fields.note ?? ''}" autocomplete="off"${bad ? html` aria-invalid="true" aria-describedby="note-error"` : ''}></div>
    ${photoField('notePhoto', fields.notePhoto, t('notePhoto'), language)}
    <details${opened ? html` open` : ''}><summary>${t('moreOnDelivery')}</summary>
      <div class="fields">
        <div class="field"><label class="form-label" for="vehicle">${t('vehicle')}</label><input class="form-control" type="text" id="vehicle" name="vehicle" value="${fields.vehicle ?? ''}" autocomplete="off"></div>
        <div class="field"><label class="form-label" for="seal">${t('seal')}</label><input class="form-control" type="text" id="seal" name="seal" value="${fields.seal ?? ''}" autocomplete="off"></div>
        <div class="field"><label class="form-label" for="sealIntact">${t('sealState')}</label><select class="form-select" id="sealIntact" name="sealIntact">
          <option value=""></option>
          <option value="yes"${fields.sealIntact === 'yes' ? html` selected` : ''}>${t('sealIntact')}</option>
          <option value="no"${fields.sealIntact === 'no' ? html` selected` : ''}>${t('sealBroken')}</option></select></div>
        <div class="field"><label class="form-label" for="arrived">${t('arrived')} <span class="hint">${t('arrivedHint')}</span></label><input class="form-control" id="arrived" name="arrived" type="datetime-local" value="${fields.arrived ?? ''}"></div>
      </div>
    </details>`;
}

/** Why the form came back, with links to the fields. */
export function summary({ language, refusal, faults }: ReceiveView): Html {
  if (!refusal && faults.length === 0) return html``;
  return html`<div class="error-summary" role="alert" tabindex="-1" autofocus>
    <h2>${refusal?.title ?? frame.errorSummary[language]}</h2>
    ${refusal?.detail ? html`<p>${refusal.detail}</p>` : ''}
    ${faults.length > 0 ? html`<ul>${faults.map(({ field, text }) => html`<li><a href="#${field}">${text[language]}</a></li>`)}</ul>` : ''}
    <p>${frame.nothingSaved[language]}</p>
  </div>`;
}
