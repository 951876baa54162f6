import { satisfiesMod1110 } from './mod-11-10.ts';
import { normalise } from './normalise.ts';
import { accepted, type CodeVerdict, type KnownRegion, regionWarnings, rejected } from './verdict.ts';

/** QS numbers ended on 2018-10-01, when SC numbers had replaced them all. */
const LEGACY_QS = /^QS\d{12}$/;
const LENGTH = 16;
const FOOD = '1';
const ADDITIVE = '2';

/**
 * Checks a food production licence number: SC, 1 food or 2 additive, category (01-31, additives 01-03),
 * six-digit division at issue, four-digit serial, check digit MOD 11,10.
 */
export function checkFoodProductionLicence(text: string, knownRegion: KnownRegion): CodeVerdict {
  const code = normalise(text);
  if (LEGACY_QS.test(code)) return rejected(code, 'legacy_qs');
  if (!code.startsWith('SC')) return rejected(code, 'prefix');
  if (!/^SC\d*$/.test(code)) return rejected(code, 'charset');
  if (code.length !== LENGTH) return rejected(code, 'length');
  const kind = code.charAt(2);
  if (kind !== FOOD && kind !== ADDITIVE) return rejected(code, 'first_digit');
  const category = Number(code.slice(3, 5));
  if (category < 1 || category > (kind === FOOD ? 31 : 3)) return rejected(code, 'category');

  const warnings = regionWarnings(code.slice(5, 11), knownRegion);
  if (!satisfiesMod1110(code.slice(2))) return rejected(code, 'check_digit', warnings);
  return accepted(code, warnings);
}

/**
 * The category prefix of a well-formed number, as in the category table: `101` grain … `131` other food,
 * `201` additive. It is the maker's main category, so it may differ from the product's.
 */
export function productionCategory(code: string): string {
  return normalise(code).slice(2, 5);
}
