import { relabelLot } from '../../kitchen/index.ts';
import { inputField } from '../../web/form-view.ts';
import { html } from '../../web/html.ts';
import { reasonField, reasonIn } from '../../web/work-fields.ts';
import { formMessages, usualReasons } from '../form-messages.ts';
import { lotPath } from '../lot-actions.ts';
import type { LotForm } from './lot-form.ts';

/** What is left gets a new label; the date may come closer. */
export const relabelForm: LotForm = {
  labels: { reason: formMessages.reason, expiresOn: formMessages.newDate },
  submit: formMessages.sendRelabelling,
  body: async ({ view, lot }) => html`
    ${reasonField(view, { name: 'reason', label: formMessages.reason, usual: usualReasons.relabel })}
    ${inputField(view, { name: 'expiresOn', label: formMessages.newDate, hint: formMessages.newDateHint, type: 'date', value: lot.expiresOn ?? '', optional: true })}`,
  send: async (ctx, { lotId }, fields) => {
    const { id, code } = await relabelLot(ctx, {
      lotId,
      reason: reasonIn(fields, 'reason'),
      ...(fields.expiresOn ? { expiresOn: fields.expiresOn } : {}),
    });
    return `${lotPath({ lotId: id, code })}?done=relabel`;
  },
};
