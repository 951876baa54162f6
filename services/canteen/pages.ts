import { Hono, type Context as HonoContext } from 'hono';
import { may, ownSchool, type Permission } from '../accounts/index.ts';
import { deliveryCards } from '../batches/index.ts';
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { kitchenCards } from '../kitchen/index.ts';
import { sampleCards } from '../samples/index.ts';
import type { AppEnv } from '../web/env.ts';
import { type Html, html } from '../web/html.ts';
import type { Language, Message } from '../web/language.ts';
import { staffPage } from '../web/layout.ts';
import { type TodayCard, todayCard } from '../web/today-card.ts';
import { stockCards } from './cards.ts';
import { type LotAction, lotActions } from './lot-actions.ts';
import { lotPages } from './lot-pages.ts';
import { messages } from './messages.ts';
import { lotSearch } from './stock-list.ts';
import { stockPage } from './stock-page.ts';

/** Today's cards of every slice, in the order in which they are looked at. */
const cards: readonly TodayCard[] = [...sampleCards, ...kitchenCards, ...deliveryCards, ...stockCards];

/** The canteen's pages: today, the stock, and each lot with what can be done with it. */
export const canteenPages = new Hono<AppEnv>()
  .get('/canteen', (c) => todayPage(c))
  .get('/canteen/stock', (c) => stockPage(c))
  .route('/', lotPages);

/** The start page: a lot by its label, the work to choose from, and what waits, what came, what runs out. */
async function todayPage(c: HonoContext<AppEnv>): Promise<Response> {
  const { ctx, language } = c.var;
  const { actor } = ctx;
  if (actor.kind !== 'account') throw new DomainError('unauthenticated');
  ownSchool(actor);
  const shown = [];
  for (const card of cards) shown.push(await card(ctx, language));
  const [full, empty] = [
    shown.filter(({ items }) => items.length > 0),
    shown.filter(({ items }) => items.length === 0),
  ];
  return await staffPage(c, {
    title: messages.today,
    styles: ['canteen.css'],
    body: html`${lotSearch({ language, q: '', action: undefined })}
      ${work(ctx, language)}
      ${full.toSorted((a, b) => Number(b.urgent) - Number(a.urgent)).map((content) => todayCard(content, language))}
      ${empty.length > 0 ? html`<ul class="all-clear">${empty.map((card) => html`<li>✓ ${card.empty[language]}</li>`)}</ul>` : ''}`,
  });
}

interface Work {
  readonly path: string;
  readonly label: Message;
  readonly permission: Permission;
}

/** The pages on which something is recorded that does not begin with a lot. */
const daily: readonly Work[] = [
  { path: '/canteen/receive', label: messages.receive, permission: 'delivery.record' },
  { path: '/canteen/issue', label: messages.issue, permission: 'kitchen.write' },
  { path: '/canteen/prepare', label: messages.prepare, permission: 'kitchen.write' },
  { path: '/canteen/dishes', label: messages.dish, permission: 'kitchen.write' },
  { path: '/canteen/meals', label: messages.meal, permission: 'kitchen.write' },
  { path: '/canteen/samples', label: messages.samples, permission: 'sample.write' },
];

/** What is done now and then: each asks for the lot first. */
const nowAndThen = ['top-up', 'transfer', 'return', 'dispose', 'hold', 'release'] as const;

function work(ctx: Context, language: Language): Html {
  const offered: readonly Work[] = [
    ...daily,
    ...nowAndThen.map((name) => {
      const { label, permission }: LotAction = lotActions[name];
      return { path: `/canteen/stock?do=${name}`, label, permission };
    }),
  ];
  return html`<nav class="tiles-of-work mb-3" aria-label="${messages.work[language]}">${offered
    .filter(({ permission }) => may(ctx, permission))
    .map(
      ({ path, label }, place) =>
        html`<a class="btn ${place === 0 ? 'btn-primary' : place < daily.length ? 'btn-outline-primary' : 'btn-outline-secondary'}" href="${path}">${label[language]}</a>`,
    )}</nav>`;
}
