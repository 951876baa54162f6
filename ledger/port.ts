import type { FabricWitness } from './attestation/fabric-witness.ts';
import type { Checkpoint } from './checkpoint.ts';

/**
 * The ledger: a place outside the log's own database that remembers checkpoints, so that whoever runs the
 * database cannot later pretend that they were others. It takes checkpoints, never records.
 *
 * Every adapter passes the one contract suite in tests/support.
 */

/** A checkpoint on its way to the ledger. */
export type Publication = Checkpoint & {
  /** The signed note of this checkpoint, verbatim. */
  note: string;
  /** The size that the ledger last accepted from this origin; 0 if this is its first checkpoint. */
  previousSize: number;
  /** From `previousSize` to `size` (RFC 6962 section 2.1.2); empty if `previousSize` is 0 or `size`. */
  consistencyProof: readonly Uint8Array[];
};

/** Where the ledger keeps a checkpoint: what a proof bundle needs to point there. */
export type Anchoring = Checkpoint & {
  note: string;
  /** The ledger's own identifier of the write. */
  transactionId: string;
  /** The block that holds the write. */
  blockNumber: number;
  /** When this process saw that the write is durable, RFC 3339 UTC. A claim of ours, not of the ledger. */
  anchoredAt: string;
  /** What organisations said and signed when asked for the checkpoint, as a proof bundle carries it. */
  witness: FabricWitness;
};

/** What a ledger says of itself, to be shown wherever its evidence is shown. */
export type LedgerIdentity = {
  kind: 'fabric-development' | 'fabric';
  /** Which one: channel, chaincode, and who attests. */
  name: string;
  /** Whether organisations other than the operator hold and check it. */
  witness: 'none' | 'organisations';
};

/** Whom to trust for what a ledger's organisations attest: a member of the trust file's list `ledgers`, as JSON. */
export type LedgerTrust = {
  readonly kind: 'fabric' | 'fabric-development';
  readonly channel: string;
  readonly chaincode: string;
  readonly quorum: number;
  readonly organisations: readonly {
    readonly mspId: string;
    readonly name: { readonly zh: string; readonly en: string };
    readonly role: string;
    /** PEM. */
    readonly authorities: readonly string[];
  }[];
};

/** How the ledger fared since it was opened, for whoever watches the product. */
export type LedgerFigures = {
  /** Requests that are running or wait for their turn. */
  readonly inHand: number;
  /** How often a request failed, by code. */
  readonly failures: Readonly<Record<LedgerErrorCode, number>>;
  /** How often the network was asked again after it had not answered, or not with a result. */
  readonly askedAgain: number;
};

export interface Ledger extends AsyncDisposable {
  readonly identity: LedgerIdentity;
  readonly figures: LedgerFigures;
  /** For the trust file. */
  readonly trusted: LedgerTrust;

  /**
   * Makes a checkpoint durable.
   *
   * - It has happened when the promise resolves, and survives a crash of everything at that moment. When the
   *   promise rejects with `ledger-unavailable` it may or may not have happened: publish the same again.
   * - Publishing the size and root that the ledger already holds succeeds again, with the first anchoring.
   * - A size that the ledger holds with another root: `ledger-conflict`. A size below the head, or a
   *   `previousSize` that is not the head: `ledger-conflict`.
   * - A consistency proof that does not hold, or a request the ledger will never take: `ledger-rejected`.
   * - Passing faults are retried inside, up to a deadline of the adapter's; then `ledger-unavailable`.
   * - More requests at once than the adapter takes in hand: `ledger-unavailable` at once.
   * - Safe to call at the same time from many places and processes: of two that extend the same head one
   *   wins, the other gets `ledger-conflict`.
   */
  publish(publication: Publication): Promise<Anchoring>;

  /** The newest checkpoint of an origin, or undefined if it has none. */
  latest(origin: string): Promise<Anchoring | undefined>;

  /** The checkpoint of an origin at exactly this size, or undefined. */
  at(origin: string, size: number): Promise<Anchoring | undefined>;
}

/** The three ways in which a ledger fails. Only `ledger-unavailable` may go well on another try. */
export type LedgerErrorCode = 'ledger-unavailable' | 'ledger-conflict' | 'ledger-rejected';

export class LedgerError extends Error {
  readonly code: LedgerErrorCode;

  constructor(code: LedgerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LedgerError';
    this.code = code;
  }
}
