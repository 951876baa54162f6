import { type Fields, gramsFromKilograms } from './form.ts';
import { type Choice, choiceField, type FormView, inputField } from './form-view.ts';
import { kilograms } from './format.ts';
import { type Html, html } from './html.ts';
import type { Message } from './language.ts';
import { frame } from './messages.ts';

/** Fields for people with wet hands: big numbers, reasons to tap, a colleague and a PIN. */

interface Weight {
  readonly name: string;
  readonly label: Message;
  /** How much there is. */
  readonly atMostGrams: number;
  /** Filled in beforehand with all of it. */
  readonly all?: true;
}

/** A weight in kilograms, of at most what is there. */
export function weightField(view: FormView, { name, label, atMostGrams, all }: Weight): Html {
  const most = kilograms(atMostGrams);
  return html`<div class="weight">${inputField(view, {
    name,
    label,
    hint: { zh: `现有 ${most} 千克`, en: `${most} kg are there` },
    inputmode: 'decimal',
    ...(all ? { value: typedKilograms(atMostGrams) } : {}),
  })}</div>`;
}

/** Kilograms as a field holds them and `gramsFromKilograms` reads them. */
export const typedKilograms = (grams: number): string => kilograms(grams).replaceAll(',', '');

/** What a weight field holds in grams; not a number when nobody could read it, which every schema refuses. */
export const gramsIn = (fields: Fields, name: string): number =>
  gramsFromKilograms(fields[name]) ?? Number.NaN;

/** Usual reasons as big targets, and room for other words. Records are in Chinese, whoever reads the page. */
export function reasonField(
  view: FormView,
  {
    name,
    label,
    usual,
  }: { readonly name: string; readonly label: Message; readonly usual: readonly Message[] },
): Html {
  const { language, values, refusal } = view;
  const bad = refusal?.fields.has(name);
  return html`<fieldset class="field" id="${name}"><legend class="form-label">${label[language]}</legend>
    ${bad ? html`<div class="field-error">${frame.checkField[language]}${label[language]}</div>` : ''}
    <div class="reasons">${usual.map((reason) => html`<label class="btn btn-outline-secondary"><input type="radio" name="${name}" value="${reason.zh}"${values[name] === reason.zh ? html` checked` : ''}> ${reason[language]}</label>`)}</div>
    <label class="form-label" for="${name}-more">${frame.inOtherWords[language]}</label>
    <input class="form-control" id="${name}-more" name="${name}-more" type="text" maxlength="150" autocomplete="off" value="${values[`${name}-more`] ?? ''}"></fieldset>`;
}

/** The reason that was tapped, with the words that were added. */
export const reasonIn = (fields: Fields, name: string): string =>
  [fields[name], fields[`${name}-more`]].filter(Boolean).join('：');

interface Second {
  /** Names of the two fields. */
  readonly person: string;
  readonly pin: string;
  readonly personLabel: Message;
  readonly pinLabel: Message;
  readonly colleagues: readonly { readonly username: string; readonly displayName: string }[];
}

/** The second person and their PIN; who has one colleague only need not choose. */
export function secondPersonFields(view: FormView, second: Second): Html {
  const choices: Choice[] = second.colleagues.map(({ username, displayName }) => ({
    value: username,
    label: displayName,
  }));
  const only = choices.length === 1 ? choices[0]?.value : undefined;
  return html`${choiceField(view, { name: second.person, label: second.personLabel, choices, ...(only ? { value: only } : {}) })}
    ${inputField(view, { name: second.pin, label: second.pinLabel, type: 'password', inputmode: 'numeric' })}`;
}
