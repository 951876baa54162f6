import type { OrderLine } from '#schemas/order-line.ts';
import { choiceField, type FormView, inputField } from '../../web/form-view.ts';
import { type Html, html } from '../../web/html.ts';
import { valueNames } from '../messages.ts';
import { schoolTexts } from '../school-messages.ts';

/** The forms below a line: the states that it has not reached, and taking back. */
export function stepForms(line: OrderLine, view: FormView, keys: () => Html): Html {
  const { language } = view;
  const open = [
    ...(line.acceptedAt === null ? ['accepted'] : []),
    ...(line.paidAt === null ? ['paid'] : []),
    ...(line.evaluatedAt === null ? ['evaluated'] : []),
  ];
  const choices = (values: readonly string[]) =>
    values.map((value) => ({ value, label: stepName(value)[language] }));
  const step = html`<h2>${schoolTexts.step[language]}</h2>
    <form class="card card-body" method="post" action="/canteen/832/lines/${line.id}/steps">${keys()}
      <div class="field-row">
        ${choiceField(view, { name: 'step', label: schoolTexts.step, choices: choices(open) })}
        ${inputField(view, { name: 'at', label: schoolTexts.at, type: 'datetime-local' })}
        ${inputField(view, { name: 'fen', label: schoolTexts.amount, inputmode: 'decimal', optional: true })}
        ${inputField(view, { name: 'grams', label: schoolTexts.grams, inputmode: 'decimal', optional: true })}</div>
      <div><button class="btn btn-primary btn-wide" type="submit">${schoolTexts.save[language]}</button></div></form>`;
  return html`${open.length > 0 ? step : ''}
    <h2>${schoolTexts.adjust[language]}</h2>
    <form class="card card-body" method="post" action="/canteen/832/lines/${line.id}/adjustments">${keys()}
      <div class="field-row">
        ${choiceField(view, { name: 'kind', label: schoolTexts.kind, choices: choices(['cancel', 'return', 'refund']) })}
        ${inputField(view, { name: 'adjustedAt', label: schoolTexts.at, type: 'datetime-local' })}
        ${inputField(view, { name: 'adjustedFen', label: schoolTexts.amount, inputmode: 'decimal' })}
        ${inputField(view, { name: 'adjustedGrams', label: schoolTexts.grams, inputmode: 'decimal', optional: true })}
        ${inputField(view, { name: 'reason', label: schoolTexts.reason })}</div>
      <div><button class="btn btn-primary btn-wide" type="submit">${schoolTexts.save[language]}</button></div></form>`;
}

/** Labels of all forms below a line, by field. */
export const formLabels = {
  ...schoolTexts,
  fen: schoolTexts.amount,
  relinkReason: schoolTexts.reason,
  adjustedAt: schoolTexts.at,
  adjustedFen: schoolTexts.amount,
  adjustedGrams: schoolTexts.grams,
};

const stepName = (value: string) =>
  value === 'evaluated' ? schoolTexts.evaluated : (valueNames[value] ?? { zh: value, en: value });
