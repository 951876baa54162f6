import type { Context as HonoContext } from 'hono';
import type { NewPreparation } from '#schemas/preparation.ts';
import { authorise } from '../accounts/index.ts';
import type { AppEnv } from '../web/env.ts';
import { type Fields, instantFromLocal } from '../web/form.ts';
import { inputField, postForm, type Refusal } from '../web/form-view.ts';
import { html } from '../web/html.ts';
import { staffPage } from '../web/layout.ts';
import { gramsIn } from '../web/work-fields.ts';
import { messages } from './messages.ts';
import { usableStock } from './stock.ts';
import { readUses, usableAt, usePointers, usesFieldset } from './uses-fieldset.ts';

const labels = {
  name: messages.preparedName,
  used: messages.used,
  kg: messages.preparedWeight,
  expiresOn: messages.preparedUntil,
  vessel: messages.vessel,
  preparedAt: messages.preparedAt,
};

/** The form's fields by the pointer that a refusal names. One form makes one lot. */
export const preparationFields = (fields: Fields): Record<string, string> => ({
  '/outputs/0/grams': 'kg',
  ...usePointers(fields, '/outputs/0/inputs'),
});

export function readPreparation(fields: Fields): NewPreparation {
  const { name = '', expiresOn, vessel, preparedAt } = fields;
  const output = {
    name,
    grams: gramsIn(fields, 'kg'),
    inputs: readUses(fields),
    ...(expiresOn ? { expiresOn } : {}),
    ...(vessel ? { vessel } : {}),
  };
  return {
    outputs: [output],
    ...(preparedAt ? { preparedAt: instantFromLocal(preparedAt) } : {}),
  };
}

/** What was made ahead of the cooking: what it is called, what went into it, and how much came out. */
export async function preparePage(
  c: HonoContext<AppEnv>,
  values: Fields,
  refusal?: Refusal,
): Promise<Response> {
  const { ctx, language } = c.var;
  authorise(ctx, 'kitchen.write');
  const kitchen = await usableStock(ctx, 'kitchen');
  const view = { language, values, refusal };
  return await staffPage(c, {
    title: messages.prepareTitle,
    back: { path: '/canteen', label: messages.today },
    styles: ['canteen.css'],
    status: refusal?.status ?? 200,
    body: postForm(c, view, {
      action: '/canteen/prepare',
      labels,
      submit: messages.prepare,
      body: html`
        ${inputField(view, { name: 'name', label: labels.name, hint: messages.preparedNameHint })}
        ${usesFieldset(view, { label: labels.used, hint: messages.preparedOfHint, empty: messages.nothingIssued, groups: [{ lots: usableAt(kitchen, 'kitchen') }], chosen: c.req.query('lot') })}
        <div class="weight">${inputField(view, { name: 'kg', label: labels.kg, inputmode: 'decimal' })}</div>
        ${inputField(view, { name: 'expiresOn', label: labels.expiresOn, type: 'date', optional: true })}
        ${inputField(view, { name: 'vessel', label: labels.vessel, hint: messages.vesselHint, optional: true })}
        ${inputField(view, { name: 'preparedAt', label: labels.preparedAt, hint: messages.nowUnlessGiven, type: 'datetime-local', optional: true })}`,
    }),
  });
}
