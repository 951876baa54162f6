/** Why the witness refuses. The codes are stable: clients tell refusals apart by them. */
export const refusalCodes = [
  'unknown-function',
  'bad-arguments',
  'note-malformed',
  'note-mismatch',
  'note-unsigned',
  'organisation-not-allowed',
  'organisation-not-owner',
  'empty-log',
  'shrink',
  'same-size-other-root',
  'unknown-signer',
  'fork',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/**
 * A refusal travels as text, `<code>: <reason>`. It stays short: a gRPC connection breaks on status messages of tens of
 * kilobytes, so nothing that the caller sent is repeated.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;

  constructor(code: RefusalCode, reason: string) {
    super(`${code}: ${reason}`);
    this.code = code;
  }
}
