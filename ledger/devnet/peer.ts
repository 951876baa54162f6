import { common } from '@hyperledger/fabric-protos';
import { attempt } from '#ledger/blocks/attempt.ts';
import { envelopesOf, filterOf, metadataSlot, newBlock } from '#ledger/blocks/block.ts';
import { changesOf, type StateChange } from '#ledger/blocks/changes-of.ts';
import { commitHash } from '#ledger/blocks/commit-hash.ts';
import type { Members } from '#ledger/blocks/members.ts';
import { commitHashIn } from '#ledger/blocks/read-block.ts';
import { type AppendedBlock, BlockStore, type TransactionPlace } from './ledger/block-store.ts';
import { type BlockVerdict, validateBlock } from './ledger/validate-block.ts';
import { WorldState } from './ledger/world-state.ts';
import type { NodeIdentity } from './node-identity.ts';

export interface PeerParts {
  readonly identity: NodeIdentity;
  readonly members: Members;
  readonly blockFile: string;
}

/** A block that is durable, and what it changes once it is shown. */
export interface StoredBlock extends AppendedBlock {
  readonly changes: readonly StateChange[];
}

/** One organisation's copy of the ledger. It decides for itself which transactions of a block count. */
export class Peer {
  readonly identity: NodeIdentity;
  readonly members: Members;
  readonly state = new WorldState();
  blocks!: BlockStore;
  #commitHash: Uint8Array = new Uint8Array();
  readonly #listeners = new Set<() => void>();

  private constructor({ identity, members }: PeerParts) {
    this.identity = identity;
    this.members = members;
  }

  static async open(parts: PeerParts): Promise<Peer> {
    const peer = new Peer(parts);
    peer.blocks = await BlockStore.open(parts.blockFile, (block) => peer.#replay(block));
    return peer;
  }

  get mspId(): string {
    return this.identity.mspId;
  }

  /**
   * Takes the next block from the orderer and makes it durable here. Only `show` lets it be seen, so that a reader may find
   * it everywhere at once; it must come before the next block.
   */
  async store(ordered: common.Block): Promise<StoredBlock> {
    const header = ordered.getHeader()!;
    const { filter, changes } = this.#validate(ordered);
    const slots: Record<number, Uint8Array> = {
      [metadataSlot.signatures]: ordered.getMetadata()!.getMetadataList_asU8()[metadataSlot.signatures]!,
      [metadataSlot.filter]: filter,
    };
    if (header.getNumber() > 0) {
      this.#commitHash = commitHash(filter, changes, this.#commitHash);
      slots[metadataSlot.commitHash] = metadataOf(this.#commitHash);
    }
    const block = newBlock(header, ordered.getData()!, slots);
    return { ...(await this.blocks.append(block)), changes };
  }

  show(stored: StoredBlock): void {
    this.blocks.show(stored);
    this.state.apply(stored.changes);
    for (const listener of this.#listeners) listener();
  }

  placeOf(transactionId: string): TransactionPlace | undefined {
    return this.blocks.find(transactionId);
  }

  /** Calls back after each block from now on. Dispose the answer to stop. */
  onCommit(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  close(): Promise<void> {
    return this.blocks.close();
  }

  #validate(ordered: common.Block): BlockVerdict {
    const number = ordered.getHeader()!.getNumber();
    if (number === 0) return { filter: Uint8Array.of(0), changes: [] };
    return validateBlock(number, envelopesOf(ordered), {
      members: this.members,
      state: this.state,
      isKnown: (id) => this.blocks.find(id) !== undefined,
    });
  }

  /**
   * What this peer decided when it committed the block holds; it is not decided again. What somebody made unreadable in the
   * file changes nothing here, and the audit names it.
   */
  #replay(block: common.Block): void {
    this.state.apply(attempt(() => changesOf(block, filterOf(block))) ?? []);
    this.#commitHash = attempt(() => commitHashIn(block)) ?? this.#commitHash;
  }
}

function metadataOf(value: Uint8Array): Uint8Array {
  const metadata = new common.Metadata();
  metadata.setValue(value);
  return metadata.serializeBinary();
}
