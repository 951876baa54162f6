import { Hono } from 'hono';
import type { AppEnv } from '../web/env.ts';
import { readForm } from '../web/form.ts';
import { answerForm } from '../web/form-view.ts';
import { acceptTransfer } from './accept-transfer.ts';
import { cookDish } from './cook-dish.ts';
import { dishesPage, dishFields, readDish } from './dishes-page.ts';
import { issueLots } from './issue-lots.ts';
import { issueFields, issuePage, readIssue } from './issue-page.ts';
import { mealsPage, readMeal } from './meals-page.ts';
import { prepareLots } from './prepare-lots.ts';
import { preparationFields, preparePage, readPreparation } from './prepare-page.ts';
import { serveMeal } from './serve-meal.ts';
import { transfersPage } from './transfers-page.ts';

/** The kitchen's work on a phone. Forms post to themselves: refused ones come back filled in, others redirect. */
export const kitchenPages = new Hono<AppEnv>()
  .get('/canteen/issue', (c) => issuePage(c, {}))
  .post('/canteen/issue', async (c) => {
    const form = await readForm(c);
    return await answerForm(
      c,
      issueFields(form.fields),
      (refusal) => issuePage(c, form.fields, refusal),
      async () => {
        const { issues } = await issueLots(form.ctx, readIssue(form.fields));
        const sooner = new Set(issues.flatMap(({ findings }) => findings[0]?.evidence[1] ?? []));
        return `/canteen/issue?done=1${[...sooner].map((lotId) => `&sooner=${lotId}`).join('')}`;
      },
    );
  })
  .get('/canteen/transfers', (c) => transfersPage(c))
  .post('/canteen/transfers/:transferId/accept', async (c) => {
    const { ctx } = await readForm(c);
    await acceptTransfer(ctx, { transferId: c.req.param('transferId') });
    return c.redirect('/canteen/transfers?done=1', 303);
  })
  .get('/canteen/prepare', (c) => preparePage(c, {}))
  .post('/canteen/prepare', async (c) => {
    const { ctx, fields } = await readForm(c);
    return await answerForm(
      c,
      preparationFields(fields),
      (refusal) => preparePage(c, fields, refusal),
      async () => {
        const { lots } = await prepareLots(ctx, readPreparation(fields));
        return `/canteen/lots/${lots[0]?.code}?done=prepare`;
      },
    );
  })
  .get('/canteen/dishes', (c) => dishesPage(c, {}))
  .post('/canteen/dishes', async (c) => {
    const form = await readForm(c);
    const { fields } = form;
    return await answerForm(
      c,
      dishFields(fields),
      (refusal) => dishesPage(c, fields, refusal),
      async () => {
        await cookDish(form.ctx, readDish(fields));
        return '/canteen/dishes?done=1';
      },
    );
  })
  .get('/canteen/meals', (c) => mealsPage(c, {}))
  .post('/canteen/meals', async (c) => {
    const form = await readForm(c);
    return await answerForm(
      c,
      {},
      (refusal) => mealsPage(c, form.fields, refusal),
      async () => {
        await serveMeal(form.ctx, readMeal(form.fields));
        return '/canteen/meals?done=1';
      },
    );
  });
