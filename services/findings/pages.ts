import { Hono } from 'hono';
import { FindingFilter } from '#schemas/stored-finding.ts';
import { addDays, civilDateOf } from '#schemas/time.ts';
import { may } from '../accounts/index.ts';
import { unsampledDishes } from '../samples/index.ts';
import { listSchools } from '../schools/index.ts';
import type { AppEnv } from '../web/env.ts';
import { staffPage } from '../web/layout.ts';
import { findingsView } from './findings-view.ts';
import { listFindings } from './list-findings.ts';
import { texts } from './messages.ts';

/** Days shown unless others are asked for, and at most: the rules of samples are applied to each meal in them anew. */
const days = { shown: 31, atMost: 366 };

export const findingPages = new Hono<AppEnv>().get('/findings', async (c) => {
  const { ctx, language } = c.var;
  const today = civilDateOf(ctx.clock.now());
  const asked = FindingFilter.safeParse(withoutEmpty(c.req.query())).data ?? {};
  const to = asked.to ?? today;
  const earliest = addDays(to, 1 - days.atMost);
  const wanted = asked.from ?? addDays(to, 1 - days.shown);
  const cut = wanted < earliest;
  const filter = { ...asked, to, from: cut ? earliest : wanted };
  const [page, schools, unsampled] = await Promise.all([
    listFindings(ctx, filter),
    listSchools(ctx),
    may(ctx, 'sample.read') ? unsampledDishes(ctx, { from: filter.from, to, schoolId: filter.schoolId }) : [],
  ]);
  return await staffPage(c, {
    title: texts.title,
    styles: ['lists.css'],
    body: findingsView({
      ctx,
      language,
      filter,
      page,
      schools,
      unsampled,
      ...(cut ? { atMost: days.atMost } : {}),
    }),
  });
});

/** A form sends what was left open as an empty text. */
const withoutEmpty = (query: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(query).filter(([, text]) => text !== ''));
