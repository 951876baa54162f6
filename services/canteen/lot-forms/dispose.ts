import type { StockPlace } from '#schemas/kitchen-stock.ts';
import { listColleagues } from '../../accounts/index.ts';
import { disposeLot, gramsAt } from '../../kitchen/index.ts';
import { choiceField, inputField } from '../../web/form-view.ts';
import { html } from '../../web/html.ts';
import { gramsIn, reasonField, reasonIn, secondPersonFields, weightField } from '../../web/work-fields.ts';
import { formMessages, usualReasons } from '../form-messages.ts';
import { lotPath } from '../lot-actions.ts';
import { messages } from '../messages.ts';
import type { ShownLot } from '../show-lot.ts';
import type { LotForm, LotFormShown } from './lot-form.ts';

/** Where something of the lot is that can be destroyed; a dish is in the kitchen. */
const placesOf = (lot: ShownLot): StockPlace[] => {
  const places = (['kitchen', 'store'] as const).filter((place) => gramsAt(lot, place) > 0);
  return places.length > 0 ? places : ['kitchen'];
};

/** Stock or leftovers are destroyed before a witness. */
export const disposeForm: LotForm = {
  labels: {
    place: formMessages.place,
    kg: formMessages.kilograms,
    reason: formMessages.reason,
    witness: formMessages.witness,
    witnessPin: formMessages.witnessPin,
  },
  pointers: () => ({ '/grams': 'kg', '/witness/username': 'witness', '/witness/pin': 'witnessPin' }),
  submit: formMessages.sendDisposal,
  body: async ({ ctx, view, lot }) => html`${where({ view, lot })}
    ${reasonField(view, { name: 'reason', label: formMessages.reason, usual: usualReasons.dispose })}
    ${secondPersonFields(view, {
      person: 'witness',
      pin: 'witnessPin',
      personLabel: formMessages.witness,
      pinLabel: formMessages.witnessPin,
      colleagues: await listColleagues(ctx),
    })}`,
  send: async (ctx, lot, fields) => {
    const [only] = placesOf(lot);
    await disposeLot(ctx, {
      lotId: lot.lotId,
      place: (fields.place ?? only) as StockPlace,
      grams: gramsIn(fields, 'kg'),
      reason: reasonIn(fields, 'reason'),
      witness: { username: fields.witness ?? '', pin: fields.witnessPin ?? '' },
    });
    return `${lotPath(lot)}?done=dispose`;
  },
};

/** Asked only of a lot that is in the store and in the kitchen. Nobody weighs a dish before it is left over. */
function where({ view, lot }: Pick<LotFormShown, 'view' | 'lot'>) {
  const places = placesOf(lot);
  if (lot.kind === 'dish')
    return html`<div class="weight">${inputField(view, { name: 'kg', label: formMessages.kilograms, inputmode: 'decimal' })}</div>`;
  const weight = (atMostGrams: number) =>
    weightField(view, { name: 'kg', label: formMessages.kilograms, atMostGrams, all: true });
  const [only] = places;
  if (places.length === 1 && only) return weight(gramsAt(lot, only));
  const choices = places.map((value) => ({ value, label: messages[value][view.language] }));
  return html`${choiceField(view, { name: 'place', label: formMessages.place, choices, value: places[0] ?? '' })}
    <div class="weight">${inputField(view, { name: 'kg', label: formMessages.kilograms, inputmode: 'decimal' })}</div>`;
}
