import { scopeCovers } from '#schemas/goods-scope.ts';
import type { LicenceStatus } from '#schemas/qualification.ts';

/** A supplier's paper with the dates and the state that registers give it. */
export interface Licence {
  readonly id: string;
  /** Document type code: BIZ_LICENSE, JY_LICENSE … */
  readonly kind: string;
  readonly validFrom?: string | undefined;
  /** Last valid day; absent for an open-ended paper. */
  readonly validTo?: string | undefined;
  readonly status: LicenceStatus;
  /** Goods classes or groups that it covers; absent when the scope was not recorded. */
  readonly goodsScope?: readonly string[] | undefined;
}

export function isValidOn(licence: Licence, on: string): boolean {
  const inForce = licence.status === 'active' || licence.status === 'abnormal';
  return inForce && (licence.validFrom ?? on) <= on && on <= (licence.validTo ?? on);
}

/** True when the scope names the class (MEAT.OFFAL), its group (MEAT), or was never recorded. */
export function coversGoods(licence: Licence, goodsCode: string): boolean {
  return licence.goodsScope === undefined || scopeCovers(licence.goodsScope, goodsCode);
}
