import { Hono } from 'hono';
import { may, ownSchool } from '../accounts/index.ts';
import { deliveryCards } from '../batches/index.ts';
import { DomainError } from '../errors.ts';
import { kitchenCards } from '../kitchen/index.ts';
import { sampleCards } from '../samples/index.ts';
import type { AppEnv } from '../web/env.ts';
import { html } from '../web/html.ts';
import { staffPage } from '../web/layout.ts';
import { type TodayCard, todayCard } from '../web/today-card.ts';
import { messages } from './messages.ts';

/** Today's cards of every slice, in the order in which they are looked at. */
const cards: readonly TodayCard[] = [...sampleCards, ...kitchenCards, ...deliveryCards];

/** The canteen's start page: what waits, what came, what runs out. */
export const canteenPages = new Hono<AppEnv>().get('/canteen', async (c) => {
  const { ctx, language } = c.var;
  const { actor } = ctx;
  if (actor.kind !== 'account') throw new DomainError('unauthenticated');
  ownSchool(actor);
  const shown = [];
  for (const card of cards) shown.push(await card(ctx, language));
  return await staffPage(c, {
    title: messages.today,
    styles: ['canteen.css'],
    body: html`${may(ctx, 'delivery.record') ? html`<p><a class="btn btn-primary btn-wide btn-lg" href="/canteen/receive">${messages.receive[language]}</a></p>` : ''}
      ${shown.map((content) => todayCard(content, language))}
      <p><a class="btn btn-outline-primary btn-wide" href="/canteen/stock">${messages.stock[language]}</a></p>`,
  });
});
