import { transferLot } from '../../kitchen/index.ts';
import { otherSchools } from '../../schools/index.ts';
import { choiceField } from '../../web/form-view.ts';
import { html } from '../../web/html.ts';
import { gramsIn, weightField } from '../../web/work-fields.ts';
import { formMessages } from '../form-messages.ts';
import { lotPath } from '../lot-actions.ts';
import type { LotForm } from './lot-form.ts';

/** Part of a lot goes to another school, which signs for it. */
export const transferForm: LotForm = {
  labels: { toSchoolId: formMessages.toSchool, kg: formMessages.kilograms },
  pointers: () => ({ '/grams': 'kg' }),
  submit: formMessages.sendTransfer,
  body: async ({ ctx, view, lot }) => {
    const schools = (await otherSchools(ctx)).map(({ id, name }) => ({ value: id, label: name }));
    return html`
      ${choiceField(view, { name: 'toSchoolId', label: formMessages.toSchool, choices: schools })}
      ${weightField(view, { name: 'kg', label: formMessages.kilograms, atMostGrams: lot.storeGrams, all: true })}`;
  },
  send: async (ctx, lot, fields) => {
    await transferLot(ctx, {
      lotId: lot.lotId,
      grams: gramsIn(fields, 'kg'),
      toSchoolId: fields.toSchoolId ?? '',
    });
    return `${lotPath(lot)}?done=transfer`;
  },
};
