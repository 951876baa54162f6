import { type ProblemCode, problems } from '#schemas/problem.ts';
import { type Permission, scopesOf } from '../accounts/index.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { punctuation } from '../web/punctuation.ts';
import { roleWords } from '../web/role-words.ts';
import { hasFields, nameOf, type Operation, type Schema } from './description.ts';
import { texts } from './messages.ts';
import { entryView, exampleView, fieldsView, type Telling } from './schema-view.ts';
import { translated } from './texts/index.ts';
import { typeWords } from './type-words.ts';

/** Everything that a caller must know of one operation. */
export function operationView(telling: Telling, operation: Operation): Html {
  const { language } = telling;
  const { id, method, path, summary, description, parameters = [] } = operation;
  return html`<section class="card card-body operation" id="${id}">
    <h2>${translated(summary, language)}</h2>
    <p class="address"><span class="badge method-${method.toLowerCase()}">${method}</span> <code>${path}</code></p>
    ${description ? html`<p>${translated(description, language)}</p>` : ''}
    <h3>${texts.permission[language]}</h3>
    <p>${callers(operation['x-permission'] as Permission, language)}</p>
    ${parameters.length > 0 ? html`<h3>${texts.parameters[language]}</h3><dl class="fields">${parameters.map(({ name, in: place, required = false, schema, description: said }) => entryView(telling, { name, schema, isRequired: required, where: texts[place][language], description: said ?? schema.description }))}</dl>` : ''}
    ${bodyView(telling, operation)}
    ${answersView(telling, operation)}
    <h3>${texts.refusals[language]}</h3>
    <ul class="problems">${refusalsOf(operation).map((code) => html`<li><a href="/problems/${code}">${problems[code].status} ${problems[code][language]}</a> <code>${code}</code></li>`)}</ul>
  </section>`;
}

/** 收货员（限本校）、审计人员 */
function callers(permission: Permission, language: Language): string {
  const scope = { school: texts.ofOwnSchool, supplier: texts.ofOwnSupplier, district: undefined };
  const { open, close, comma } = punctuation[language];
  return scopesOf(permission)
    .map(([role, reach]) => {
      const limit = scope[reach];
      return roleWords[role][language] + (limit ? open + limit[language] + close : '');
    })
    .join(comma);
}

function bodyView(telling: Telling, { requestBody }: Operation): Html | '' {
  if (!requestBody) return '';
  const types = Object.keys(requestBody.content);
  const schema = requestBody.content['application/json']?.schema;
  return html`<h3>${texts.body[telling.language]}</h3><p><code>${types.join(', ')}</code>${schema ? '' : html` · ${texts.file[telling.language]}`}</p>
    ${schema ? schemaView(telling, schema) : ''}`;
}

/** A named schema by its link, another by its fields; and what it may look like. */
function schemaView(telling: Telling, schema: Schema): Html {
  const named = schema.$ref !== undefined && hasFields(telling.schemas[nameOf(schema.$ref)]);
  const told =
    named || !hasFields(schema)
      ? html`<p>${typeWords(schema, telling.schemas, telling.language)}</p>`
      : fieldsView(telling, schema);
  return html`${told}${exampleView(telling, schema)}`;
}

const isRefusal = (status: string): boolean => Number(status) >= 400;

function answersView(telling: Telling, { responses }: Operation): Html {
  const { language } = telling;
  const given = Object.entries(responses).filter(([status]) => !isRefusal(status));
  return html`<h3>${texts.answers[language]}</h3>${given.map(([status, { description, content = {} }]) => {
    const types = Object.keys(content);
    const schema = content['application/json']?.schema;
    return html`<p><strong>${status}</strong> ${translated(description, language)} <code>${types.join(', ')}</code></p>${schema ? schemaView(telling, schema) : ''}`;
  })}`;
}

/** Their descriptions are the codes of the problems that a status may stand for. */
const refusalsOf = ({ responses }: Operation): ProblemCode[] =>
  Object.entries(responses)
    .filter(([status]) => isRefusal(status))
    .flatMap(([, { description }]) => description.split(', ') as ProblemCode[]);
