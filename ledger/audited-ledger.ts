import type { AnchoredCheckpoint } from './attestation/anchored-checkpoint.ts';
import type { LedgerIdentity } from './port.ts';

/**
 * A ledger as an auditor sees it: every organisation's own copy, each asked by itself. What one peer says, no other
 * vouches for; so that a copy that was altered can be told from the others.
 */
export interface AuditedLedger extends AsyncDisposable {
  readonly identity: LedgerIdentity;
  /** For people: `development ledger, no outside witness`. */
  readonly label: string;
  readonly peers: readonly AuditedPeer[];
}

/**
 * One organisation's peer. Its calls reject with a LedgerError: `ledger-unavailable` when it did not answer in time,
 * `ledger-rejected` when it answered with a refusal or with something else than was asked for, or nobody of its
 * organisation signed the answer.
 */
export interface AuditedPeer {
  readonly organisation: AuditedOrganisation;
  readonly name: string;
  /** Number of blocks that it says it has. */
  height(): Promise<number>;
  /**
   * The blocks from where the last call ended up to but not including `end`, in order, checked by themselves and with those
   * before. A block that the peer refuses to give is among them.
   */
  blocks(end: number): AsyncGenerator<CheckedBlock>;
  /** The newest checkpoint of a log in its state. */
  head(origin: string): Promise<AnchoredCheckpoint | undefined>;
  /** The checkpoints with sizes from `from` to `to`, both included, in its state, in order of size: the first `checkpointsAtOnce`. */
  checkpoints(origin: string, from: number, to: number): Promise<AnchoredCheckpoint[]>;
}

/** As many as the witness gives at once, and no peer more. */
export const checkpointsAtOnce = 1000;

export interface AuditedOrganisation {
  readonly mspId: string;
  readonly title: { readonly zh: string; readonly en: string };
}

/** A block, and what of it does not fit by itself and with those before it. */
export interface CheckedBlock {
  readonly number: number;
  readonly flaws: readonly BlockFlaw[];
  /** Hash of its header, in hex: the same on every peer. Absent when it cannot be read. */
  readonly headerHash?: string;
  /** Which transactions count and what they lead to, in hex: the same on every peer. Absent when it cannot be read. */
  readonly outcome?: string;
  /** False when its transactions, or which of them count, are not known for sure; then nothing is derived from it. */
  readonly isCertain: boolean;
  /** What its valid transactions anchored. */
  readonly anchored: readonly AnchoredCheckpoint[];
}

/** Something in a block that does not fit. The codes are stable. */
export interface BlockFlaw {
  readonly code: BlockFlawCode;
  /** Field of the block, key on the ledger, or why. */
  readonly place: string;
  /** Id of the transaction. */
  readonly transaction?: string;
}

export type BlockFlawCode =
  /** The peer says it has the block and does not give it. */
  | 'block-refused'
  /** The bytes are not as Fabric writes a block. */
  | 'block-form'
  /** The first block is not the one that the channel was agreed on with. */
  | 'block-first'
  /** It bears another number than its place in the chain. */
  | 'block-number'
  /** The transactions are not those that its header stands for. */
  | 'block-data'
  /** Its header does not name the block before it. */
  | 'block-link'
  /** The orderers that must sign did not sign it. */
  | 'block-signature'
  /** The codes that say which transactions count do not lead to the peer's own commit hash. */
  | 'block-codes'
  /** A transaction counts that may not. */
  | 'transaction-invalid'
  /** A transaction counts that not all organisations endorsed which must. */
  | 'transaction-unendorsed'
  /** A transaction that counts writes the witness's keys as the witness never does. */
  | 'anchor-malformed'
  /** A checkpoint that counts does not continue the head before it. */
  | 'anchor-discontinued';
