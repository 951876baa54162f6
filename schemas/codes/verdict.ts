/**
 * What a check of an identifier code answers.
 *
 * `reject` means the code cannot be what it claims to be. Only a failed check digit is `overridable` (genuine
 * early pilot codes fail it): a second person may accept it with a reason. Structure never is.
 * `warn` means well-formed but odd, and is never a ground for refusal: division codes change for years before
 * licences do.
 */
export interface CodeVerdict {
  readonly level: 'pass' | 'warn' | 'reject';
  /** The code as it is to be stored and compared. */
  readonly normalised: string;
  /** Why it is rejected, or else the first warning. Absent on `pass`. */
  readonly reason?: CodeReason;
  /** Everything odd about a code that is well-formed. */
  readonly warnings: readonly CodeWarning[];
  /** True when a second person may accept the rejected code with a reason. */
  readonly overridable: boolean;
}

/** Names why a code is rejected. */
export type CodeRejection =
  | 'prefix'
  | 'legacy_qs'
  | 'length'
  | 'charset'
  | 'department'
  | 'first_digit'
  | 'category'
  | 'business_type'
  | 'region'
  | 'date'
  | 'check_digit';

/** `region`: unknown division code; `region_retired`: abolished one, resolves to a live successor. */
export type CodeWarning = 'region' | 'region_retired' | 'entity_type' | 'inner_check_digit' | 'prefix';

export type CodeReason = CodeRejection | CodeWarning;

/** Tells whether a six-digit division code is in force, was once, or is in no table. */
export type KnownRegion = (code: string) => 'live' | 'retired' | 'unknown';

export function accepted(normalised: string, warnings: readonly CodeWarning[] = []): CodeVerdict {
  const [first] = warnings;
  if (first === undefined) return { level: 'pass', normalised, warnings, overridable: false };
  return { level: 'warn', normalised, reason: first, warnings, overridable: false };
}

export function rejected(
  normalised: string,
  reason: CodeRejection,
  warnings: readonly CodeWarning[] = [],
): CodeVerdict {
  return { level: 'reject', normalised, reason, warnings, overridable: reason === 'check_digit' };
}

/** The warnings that a division code inside another code gives rise to. */
export function regionWarnings(code: string, knownRegion: KnownRegion): CodeWarning[] {
  const status = knownRegion(code);
  if (status === 'live') return [];
  return [status === 'retired' ? 'region_retired' : 'region'];
}
