import { Hono } from 'hono';
import { comparedMeals } from '#schemas/shared-origins.ts';
import { addDays, civilDateOf } from '#schemas/time.ts';
import { Id } from '#schemas/values.ts';
import { askedDay } from '../web/asked-day.ts';
import type { AppEnv } from '../web/env.ts';
import { staffPage } from '../web/layout.ts';
import { pageTexts, sharedTexts } from './messages.ts';
import { servedMeals } from './served-meals.ts';
import { findSharedOrigins } from './shared-origins.ts';
import { sharedOriginsView } from './shared-origins-view.ts';

/** Days of meals to choose from, unless others are asked for, and at most. */
const days = { shown: 3, atMost: 7 };

export const sharedOriginsPages = new Hono<AppEnv>().get('/inspector/shared-origins', async (c) => {
  const { ctx, language } = c.var;
  const to = askedDay(c.req.query('to')) ?? civilDateOf(ctx.clock.now());
  const earliest = addDays(to, 1 - days.atMost);
  const asked = askedDay(c.req.query('from')) ?? addDays(to, 1 - days.shown);
  const from = asked < earliest ? earliest : asked;
  const chosen = (c.req.queries('meal[]') ?? []).filter((id) => Id.safeParse(id).success);
  const meals = await servedMeals(ctx, { from, to });
  const compared = new Set(chosen).size;
  const cause = compared > 1 && compared <= comparedMeals ? await findSharedOrigins(ctx, chosen) : undefined;
  const goodsName = (code: string) => {
    const goods = ctx.reference.goods.classes.find((entry) => entry.code === code);
    return goods?.[language === 'zh' ? 'nameZh' : 'nameEn'] ?? code;
  };
  return await staffPage(c, {
    title: sharedTexts.title,
    back: { path: '/inspector', label: pageTexts.search },
    styles: ['trace.css', 'lists.css'],
    body: sharedOriginsView({ language, from, to, meals, chosen: new Set(chosen), cause, goodsName }),
  });
});
