import { addDays, civilDateOf } from '#schemas/time.ts';
import type { Context } from '../context.ts';
import { shownTime } from '../web/format.ts';
import { html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { punctuation } from '../web/punctuation.ts';
import type { TodayCard } from '../web/today-card.ts';
import { listDeliveries } from './list-deliveries.ts';
import { messages } from './messages.ts';

/** How long ago a delivery may be that still waits for somebody. */
const awaitingDays = 30;

/** What receiving puts on today's page. */
export const deliveryCards: readonly TodayCard[] = [awaitingMe, deliveriesToday];

async function awaitingMe(ctx: Context, language: Language) {
  const today = civilDateOf(ctx.clock.now());
  const waiting = await listDeliveries(ctx, {
    from: addDays(today, -awaitingDays),
    to: today,
    status: 'awaiting-signature',
  });
  const mine = waiting.filter(
    ({ firstSignerId }) => ctx.actor.kind === 'account' && firstSignerId !== ctx.actor.accountId,
  );
  return {
    title: messages.awaitingMe,
    empty: messages.nothingAwaits,
    urgent: mine.length > 0,
    items: mine.map((delivery) => deliveryRow(delivery, language)),
  };
}

async function deliveriesToday(ctx: Context, language: Language) {
  const deliveries = await listDeliveries(ctx);
  return {
    title: messages.deliveriesToday,
    empty: messages.nothingToday,
    urgent: false,
    items: deliveries.map((delivery) => deliveryRow(delivery, language)),
  };
}

const deliveryRow = (
  delivery: Awaited<ReturnType<typeof listDeliveries>>[number],
  language: Language,
) => html`<li><a href="/canteen/deliveries/${delivery.id}">${delivery.supplierName}</a>
    <span class="hint">${shownTime(delivery.arrivedAt, language)}</span> ${delivery.goods.join(punctuation[language].comma)}
    ${delivery.status === 'signed' ? '' : html`<strong>${messages['awaiting-signature'][language]}</strong>`}</li>`;
