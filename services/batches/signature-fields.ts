import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { texts } from './receive-fields.ts';
import type { ReceivingChoices } from './receiving-choices.ts';

export interface Signature {
  readonly colleagues: ReceivingChoices['colleagues'];
  readonly firstSigner: string;
  /** Who was chosen before as the second person, by username. */
  readonly second: string | undefined;
}

/** Two people put their names to it: here together, or the second one later on an own phone. */
export function signatureFields(language: Language, { colleagues, firstSigner, second }: Signature): Html {
  const t = texts(language);
  return html`<div class="card card-body">
      <p>${t('firstSigner')} <strong>${firstSigner}</strong></p>
      <div class="field"><label class="form-label" for="second">${t('secondSigner')}</label>
        <select class="form-select" id="second" name="second"><option value=""></option>
        ${colleagues.map(({ username, displayName }) => html`<option value="${username}"${username === second ? html` selected` : ''}>${displayName}</option>`)}</select></div>
      <div class="field"><label class="form-label" for="pin">${t('pin')}</label>
        <input class="form-control" id="pin" name="pin" type="password" inputmode="numeric" autocomplete="one-time-code" maxlength="6"></div>
      <p><button class="btn btn-primary btn-wide btn-lg" type="submit" name="step" value="sign">${t('sign')}</button></p>
      <p><button class="btn btn-outline-primary btn-wide" type="submit" name="step" value="later">${t('signLater')}</button></p>
    </div>`;
}
