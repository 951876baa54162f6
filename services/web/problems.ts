import { Hono } from 'hono';
import { type ProblemCode, problems } from '#schemas/problem.ts';
import type { AppEnv } from './env.ts';
import { html } from './html.ts';
import { staffPage } from './layout.ts';

/** The pages behind the `type` of each problem (RFC 9457 §3.1.1). */
export const problemPages = new Hono<AppEnv>().get('/problems/:code', async (c) => {
  const code = c.req.param('code');
  if (!Object.hasOwn(problems, code)) return c.notFound();
  const { status, zh, en } = problems[code as ProblemCode];
  return await staffPage(c, {
    title: c.var.language === 'zh' ? zh : en,
    body: html`<div class="card card-body"><p class="code">${code} · HTTP ${status}</p><p lang="zh-CN">${zh}</p><p lang="en">${en}</p></div>`,
  });
});
