import { Hono, type Context as HonoContext } from 'hono';
import type { AppEnv } from '../web/env.ts';
import { html } from '../web/html.ts';
import { staffPage } from '../web/layout.ts';
import type { openApiDocument } from '../web/openapi.ts';
import { type Description, type Operation, schemasOf, slicesOf } from './description.ts';
import { slices as sliceWords, texts } from './messages.ts';
import { operationView } from './operation-view.ts';
import { exampleView, fieldsView, type Telling } from './schema-view.ts';
import { translated } from './texts/index.ts';

const styles = ['api-guide.css'];

/** The API's own description as pages: an overview, and a page for each slice. Nothing is fetched from elsewhere. */
export function apiGuide(document: ReturnType<typeof openApiDocument>): Hono<AppEnv> {
  const description = document as unknown as Description;
  const slices = slicesOf(description);
  return new Hono<AppEnv>()
    .get('/api', (c) => overview(c, slices))
    .get('/api/:slice', async (c, next) => {
      const operations = slices.get(c.req.param('slice'));
      if (!operations) return await next();
      const telling = { schemas: description.components.schemas, language: c.var.language };
      return await slicePage(c, telling, operations);
    });
}

async function overview(
  c: HonoContext<AppEnv>,
  slices: ReadonlyMap<string, readonly Operation[]>,
): Promise<Response> {
  const { language } = c.var;
  const entries = [...slices].map(
    ([slice, operations]) => html`<section class="card card-body">
      <h2><a href="/api/${slice}">${sliceWords[slice]?.[language]}</a></h2>
      <ul class="operations">${operations.map(({ id, method, path, summary }) => html`<li><a href="/api/${slice}#${id}">${translated(summary, language)}</a><br><code>${method} ${path}</code></li>`)}</ul>
    </section>`,
  );
  return await staffPage(c, {
    title: texts.title,
    styles,
    body: html`<div class="card card-body mb-3"><p>${texts.intro[language]}</p>
      <p><a href="/openapi.json">${texts.document[language]}</a> · <a href="/problems">${texts.allProblems[language]}</a></p>
      <h2>${texts.callTitle[language]}</h2>
      <pre tabindex="0">curl -H 'Authorization: Bearer TOKEN' ${c.var.config.publicUrl}/api/v1/schools</pre>
      <ul><li>${texts.token[language]}</li><li>${texts.repeat[language]}</li><li>${texts.units[language]}</li><li>${texts.problems[language]}</li></ul></div>
      <div class="guide">${entries}</div>`,
  });
}

async function slicePage(
  c: HonoContext<AppEnv>,
  telling: Telling,
  operations: readonly Operation[],
): Promise<Response> {
  const { language } = telling;
  const schemas = schemasOf(operations, telling.schemas);
  return await staffPage(c, {
    title: sliceWords[operations[0]?.tags[0] ?? ''] ?? texts.title,
    styles,
    body: html`<p><a href="/api">${texts.all[language]}</a></p>
      <nav class="card card-body mb-3" aria-label="${texts.title[language]}"><ul class="operations">${operations.map(({ id, method, path, summary }) => html`<li><a href="#${id}">${translated(summary, language)}</a><br><code>${method} ${path}</code></li>`)}</ul></nav>
      ${operations.map((operation) => operationView(telling, operation))}
      <h2>${texts.schemas[language]}</h2>
      ${[...schemas].map(([name, schema]) => html`<section class="card card-body operation" id="schema-${name}"><h3><code>${name}</code></h3>${fieldsView(telling, schema)}${exampleView(telling, schema)}</section>`)}`,
  });
}
