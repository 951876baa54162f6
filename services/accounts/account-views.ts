import type { Context as HonoContext } from 'hono';
import type { AccountSummary } from '#schemas/account.ts';
import type { Role } from '#schemas/role.ts';
import type { AppEnv } from '../web/env.ts';
import { type Choice, choiceField, type FormView, inputField, postForm } from '../web/form-view.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { roleWords } from '../web/role-words.ts';
import { texts } from './messages.ts';

interface Listed {
  readonly accounts: readonly AccountSummary[];
  /** Of whoever looks: nobody ends the own account. */
  readonly ownId: string;
  readonly language: Language;
}

/** The accounts that the reader administers, those in use first. */
export function accountList({ accounts, ownId, language }: Listed): Html {
  const t = (key: keyof typeof texts) => texts[key][language];
  const item = ({
    id,
    username,
    displayName,
    role,
    disabledAt,
  }: AccountSummary) => html`<li class="list-group-item toolbar">
      <div><strong>${displayName}</strong>${id === ownId ? html` <span class="hint">${t('self')}</span>` : ''} <span class="code hash">${username}</span><br>
        ${roleWords[role][language]} · <span class="hint">${disabledAt ? t('ended') : t('active')}</span></div>
      ${disabledAt || id === ownId ? '' : html`<a class="btn" href="/accounts/${id}/end" aria-label="${t('end')} ${displayName}">${t('end')}</a>`}</li>`;
  const sorted = accounts.toSorted((a, b) => Number(a.disabledAt !== null) - Number(b.disabledAt !== null));
  return html`<div class="toolbar"><p>${t('intro')}</p><a class="btn btn-primary" href="/accounts/new">${t('add')}</a></div>
    <div class="card"><ul class="list-group list-group-flush">${sorted.map(item)}</ul></div>`;
}

/** What an account may be opened for: the choices that the reader has. */
export interface Openings {
  readonly roles: readonly Role[];
  readonly schools: readonly Choice[];
  readonly suppliers: readonly Choice[];
}

const accountLabels = {
  displayName: texts.name,
  username: texts.username,
  role: texts.role,
  schoolId: texts.school,
  supplierId: texts.supplier,
  password: texts.password,
  pin: texts.pin,
};

/** The form for a new account; school and supplier are asked for where there is a choice. */
export function accountForm(
  c: HonoContext<AppEnv>,
  view: FormView,
  { roles, schools, suppliers }: Openings,
): Html {
  const named = roles.map((value) => ({ value, label: roleWords[value][view.language] }));
  return postForm(c, view, {
    action: '/accounts/new',
    labels: accountLabels,
    submit: texts.add,
    body: html`${inputField(view, { name: 'displayName', label: texts.name })}
      ${inputField(view, { name: 'username', label: texts.username, hint: texts.usernameHint })}
      ${choiceField(view, { name: 'role', label: texts.role, choices: named })}
      ${schools.length > 0 ? choiceField(view, { name: 'schoolId', label: texts.school, hint: texts.schoolHint, choices: schools, optional: true }) : ''}
      ${suppliers.length > 0 ? choiceField(view, { name: 'supplierId', label: texts.supplier, hint: texts.supplierHint, choices: suppliers, optional: true }) : ''}
      ${inputField(view, { name: 'password', label: texts.password, hint: texts.passwordHint, type: 'password', autocomplete: 'new-password' })}
      ${inputField(view, { name: 'pin', label: texts.pin, hint: texts.pinHint, type: 'password', inputmode: 'numeric', optional: true })}`,
  });
}
