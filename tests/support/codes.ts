import { syntheticCodes } from '#seed/demo/codes.ts';
import { reference } from './reference.ts';

export const { creditCode, operationLicence, productionLicence } = syntheticCodes(
  reference.divisions.knownRegion,
);

/** The same number with another last digit: only the check digit is wrong. */
export const misprinted = (code: string): string => code.slice(0, -1) + (code.endsWith('7') ? '5' : '7');

/** A credit code with nothing odd about it but a division that is in no table. */
export const unlistedCreditCode = (): string => syntheticCodes(() => 'live').creditCode('330197');
