/** What went wrong in plain words, with what the last of the repeated tries was told. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `\nThe last refusal was: ${describeFailure(error.cause)}` : '';
  return `${error.message}${cause}`;
}
