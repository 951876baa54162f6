import type { GoodsKey } from './goods.ts';

/** A lot in the store as the story remembers it. */
export interface StoredLot {
  readonly lotId: string;
  /** Last day on which it may be used. */
  readonly lastDay: string;
  grams: number;
}

/** What a school has in store, soonest to expire first, in the order in which the rules ask to use it up. */
export class Pantry {
  readonly #lots = new Map<GoodsKey, StoredLot[]>();

  put(goods: GoodsKey, lot: StoredLot): void {
    const lots = [...(this.#lots.get(goods) ?? []), lot];
    this.#lots.set(
      goods,
      lots.sort((a, b) => (a.lastDay < b.lastDay ? -1 : 1)),
    );
  }

  gramsOf(goods: GoodsKey): number {
    return (this.#lots.get(goods) ?? []).reduce((sum, { grams }) => sum + grams, 0);
  }

  /** Takes up to `grams`, from the lot that expires first. */
  take(goods: GoodsKey, grams: number): { lotId: string; grams: number }[] {
    const taken: { lotId: string; grams: number }[] = [];
    let wanted = grams;
    for (const lot of this.#lots.get(goods) ?? []) {
      const share = Math.min(lot.grams, wanted);
      if (share === 0) continue;
      lot.grams -= share;
      wanted -= share;
      taken.push({ lotId: lot.lotId, grams: share });
    }
    return taken;
  }

  /** Takes out what may not be used on `day` any more. */
  clearOut(day: string): StoredLot[] {
    const expired: StoredLot[] = [];
    for (const [goods, lots] of this.#lots) {
      expired.push(...lots.filter(({ grams, lastDay }) => grams > 0 && lastDay < day));
      this.#lots.set(
        goods,
        lots.filter(({ lastDay }) => lastDay >= day),
      );
    }
    return expired;
  }
}
