import type { Language } from './language.ts';

const number = (value: bigint, places: number): string => {
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, -places).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${negative ? '-' : ''}${whole}.${digits.slice(-places)}`;
};

/** Fen as yuan with two digits, exact: `1,234.50`. */
export const yuan = (fen: number): string => number(BigInt(fen), 2);
/** Grams as kilograms with up to three digits: `12.5`. */
export const kilograms = (grams: number): string => number(BigInt(grams), 3).replace(/\.?0+$/, '');
/** Thousandths of a degree as degrees: `-18.5`. */
export const celsius = (milliC: number): string => number(BigInt(milliC), 3).replace(/\.?0+$/, '');

/** An instant as people in China read it, to the minute. */
export function shownTime(instant: string, language: Language): string {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(new Date(instant));
}

/** An instant in China to the minute, in the order of time when sorted as text: `2026-03-02 06:40`. */
export const sortableTime = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
