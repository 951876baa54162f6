import type { Context } from '../context.ts';
import { type Html, html } from './html.ts';
import type { Language, Message } from './language.ts';

/** A card of the canteen's page of today: a few rows that link to where the work is. */
export interface TodayCardContent {
  readonly title: Message;
  /** What stands there when nothing does. */
  readonly empty: Message;
  /** Something has to be done now. */
  readonly urgent: boolean;
  /** `<li>` elements. */
  readonly items: readonly Html[];
}

/** A slice offers its cards as functions; `services/canteen/pages.ts` lists them in the order of a day. */
export type TodayCard = (ctx: Context, language: Language) => Promise<TodayCardContent>;

/** A card as it stands on a page (`canteen.css`). */
export const todayCard = ({ title, empty, urgent, items }: TodayCardContent, language: Language): Html =>
  html`<section class="card card-body today-card${urgent ? ' urgent' : ''}"><h2>${title[language]}${items.length > 0 ? html` <span class="badge">${items.length}</span>` : ''}</h2>
    ${items.length === 0 ? html`<p class="hint">${empty[language]}</p>` : html`<ul class="list-unstyled rows">${items}</ul>`}</section>`;
