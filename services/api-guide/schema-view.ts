import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import type { Schema, Schemas } from './description.ts';
import { exampleOf } from './example-of.ts';
import { texts } from './messages.ts';
import { translated } from './texts/index.ts';
import { typeWords } from './type-words.ts';

/** What is needed to tell about a part of the description. */
export interface Telling {
  readonly schemas: Schemas;
  readonly language: Language;
}

/** One field or parameter: its name, whether it must be there, what it may be, what it means. */
export interface Entry {
  readonly name: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
  readonly where?: string;
  readonly description?: string | undefined;
}

export function entryView(
  telling: Telling,
  { name, schema, isRequired, where, description = schema.description }: Entry,
): Html {
  const { schemas, language } = telling;
  const inner = fieldsWithin(schema);
  return html`<div><dt><code>${name}</code>${where ? html` <span class="hint">${where}</span>` : ''}${isRequired ? html` <span class="badge bg-blue-lt">${texts.required[language]}</span>` : ''}</dt>
    <dd>${typeWords(schema, schemas, language)}${description ? html`<br>${translated(description, language)}` : ''}${inner ? fieldsView(telling, inner) : ''}</dd></div>`;
}

/** Fields that are told right where they are: of an object that has no name of its own. */
const fieldsWithin = (schema: Schema): Schema | undefined =>
  schema.properties ? schema : schema.items?.properties ? schema.items : undefined;

/** The fields of an object, or of each kind of object that it may be. */
export function fieldsView(telling: Telling, schema: Schema): Html {
  if (schema.oneOf)
    return html`<ol class="variants">${schema.oneOf.map((variant) => html`<li>${fieldsView(telling, variant)}</li>`)}</ol>`;
  const required = new Set(schema.required);
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0) return html`<p>${typeWords(schema, telling.schemas, telling.language)}</p>`;
  return html`<dl class="fields">${fields.map(([name, field]) => entryView(telling, { name, schema: field, isRequired: required.has(name) }))}</dl>`;
}

export const exampleView = ({ schemas, language }: Telling, schema: Schema): Html =>
  html`<details><summary>${texts.example[language]}</summary>
    <pre tabindex="0">${JSON.stringify(exampleOf(schema, schemas), null, 2)}</pre></details>`;
