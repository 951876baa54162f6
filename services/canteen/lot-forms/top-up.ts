import type { Context } from '../../context.ts';
import { readUses, topUpVat, usableAt, usableStock, usePointers, usesFieldset } from '../../kitchen/index.ts';
import { kilograms } from '../../web/format.ts';
import { html } from '../../web/html.ts';
import { formMessages } from '../form-messages.ts';
import { lotPath } from '../lot-actions.ts';
import type { ShownLot } from '../show-lot.ts';
import type { LotForm } from './lot-form.ts';

/** What the kitchen has beside the vessel itself. */
const toAdd = async (ctx: Context, { lotId }: ShownLot) =>
  (await usableStock(ctx, 'kitchen')).filter((other) => other.lotId !== lotId);

/** New oil, rice or stock goes into the vessel; with what is left in it, it becomes a new lot. */
export const topUpForm: LotForm = {
  labels: { used: formMessages.added },
  pointers: usePointers,
  submit: formMessages.sendTopUp,
  hindrance: async (ctx, lot) =>
    (await toAdd(ctx, lot)).length > 0
      ? undefined
      : {
          text: formMessages.nothingToAdd,
          cure: { path: '/canteen/issue', label: formMessages.issueFirst },
        },
  body: async ({ ctx, view, lot }) => {
    const others = await toAdd(ctx, lot);
    return html`<p>${formMessages.inVessel[view.language]} <strong>${kilograms(lot.kitchenGrams)}</strong> kg</p>
      ${usesFieldset(view, {
        label: formMessages.added,
        hint: formMessages.addedHint,
        empty: formMessages.nothingToAdd,
        groups: [{ lots: usableAt(others, 'kitchen') }],
      })}`;
  },
  send: async (ctx, { lotId }, fields) => {
    const made = await topUpVat(ctx, { vatLotId: lotId, inputs: readUses(fields) });
    return `${lotPath({ lotId: made.id, code: made.code })}?done=top-up`;
  },
};
