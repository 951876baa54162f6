import { listColleagues } from '../../accounts/index.ts';
import { returnToSupplier } from '../../batches/index.ts';
import { inputField } from '../../web/form-view.ts';
import { html } from '../../web/html.ts';
import { gramsIn, reasonField, reasonIn, weightField } from '../../web/work-fields.ts';
import { formMessages, usualReasons } from '../form-messages.ts';
import { lotPath } from '../lot-actions.ts';
import type { LotForm } from './lot-form.ts';

/** Goods go back to their supplier: how much, why, and who saw it. */
export const returnForm: LotForm = {
  labels: { kg: formMessages.kilograms, reason: formMessages.reason, witness: formMessages.witness },
  pointers: () => ({ '/grams': 'kg' }),
  submit: formMessages.sendReturn,
  body: async ({ ctx, view, lot }) => {
    const colleagues = await listColleagues(ctx);
    return html`
      ${weightField(view, { name: 'kg', label: formMessages.kilograms, atMostGrams: lot.storeGrams, all: true })}
      ${reasonField(view, { name: 'reason', label: formMessages.reason, usual: usualReasons.return })}
      ${inputField(view, { name: 'witness', label: formMessages.witness, hint: formMessages.witnessHint, list: 'colleagues' })}
      <datalist id="colleagues">${colleagues.map(({ displayName }) => html`<option value="${displayName}"></option>`)}</datalist>`;
  },
  send: async (ctx, lot, fields) => {
    await returnToSupplier(ctx, {
      lotId: lot.lotId,
      grams: gramsIn(fields, 'kg'),
      reason: reasonIn(fields, 'reason'),
      witness: fields.witness ?? '',
    });
    return `${lotPath(lot)}?done=return`;
  },
};
