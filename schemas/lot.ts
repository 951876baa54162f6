import { z } from 'zod';

/**
 * A node of the trace graph. A supplier lot is shared by every school that received from it; a delivery lot is what
 * one school accepted; prepared lots are semi-finished goods and topped-up vats.
 */
export const LotKind = z
  .enum(['supplier-lot', 'delivery', 'prepared', 'dish', 'meal', 'sample', 'disposal', 'return'])
  .meta({ id: 'LotKind', examples: ['delivery'] });
export type LotKind = z.infer<typeof LotKind>;

/** `awaiting-signature` until the second person signed; `closed` when used up, discarded, returned or refused. */
export const LotStatus = z
  .enum(['awaiting-signature', 'open', 'held', 'closed'])
  .meta({ id: 'LotStatus', examples: ['open'] });
export type LotStatus = z.infer<typeof LotStatus>;

/** A hyper-edge of the trace graph: what happened between input lots and output lots. */
export const LotEventKind = z
  .enum([
    'delivery',
    'issue',
    'restocking',
    'preparation',
    'top-up',
    'cooking',
    'serving',
    'sampling',
    'relabelling',
    'transfer',
    'return',
    'disposal',
  ])
  .meta({ id: 'LotEventKind', examples: ['cooking'] });
export type LotEventKind = z.infer<typeof LotEventKind>;
