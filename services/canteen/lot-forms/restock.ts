import { restockLot } from '../../kitchen/index.ts';
import { html } from '../../web/html.ts';
import { gramsIn, reasonField, reasonIn, weightField } from '../../web/work-fields.ts';
import { formMessages, usualReasons } from '../form-messages.ts';
import { lotPath } from '../lot-actions.ts';
import type { LotForm } from './lot-form.ts';

/** The kitchen gives back what it does not need. */
export const restockForm: LotForm = {
  labels: { kg: formMessages.kilograms, reason: formMessages.reason },
  pointers: () => ({ '/grams': 'kg' }),
  submit: formMessages.sendRestocking,
  body: async ({ view, lot }) => html`
    ${weightField(view, { name: 'kg', label: formMessages.kilograms, atMostGrams: lot.kitchenGrams, all: true })}
    ${reasonField(view, { name: 'reason', label: formMessages.reason, usual: usualReasons.restock })}`,
  send: async (ctx, lot, fields) => {
    await restockLot(ctx, {
      lotId: lot.lotId,
      grams: gramsIn(fields, 'kg'),
      reason: reasonIn(fields, 'reason'),
    });
    return `${lotPath(lot)}?done=restock`;
  },
};
