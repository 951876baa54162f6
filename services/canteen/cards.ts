import { civilDateOf } from '#schemas/time.ts';
import type { Context } from '../context.ts';
import { stockLots } from '../kitchen/index.ts';
import { isExpired } from '../lots/index.ts';
import type { Language } from '../web/language.ts';
import type { TodayCard } from '../web/today-card.ts';
import { lotActions, lotPath } from './lot-actions.ts';
import { messages } from './messages.ts';
import { stockViews } from './stock-figures.ts';
import { stockRow } from './stock-list.ts';

/** What the stock puts on today's page. */
export const stockCards: readonly TodayCard[] = [expiring, held];

/** What is past its date can only be destroyed: its row leads there. */
async function expiring(ctx: Context, language: Language) {
  const today = civilDateOf(ctx.clock.now());
  const lots = (await stockLots(ctx, {})).filter(
    (lot) => stockViews.expired.counts(lot, today) || stockViews.soon.counts(lot, today),
  );
  return {
    title: messages.expiringCard,
    empty: messages.nothingExpires,
    urgent: lots.some(({ expiresOn }) => expiresOn !== null && expiresOn <= today),
    items: lots.map((lot) => {
      const { possible, path } = lotActions.dispose;
      const destroy = isExpired(lot, today) && possible(lot);
      return stockRow(lot, { language, today, path: destroy ? path(lot) : lotPath(lot) });
    }),
  };
}

async function held(ctx: Context, language: Language) {
  const today = civilDateOf(ctx.clock.now());
  const lots = (await stockLots(ctx, {})).filter((lot) => lot.held);
  return {
    title: messages.heldCard,
    empty: messages.nothingHeld,
    urgent: lots.length > 0,
    items: lots.map((lot) => stockRow(lot, { language, today, path: lotPath(lot) })),
  };
}
