import { checkFiling } from '#schemas/codes/filing.ts';
import { checkFoodOperationLicence } from '#schemas/codes/food-operation-licence.ts';
import { checkFoodProductionLicence } from '#schemas/codes/food-production-licence.ts';
import { checkResidentId } from '#schemas/codes/resident-id.ts';
import { checkUscc } from '#schemas/codes/uscc.ts';
import type { CodeVerdict, KnownRegion } from '#schemas/codes/verdict.ts';
import type { DocumentType } from '../reference/index.ts';

const checkers: Readonly<Record<string, (text: string, known: KnownRegion) => CodeVerdict>> = {
  USCC: checkUscc,
  SC: checkFoodProductionLicence,
  JY: checkFoodOperationLicence,
  RESIDENT_ID: checkResidentId,
};

export interface CheckedNumber {
  /** Which of the document type's number formats it is; undefined when no check of it is known. */
  readonly format: string | undefined;
  /** Undefined when no check is known: such numbers are kept as typed. */
  readonly verdict: CodeVerdict | undefined;
}

/** Checks a paper's number. Where a type allows several formats, the kindest verdict counts. */
export function checkNumber(type: DocumentType, text: string, known: KnownRegion): CheckedNumber {
  if (type.code === 'YB_FILING') return { format: 'YB', verdict: checkFiling(text) };
  const verdicts = type.numberFormats.flatMap((format) => {
    const verdict = checkers[format]?.(text, known);
    return verdict ? [{ format, verdict }] : [];
  });
  return (
    verdicts.toSorted((a, b) => severity(a.verdict) - severity(b.verdict))[0] ?? {
      format: undefined,
      verdict: undefined,
    }
  );
}

function severity({ level, overridable }: CodeVerdict): number {
  if (level === 'reject') return overridable ? 2 : 3;
  return level === 'warn' ? 1 : 0;
}
