import { checkFoodOperationLicence } from '#schemas/codes/food-operation-licence.ts';
import { checkFoodProductionLicence } from '#schemas/codes/food-production-licence.ts';
import { checkUscc } from '#schemas/codes/uscc.ts';
import type { CodeVerdict } from '#schemas/codes/verdict.ts';
import { reference } from './reference.ts';

const { knownRegion } = reference.divisions;
let serial = 0;
/** Four digits; numbers made from them belong to nobody (see the subject codes and serials below). */
const next = () => String(++serial % 10_000).padStart(4, '0');

/** A credit code that passes every check. Its subject code is far beyond the issued MA series. */
export function creditCode(division = '310115', entity = '91'): string {
  const body = `${entity}${division}MAX0${next()}`;
  return complete(body, (code) => checkUscc(code, knownRegion), 2);
}

/** A food operation licence number: 1 sales, 2 catering, 3 canteen. */
export const operationLicence = (division = '310115', business = '1'): string =>
  complete(`JY${business}${division}99${next()}`, (code) => checkFoodOperationLicence(code, knownRegion), 1);

/** A food production licence number of a category, e.g. 104 meat products. */
export const productionLicence = (category = '104', division = '310115'): string =>
  complete(`SC${category}${division}${next()}`, (code) => checkFoodProductionLicence(code, knownRegion), 1);

/** The same number with another last digit: only the check digit is wrong. */
export const misprinted = (code: string): string => code.slice(0, -1) + (code.endsWith('7') ? '5' : '7');

/** Appends the check characters that the product's own checker accepts without a warning. */
function complete(body: string, check: (code: string) => CodeVerdict, characters: number): string {
  const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
  const endings = alphabet.flatMap((a) => (characters === 1 ? [a] : alphabet.map((b) => a + b)));
  const code = endings.map((ending) => body + ending).find((candidate) => check(candidate).level === 'pass');
  if (code === undefined) throw new Error(`no check character completes ${body}`);
  return code;
}
