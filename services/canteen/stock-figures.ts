import type { StockLot } from '#schemas/kitchen-stock.ts';
import { addDays } from '#schemas/time.ts';
import { isExpired } from '../lots/index.ts';
import { messages } from './messages.ts';

/** Lots that expire within so many days are to be used now. */
export const soonDays = 3;

const everywhere = ({ storeGrams, kitchenGrams }: StockLot) => storeGrams + kitchenGrams;

/** Ways to look at the stock. What a view counts is what its figure sums, and what its list shows. */
export const stockViews = {
  all: { label: messages.everything, counts: () => true, grams: everywhere },
  store: {
    label: messages.store,
    counts: ({ storeGrams }: StockLot) => storeGrams > 0,
    grams: ({ storeGrams }: StockLot) => storeGrams,
  },
  kitchen: {
    label: messages.kitchen,
    counts: ({ kitchenGrams }: StockLot) => kitchenGrams > 0,
    grams: ({ kitchenGrams }: StockLot) => kitchenGrams,
  },
  soon: {
    label: messages.soon,
    counts: (lot: StockLot, today: string) =>
      lot.expiresOn !== null && !isExpired(lot, today) && lot.expiresOn <= addDays(today, soonDays),
    grams: everywhere,
  },
  expired: { label: messages.expired, counts: isExpired, grams: everywhere },
  held: { label: messages.held, counts: ({ held }: StockLot) => held, grams: everywhere },
  waiting: {
    label: messages.waiting,
    counts: ({ awaitingSignature }: StockLot) => awaitingSignature,
    grams: everywhere,
  },
} as const;

export type StockView = keyof typeof stockViews;

export const isStockView = (name: string | undefined): name is StockView =>
  name !== undefined && Object.hasOwn(stockViews, name);

export interface StockFigure {
  readonly view: StockView;
  readonly lots: number;
  readonly grams: number;
}

/** The figure of each view that counts anything, and of the whole. */
export function stockFigures(lots: readonly StockLot[], today: string): StockFigure[] {
  return (Object.keys(stockViews) as StockView[]).flatMap((view) => {
    const { counts, grams } = stockViews[view];
    const counted = lots.filter((lot) => counts(lot, today));
    if (counted.length === 0 && view !== 'all') return [];
    return [{ view, lots: counted.length, grams: counted.reduce((sum, lot) => sum + grams(lot), 0) }];
  });
}
