import type { SupplierState } from '#schemas/supplier-view.ts';
import { addDays, daysBetween } from '#schemas/time.ts';
import type { Reference } from '../reference/index.ts';
import { drawnSvg, type Html, html } from '../web/html.ts';
import type { Language, Message } from '../web/language.ts';
import { punctuation } from '../web/punctuation.ts';
import { messages, stateWords } from './messages.ts';

const stateColours: Record<SupplierState, string> = {
  'in-order': 'bg-green-lt',
  expiring: 'bg-yellow-lt',
  lapsed: 'bg-red-lt',
  suspended: 'bg-red-lt',
};

export const stateBadge = (state: SupplierState, language: Language): Html =>
  html`<span class="badge ${stateColours[state]}">${stateWords[state][language]}</span>`;

/** 还剩 12 天 · 已过期 3 天. The last valid day counts. */
export function daysLeft(validTo: string, today: string, language: Language): string {
  const t = (message: Message) => message[language];
  const days = daysBetween(today, validTo);
  if (days === 0) return t(messages.lastDay);
  const [words, count] = days > 0 ? [messages.daysLeft, days + 1] : [messages.lapsedSince, -days];
  return t(words).replace('{n}', String(count));
}

export function paperName({ documentTypes }: Reference, kind: string, language: Language): string {
  const type = documentTypes.find(({ code }) => code === kind);
  if (!type) return kind;
  return language === 'zh' ? type.nameZh : type.nameEn;
}

/** Names of goods classes and groups. */
export function goodsNames({ goods }: Reference, codes: readonly string[], language: Language): string {
  const known = [...goods.groups, ...goods.classes];
  const names = codes.map((code) => {
    const found = known.find((entry) => entry.code === code);
    if (!found) return code;
    return language === 'zh' ? found.nameZh : found.nameEn;
  });
  return names.join(punctuation[language].comma);
}

const yearsBack = 2;
const yearsAhead = 3;
const window = (yearsBack + yearsAhead) * 365;

/** A paper's validity as a bar around today's line, from two years back to three ahead. The dates stand beside it. */
export function validityBar(validFrom: string, validTo: string | undefined, today: string): Html {
  const first = addDays(today, -yearsBack * 365);
  const place = (on: string) => Math.min(window, Math.max(0, daysBetween(first, on)));
  const [from, to] = [place(validFrom), validTo === undefined ? window : place(addDays(validTo, 1))];
  const lapsed = validTo !== undefined && validTo < today;
  return drawnSvg(
    `<svg class="validity" viewBox="0 0 ${window} 40" preserveAspectRatio="none" aria-hidden="true">` +
      `<rect class="validity-window" x="0" y="14" width="${window}" height="12"/>` +
      `<rect class="${lapsed ? 'validity-lapsed' : 'validity-span'}" x="${from}" y="8" width="${Math.max(0, to - from)}" height="24"/>` +
      `<rect class="validity-today" x="${place(today) - 4}" y="0" width="8" height="40"/></svg>`,
  );
}
