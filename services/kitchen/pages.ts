import { Hono } from 'hono';
import type { AppEnv } from '../web/env.ts';
import { readForm, type SentForm } from '../web/form.ts';
import { answerForm, type Refusal } from '../web/form-view.ts';
import { acceptTransfer } from './accept-transfer.ts';
import { cookDish } from './cook-dish.ts';
import { dishesPage, dishFields, readDish } from './dishes-page.ts';
import { disposeLot } from './dispose-lot.ts';
import { issueLot } from './issue-lot.ts';
import { issueFields, issuePage, readIssue } from './issue-page.ts';
import {
  type LotAction,
  lotFields,
  lotPage,
  readDisposal,
  readRelabelling,
  readRestocking,
} from './lot-page.ts';
import { mealsPage, readMeal } from './meals-page.ts';
import { relabelLot } from './relabel-lot.ts';
import { restockLot } from './restock-lot.ts';
import { serveMeal } from './serve-meal.ts';

/** The kitchen's work on a phone. Forms post to themselves: refused ones come back filled in, others redirect. */
export const kitchenPages = new Hono<AppEnv>()
  .get('/canteen/issue', (c) => issuePage(c, {}))
  .post('/canteen/issue', async (c) => {
    const form = await readForm(c);
    return await answerForm(
      c,
      issueFields,
      (refusal) => issuePage(c, form.fields, refusal),
      async () => {
        const { findings } = await issueLot(form.ctx, readIssue(form.fields));
        const sooner = findings[0]?.evidence[1];
        return `/canteen/issue?done=issued${sooner ? `&sooner=${sooner}` : ''}`;
      },
    );
  })
  .post('/canteen/transfers/:transferId/accept', async (c) => {
    const { ctx } = await readForm(c);
    await acceptTransfer(ctx, { transferId: c.req.param('transferId') });
    return c.redirect('/canteen/issue?done=accepted', 303);
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
  })
  .get('/canteen/stock/:lotId', (c) => lotPage(c, c.req.param('lotId')))
  .post('/canteen/stock/:lotId/:action{dispose|restock|relabel}', async (c) => {
    const form = await readForm(c);
    const lotId = c.req.param('lotId');
    const action = c.req.param('action') as LotAction;
    const again = (refusal: Refusal) => lotPage(c, lotId, { action, values: form.fields, refusal });
    return await answerForm(c, lotFields[action], again, async () => {
      await lotVerbs[action](lotId, form);
      return '/canteen/issue';
    });
  });

const lotVerbs: Readonly<Record<LotAction, (lotId: string, form: SentForm) => Promise<unknown>>> = {
  dispose: (lotId, { ctx, fields }) => disposeLot(ctx, readDisposal(lotId, fields)),
  restock: (lotId, { ctx, fields }) => restockLot(ctx, readRestocking(lotId, fields)),
  relabel: (lotId, { ctx, fields }) => relabelLot(ctx, readRelabelling(lotId, fields)),
};
