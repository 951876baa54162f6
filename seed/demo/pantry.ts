import type { GoodsKey } from './goods.ts';

/** A lot in the store as the story remembers it. */
export interface StoredLot {
  readonly lotId: string;
  readonly code: string;
  grams: number;
}

/** What a school has in store, oldest first, so that the story issues first in first out as the rules ask. */
export class Pantry {
  readonly #lots = new Map<GoodsKey, StoredLot[]>();

  put(goods: GoodsKey, lot: StoredLot): void {
    this.#lots.set(goods, [...(this.#lots.get(goods) ?? []), lot]);
  }

  gramsOf(goods: GoodsKey): number {
    return (this.#lots.get(goods) ?? []).reduce((sum, { grams }) => sum + grams, 0);
  }

  /** Takes up to `grams`, from the oldest lot on. */
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
}
