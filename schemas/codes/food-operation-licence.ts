import { satisfiesMod1110 } from './mod-11-10.ts';
import { normalise } from './normalise.ts';
import { accepted, type CodeVerdict, type KnownRegion, regionWarnings, rejected } from './verdict.ts';

const LENGTH = 16;

const operationBusinessTypes = { '1': 'sales', '2': 'catering', '3': 'canteen' } as const;
export type OperationBusinessType = (typeof operationBusinessTypes)[keyof typeof operationBusinessTypes];

/**
 * Checks a food operation licence number: JY, business type (1 sales, 2 catering, 3 canteen of a unit),
 * six-digit division at issue, six-digit serial, check digit MOD 11,10.
 */
export function checkFoodOperationLicence(text: string, knownRegion: KnownRegion): CodeVerdict {
  const code = normalise(text);
  if (!code.startsWith('JY')) return rejected(code, 'prefix');
  if (!/^JY\d*$/.test(code)) return rejected(code, 'charset');
  if (code.length !== LENGTH) return rejected(code, 'length');
  if (operationBusinessType(code) === undefined) return rejected(code, 'business_type');

  const warnings = regionWarnings(code.slice(3, 9), knownRegion);
  if (!satisfiesMod1110(code.slice(2))) return rejected(code, 'check_digit', warnings);
  return accepted(code, warnings);
}

/** What the holder may run. A canteen licence does not allow wholesale. */
export function operationBusinessType(code: string): OperationBusinessType | undefined {
  const types: Readonly<Record<string, OperationBusinessType>> = operationBusinessTypes;
  return types[normalise(code).charAt(2)];
}
