import { Hono } from 'hono';
import { type ProblemCode, problems } from '#schemas/problem.ts';
import type { AppEnv } from './env.ts';
import { html } from './html.ts';
import { staffPage } from './layout.ts';
import { frame, problemWords as words } from './messages.ts';
import type { Advice } from './problem-guide/advice.ts';
import { ofEvidence } from './problem-guide/of-evidence.ts';
import { ofFood } from './problem-guide/of-food.ts';
import { ofRequests } from './problem-guide/of-requests.ts';

const advice: Readonly<Record<ProblemCode, Advice>> = { ...ofRequests, ...ofFood, ...ofEvidence };
const codes = Object.keys(problems) as ProblemCode[];

/** The pages behind the `type` of each problem (RFC 9457 §3.1.1): what it means, why it comes up, what to do. */
export const problemPages = new Hono<AppEnv>()
  .get('/problems', async (c) => {
    const { language } = c.var;
    return await staffPage(c, {
      title: words.all,
      body: html`<div class="card card-body"><p>${words.intro[language]}</p>
        <dl class="facts">${codes.map((code) => html`<dt>${problems[code].status}</dt><dd><a href="/problems/${code}">${problems[code][language]}</a> <span class="code hash">${code}</span></dd>`)}</dl></div>`,
    });
  })
  .get('/problems/:code', async (c, next) => {
    const code = c.req.param('code');
    if (!isCode(code)) return await next();
    const { language } = c.var;
    const { status, [language]: title } = problems[code];
    const { cause, cure } = advice[code];
    return await staffPage(c, {
      title,
      body: html`<div class="card card-body">
        <p class="hint"><span class="code hash">${code}</span> · HTTP ${status}</p>
        <h2>${words.cause[language]}</h2><p>${cause[language]}</p>
        <h2>${words.cure[language]}</h2><p>${cure[language]}</p>
        <p><a href="/problems">${words.all[language]}</a> · <a href="/api">${words.api[language]}</a> · <a href="/">${frame.home[language]}</a></p>
      </div>`,
    });
  });

const isCode = (text: string): text is ProblemCode => Object.hasOwn(problems, text);
