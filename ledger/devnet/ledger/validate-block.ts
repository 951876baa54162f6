import { peer } from '@hyperledger/fabric-protos';
import type { StateChange } from '#ledger/blocks/changes-of.ts';
import type { Members } from '#ledger/blocks/members.ts';
import type { KeyRead, NamespaceReadWrites, RangeRead, Version } from '#ledger/blocks/read-write-set.ts';
import { transactionIdIn } from '#ledger/blocks/transaction.ts';
import { type ValidationCode, validateEnvelope } from '#ledger/blocks/validate-envelope.ts';
import { endorsingOrganisations } from '../channel.ts';
import type { WorldState } from './world-state.ts';

const Code = peer.TxValidationCode;

/** What a block is validated against. */
export interface Committed {
  readonly members: Members;
  readonly state: WorldState;
  /** Whether an earlier block has a transaction of this id. */
  readonly isKnown: (transactionId: string) => boolean;
}

export interface BlockVerdict {
  /** One validation code for each transaction. */
  readonly filter: Uint8Array;
  /** What the valid ones change, in their order. */
  readonly changes: readonly StateChange[];
}

/** Both must endorse. */
const endorsers = endorsingOrganisations.map(({ mspId }) => mspId);

/** Finds out which transactions of a block count: first each by itself, then in their order against the state. */
export function validateBlock(
  number: number,
  envelopes: readonly Uint8Array[],
  committed: Committed,
): BlockVerdict {
  const seen = new Set<string>();
  const changes = new PendingChanges(committed.state);
  const filter = envelopes.map((bytes, transaction): ValidationCode => {
    const verdict = validateEnvelope(bytes, { ...committed, endorsers });
    if (verdict.code !== Code.VALID) return verdict.code;
    const id = transactionIdIn(bytes);
    if (seen.has(id)) return Code.DUPLICATE_TXID;
    seen.add(id);
    const conflict = changes.conflictOf(verdict.readWrites);
    if (conflict) return conflict;
    changes.add(verdict.readWrites, { block: number, transaction });
    return Code.VALID;
  });
  return { filter: Uint8Array.from(filter), changes: changes.all };
}

/** The state with the changes of earlier transactions of the same block. */
class PendingChanges {
  readonly all: StateChange[] = [];
  readonly #state: WorldState;
  readonly #keys = new Set<string>();

  constructor(state: WorldState) {
    this.#state = state;
  }

  add(sets: readonly NamespaceReadWrites[], version: Version): void {
    for (const { namespace, writes } of sets) {
      for (const { key, value } of writes) {
        this.all.push({ namespace, key, value, version });
        this.#keys.add(keyIn(namespace, key));
      }
    }
  }

  /** Why what was read is no longer so; nothing when it still is. */
  conflictOf(sets: readonly NamespaceReadWrites[]): ValidationCode | undefined {
    for (const { namespace, reads, ranges } of sets) {
      if (!reads.every((read) => this.#isCurrent(namespace, read))) return Code.MVCC_READ_CONFLICT;
      if (!ranges.every((range) => this.#isWhole(namespace, range))) return Code.PHANTOM_READ_CONFLICT;
    }
    return undefined;
  }

  /** A key that this block has written conflicts, whatever its version. */
  #isCurrent(namespace: string, { key, version }: KeyRead): boolean {
    if (this.#keys.has(keyIn(namespace, key))) return false;
    return isSame(this.#state.get(namespace, key)?.version, version);
  }

  #isWhole(namespace: string, { start, end, reads }: RangeRead): boolean {
    const now = this.#state.between(namespace, start, end);
    if (this.all.some((change) => change.namespace === namespace && isWithin(change.key, start, end)))
      return false;
    return (
      now.length === reads.length &&
      now.every(
        ([key, { version }], index) => key === reads[index]!.key && isSame(version, reads[index]!.version),
      )
    );
  }
}

function keyIn(namespace: string, key: string): string {
  return `${namespace}\0${key}`;
}

function isSame(a: Version | undefined, b: Version | undefined): boolean {
  return a?.block === b?.block && a?.transaction === b?.transaction;
}

function isWithin(key: string, start: string, end: string): boolean {
  return (
    Buffer.compare(Buffer.from(key), Buffer.from(start)) >= 0 &&
    (end === '' || Buffer.compare(Buffer.from(key), Buffer.from(end)) < 0)
  );
}
