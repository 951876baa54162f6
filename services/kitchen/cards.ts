import type { Context } from '../context.ts';
import { kilograms } from '../web/format.ts';
import { html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import type { TodayCard } from '../web/today-card.ts';
import { messages } from './messages.ts';
import { listIncomingTransfers } from './queries.ts';

/** What the kitchen puts on today's page: what other schools sent and nobody has signed for. */
export const kitchenCards: readonly TodayCard[] = [incomingTransfers];

async function incomingTransfers(ctx: Context, language: Language) {
  const incoming = await listIncomingTransfers(ctx, {});
  return {
    title: messages.incoming,
    empty: messages.noTransfers,
    urgent: incoming.length > 0,
    items: incoming.map(
      ({ name, grams, fromSchool }) =>
        html`<li class="line"><div><strong>${name}</strong> ${kilograms(grams)} kg<br><span class="hint">${messages.from[language]} ${fromSchool}</span></div>
          <a class="btn btn-primary" href="/canteen/transfers">${messages.accept[language]}</a></li>`,
    ),
  };
}
