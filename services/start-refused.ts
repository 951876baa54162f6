/** The product cannot run as it is set up. The message says what its operator can do about it; a stack would tell nothing. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

/** Why something failed, in words. A host of several addresses, of which none answers, leaves a reason for each only. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
