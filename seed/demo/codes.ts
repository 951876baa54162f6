import { checkFoodOperationLicence } from '#schemas/codes/food-operation-licence.ts';
import { checkFoodProductionLicence } from '#schemas/codes/food-production-licence.ts';
import { checkUscc } from '#schemas/codes/uscc.ts';
import type { CodeVerdict, KnownRegion } from '#schemas/codes/verdict.ts';

/**
 * Numbers that pass every check and belong to nobody: subject codes MAX0…, far beyond the issued MA series, and
 * serials that no authority has given out. The same order of calls gives the same numbers.
 */
export function syntheticCodes(knownRegion: KnownRegion) {
  let serial = 0;
  const next = () => String(++serial % 10_000).padStart(4, '0');
  return {
    /** Unified social credit code; entity 91 is a company, 93 a farmers' cooperative. */
    creditCode: (division = '310115', entity = '91'): string =>
      complete(`${entity}${division}MAX0${next()}`, (code) => checkUscc(code, knownRegion), 2),
    /** Food operation licence: 1 sales, 2 catering, 3 canteen. */
    operationLicence: (division = '310115', business = '1'): string =>
      complete(
        `JY${business}${division}99${next()}`,
        (code) => checkFoodOperationLicence(code, knownRegion),
        1,
      ),
    /** Food production licence of a main category, e.g. 104 meat products. */
    productionLicence: (category = '104', division = '310115'): string =>
      complete(
        `SC${category}${division}${next()}`,
        (code) => checkFoodProductionLicence(code, knownRegion),
        1,
      ),
  };
}

/** Appends the check characters that the product's own checker accepts without a warning. */
function complete(body: string, check: (code: string) => CodeVerdict, characters: number): string {
  const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
  const endings = alphabet.flatMap((a) => (characters === 1 ? [a] : alphabet.map((b) => a + b)));
  const code = endings.map((ending) => body + ending).find((candidate) => check(candidate).level === 'pass');
  if (code === undefined) throw new Error(`no check character completes ${body}`);
  return code;
}
