/** The oil vat of a school: one lot is in it at a time. */
export interface Vat {
  lotId?: string;
  grams: number;
}

export const firstFillGrams = 40_000;
export const topUpGrams = 8_000;
export const oilPerDinerGrams = 7;
