import type { MissingSample } from '#schemas/sample.ts';
import type { Context } from '../context.ts';
import { sortableTime } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import type { TodayCard } from '../web/today-card.ts';
import { messages, type SampleMessage } from './messages.ts';
import { missingSamples } from './missing-samples.ts';
import { keptSamples } from './queries.ts';

export const texts = (language: Language) => (key: SampleMessage) => messages[key][language];

/** What samples put on today's page: those that are missing, and those that may be discarded. */
export const sampleCards: readonly TodayCard[] = [missingToday, dueForDiscard];

export async function missingToday(ctx: Context, language: Language) {
  const missing = await missingSamples(ctx, {});
  return {
    title: messages.missing,
    empty: messages.noneMissing,
    urgent: missing.some(({ dueAt }) => dueAt !== null),
    items: missing.map((dish) => missingRow(dish, language)),
  };
}

function missingRow({ dishId, dishName, mealKind, dueAt, overdue }: MissingSample, language: Language): Html {
  const t = texts(language);
  const deadline =
    dueAt === null
      ? html`<span class="hint">${t('notServed')}</span>`
      : html`<span${overdue ? html` class="overdue"` : ''}>${overdue ? t('overdue') : ''} ${t('by')}${sortableTime(dueAt).slice(11)}</span>`;
  return html`<li class="line"><div><strong>${dishName}</strong> · ${t(mealKind)}<br>${deadline}</div>
    <a class="btn btn-primary" href="/canteen/samples/take?dish=${dishId}">${t('take')}</a></li>`;
}

async function dueForDiscard(ctx: Context, language: Language) {
  const t = texts(language);
  const now = ctx.clock.now();
  const due = (await keptSamples(ctx, {})).filter(({ dueAt, held }) => dueAt <= now && !held);
  return {
    title: messages.due,
    empty: messages.none,
    urgent: false,
    items: due.map(
      ({ id, dishName, mealKind, cabinet, container }) =>
        html`<li class="line"><div><strong>${dishName}</strong> · ${t(mealKind)}<br><span class="hint">${cabinet} ${container}</span></div>
          <a class="btn btn-outline-primary" href="/canteen/samples/${id}/discard">${t('discard')}</a></li>`,
    ),
  };
}
