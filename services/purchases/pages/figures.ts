import type { FactSums, FigureName, Ratio, UnitSums } from '#schemas/purchase-totals.ts';
import { kilograms, yuan } from '../../web/format.ts';
import { type Html, html } from '../../web/html.ts';

const counts: readonly FigureName[] = ['lines', 'onTarget', 'withCanteen'];

/** A figure as people read it: yuan, kilograms, a count. */
export function shownValue(figure: FigureName, value: number): string {
  if (figure === 'acceptedGrams') return kilograms(value);
  return counts.includes(figure) ? String(value) : yuan(value);
}

const shownRatio = (ratio: Ratio | null): string => (ratio?.percent == null ? '—' : `${ratio.percent} %`);

/** A figure that leads to its rows; what makes no sense for the scope leads nowhere. */
export function figureLink(figure: FigureName, text: string, href: string): Html {
  if (text === '—') return html`<span class="hint">—</span>`;
  return html`<a class="figure" data-figure="${figure}" href="${href}">${text}</a>`;
}

/** The text of any figure of a total; `—` where it makes no sense for the scope. */
export function figureText(figure: FigureName, sums: FactSums, units: UnitSums): string {
  if (Object.hasOwn(sums, figure)) return shownValue(figure, sums[figure as keyof FactSums]);
  const value = units[figure as keyof UnitSums];
  if (value === null) return '—';
  return typeof value === 'number' ? shownValue(figure, value) : shownRatio(value);
}
