import type { CodeOverride } from '#schemas/qualification.ts';
import type { Fields } from '../web/form.ts';
import { type FormView, inputField } from '../web/form-view.ts';
import { type Html, html } from '../web/html.ts';
import { messages } from './messages.ts';

export const vouchLabels = {
  vouchUsername: messages.vouchUsername,
  vouchPin: messages.vouchPin,
  vouchReason: messages.vouchReason,
};

/** Which field of the form a pointer of the verb is about. */
export const vouchPointers = {
  '/override/username': 'vouchUsername',
  '/override/pin': 'vouchPin',
  '/override/reason': 'vouchReason',
};

/** Where a second person vouches for a number that fails its check digit alone; open once it did. */
export function vouchFields(view: FormView): Html {
  const { language, values, refusal } = view;
  const open = values.vouchUsername !== undefined || refusal?.code === 'needs-override';
  return html`<details class="field"${open ? html` open` : ''}><summary>${messages.vouch[language]}</summary>
    <p class="hint">${messages.vouchHint[language]}</p>
    ${inputField(view, { name: 'vouchUsername', label: vouchLabels.vouchUsername, optional: true })}
    ${inputField(view, { name: 'vouchPin', label: vouchLabels.vouchPin, type: 'password', inputmode: 'numeric', optional: true })}
    ${inputField(view, { name: 'vouchReason', label: vouchLabels.vouchReason, optional: true })}
  </details>`;
}

/** Undefined when nobody vouched. */
export function vouchOf({ vouchUsername, vouchPin, vouchReason }: Fields): CodeOverride | undefined {
  if (vouchUsername === undefined && vouchPin === undefined) return undefined;
  return { username: vouchUsername, pin: vouchPin, reason: vouchReason } as CodeOverride;
}
