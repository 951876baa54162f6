import type { FactSums } from '#schemas/purchase-totals.ts';
import type { Measure } from '../algebra.ts';

/** A figure that is a sum of facts: which measures it adds and takes away, through which channels, in which unit. */
export interface FactFigure {
  /** `counting` is `counted` or `settled`, as the year's rules ask for an evaluation or not. */
  readonly plus: Measure | 'counting';
  readonly minus?: Measure | 'counting';
  readonly channels?: 'that-count' | 'canteen';
  /** Only goods accepted since the unit's deliveries are known here, so that they can be set against these. */
  readonly sinceLedger?: true;
  readonly unit: 'fen' | 'grams';
}

/** Channels whose goods go through the kitchen. */
export const canteenChannels = ['canteen', 'contractor'] as const;

/** The one definition of each figure, for its total and for its rows. */
export const factFigures = {
  ordered: { plus: 'ordered', unit: 'fen' },
  accepted: { plus: 'accepted', unit: 'fen' },
  paid: { plus: 'paid', unit: 'fen' },
  settled: { plus: 'settled', unit: 'fen' },
  counted: { plus: 'counting', unit: 'fen' },
  official: { plus: 'counting', channels: 'that-count', unit: 'fen' },
  canteen: { plus: 'counting', channels: 'canteen', sinceLedger: true, unit: 'fen' },
  notAccepted: { plus: 'ordered', minus: 'accepted', unit: 'fen' },
  notPaid: { plus: 'accepted', minus: 'paid', unit: 'fen' },
  notCounted: { plus: 'settled', minus: 'counting', unit: 'fen' },
  acceptedGrams: { plus: 'accepted', unit: 'grams' },
} as const satisfies Record<Exclude<keyof FactSums, 'lines'>, FactFigure>;
export type FactFigureName = keyof typeof factFigures;

export const factFigureNames = Object.keys(factFigures) as FactFigureName[];

/** Figures in percent, as numerator and denominator; `less` is taken from the numerator first. */
export const ratioFigures = {
  completion: { numerator: 'official', denominator: 'reserved' },
  traded: { numerator: 'ordered', denominator: 'reserved' },
  trueShare: { numerator: 'canteen', denominator: 'ledgerFood' },
  filingError: { numerator: 'declared', less: 'ledgerFood', denominator: 'ledgerFood' },
} as const;
export type RatioName = keyof typeof ratioFigures;
