import { Hono } from 'hono';
import type { AppEnv } from '../web/env.ts';
import { html } from '../web/html.ts';
import { staffPage } from '../web/layout.ts';
import { messages } from './messages.ts';
import { listSchools } from './queries.ts';

export const schoolPages = new Hono<AppEnv>().get('/schools', async (c) => {
  const schools = await listSchools(c.var.ctx);
  const t = (key: keyof typeof messages) => messages[key][c.var.language];
  return await staffPage(c, {
    title: messages.title,
    body: html`<div class="card"><div class="scroll-x" tabindex="0"><table class="table">
      <thead><tr><th scope="col">${t('name')}</th><th scope="col">${t('kind')}</th><th scope="col" class="number">${t('diners')}</th></tr></thead>
      <tbody>${schools.map((school) => html`<tr><td>${school.name}</td><td>${t(school.kind)}</td><td class="number">${school.dinersPerMeal}</td></tr>`)}</tbody>
    </table></div></div>`,
  });
});
