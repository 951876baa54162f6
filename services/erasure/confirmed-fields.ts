import type { Context as HonoContext } from 'hono';
import { DomainError } from '../errors.ts';
import type { AppEnv } from '../web/env.ts';
import type { Fields } from '../web/form.ts';
import { checkbox, type FormView, inputField } from '../web/form-view.ts';
import { type Html, html } from '../web/html.ts';
import type { Message } from '../web/language.ts';
import { messages } from './messages.ts';

/** Why, who asks for it, and that it is meant. */
export const confirmedFields = (view: FormView): Html =>
  html`${inputField(view, { name: 'reason', label: messages.reason })}
    ${inputField(view, { name: 'authority', label: messages.authority })}
    ${checkbox(view, 'confirm', messages.confirm[view.language])}`;

/** After an erasure: how much went, from how many records. */
export function doneNote(c: HonoContext<AppEnv>, done: Message): Html {
  const { erased = '', records = '' } = c.req.query();
  if (!/^\d+ \d+$/.test(`${erased} ${records}`)) return html``;
  const text = done[c.var.language].replace('{records}', records).replace('{erased}', erased);
  return html`<p class="alert alert-success" role="status">${text}</p>`;
}

/** @throws DomainError `invalid-input` unless the box is ticked */
export function requireConfirmed({ confirm }: Fields): void {
  if (confirm !== undefined) return;
  const errors = [{ pointer: '/confirm', detail: 'unconfirmed' }];
  throw new DomainError('invalid-input', { detail: messages.unconfirmed, errors });
}
