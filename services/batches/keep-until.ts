import type { Context } from '../context.ts';
import { keepUntil, rcv11Retention } from '../rules/index.ts';
import type { DeliveryFacts } from './facts.ts';
import type { ResolvedLine } from './line-shape.ts';

/**
 * RCV-11: the last day on which the records of this line must still be there. Six months beyond a stated shelf life,
 * two years without one; produce of the land six months from receiving; the latest of all that apply.
 */
export function keepLineUntil(
  { goods, expiresOn }: ResolvedLine,
  { scope, arrivedOn }: DeliveryFacts,
  { rules }: Pick<Context, 'rules'>,
): string | undefined {
  const rule = rules.inForce('RCV-11', scope);
  if (!rule) return undefined;
  const grounds = [
    ...(expiresOn === undefined ? [] : [{ ground: 'shelf-life-stated' as const, from: expiresOn }]),
    ...(goods.kind === 'raw' ? [{ ground: 'agricultural' as const, from: arrivedOn }] : []),
    ...(expiresOn === undefined && goods.kind !== 'raw'
      ? [{ ground: 'no-shelf-life' as const, from: arrivedOn }]
      : []),
  ];
  return keepUntil(grounds, rcv11Retention.parameters.parse(rule.parameters));
}

/** The latest of several days; undefined when there is none. */
export const latest = (days: readonly (string | undefined)[]): string | undefined =>
  days
    .filter((day) => day !== undefined)
    .toSorted()
    .at(-1);
