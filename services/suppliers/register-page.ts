import type { NewSupplier } from '#schemas/supplier.ts';
import { SupplierKind } from '#schemas/supplier-kind.ts';
import type { Reference } from '../reference/index.ts';
import type { Fields } from '../web/form.ts';
import { choiceField, errorSummary, type FormView, inputField } from '../web/form-view.ts';
import { type Html, html } from '../web/html.ts';
import { findPlace } from './find-place.ts';
import { kindWords, messages } from './messages.ts';
import { vouchFields, vouchLabels, vouchOf, vouchPointers } from './vouch-fields.ts';

const labels = {
  name: messages.name,
  creditCode: messages.creditCode,
  kind: messages.kind,
  place: messages.place,
  address: messages.address,
  contactName: messages.contactName,
  contactPhone: messages.contactPhone,
  legalPerson: messages.legalPerson,
  ...vouchLabels,
};

/** Which field of the form a pointer of the verb is about. */
export const registerPointers = { '/divisionCode': 'place', ...vouchPointers };

export function registerForm(view: FormView, keys: Html): Html {
  const kinds = SupplierKind.options.map((value) => ({ value, label: kindWords[value][view.language] }));
  return html`<form class="card card-body" method="post" action="/suppliers/new">
    ${errorSummary(view, labels)}${keys}
    ${inputField(view, { name: 'name', label: labels.name })}
    ${choiceField(view, { name: 'kind', label: labels.kind, choices: kinds })}
    ${inputField(view, { name: 'creditCode', label: labels.creditCode, hint: messages.creditCodeHint, optional: true })}
    ${inputField(view, { name: 'place', label: labels.place, hint: messages.placeHint })}
    ${inputField(view, { name: 'address', label: labels.address })}
    ${inputField(view, { name: 'legalPerson', label: labels.legalPerson, optional: true })}
    ${inputField(view, { name: 'contactName', label: labels.contactName })}
    ${inputField(view, { name: 'contactPhone', label: labels.contactPhone, inputmode: 'numeric' })}
    ${vouchFields(view)}
    <div><button class="btn btn-primary btn-wide" type="submit">${messages.register[view.language]}</button></div>
  </form>`;
}

/** What the form says. The verb judges it. */
export function registrationOf(fields: Fields, reference: Reference): NewSupplier {
  const { name, creditCode, kind, place, address, contactName, contactPhone, legalPerson } = fields;
  return {
    name,
    creditCode,
    kind,
    divisionCode: findPlace(reference, place ?? ''),
    address,
    contactName,
    contactPhone,
    legalPerson,
    override: vouchOf(fields),
  } as NewSupplier;
}
