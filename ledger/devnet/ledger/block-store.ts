import { common } from '@hyperledger/fabric-protos';
import { attempt } from '#ledger/blocks/attempt.ts';
import { envelopesOf, filterOf, headerHash } from '#ledger/blocks/block.ts';
import { transactionIdIn } from '#ledger/blocks/transaction.ts';
import { BlockFile, type BlockPlace } from './block-file.ts';

/** Where a transaction first appeared, and what came of it there. */
export interface TransactionPlace {
  readonly block: number;
  readonly index: number;
  readonly code: number;
}

export interface AppendedBlock {
  readonly block: common.Block;
  readonly place: BlockPlace;
}

/** One node's copy of the chain, with the ways to find a block in it. */
export class BlockStore {
  #file!: BlockFile;
  readonly #places: BlockPlace[] = [];
  readonly #numbersByHash = new Map<string, number>();
  readonly #transactions = new Map<string, TransactionPlace>();
  #lastHash: Buffer = Buffer.alloc(0);

  /** @param visit sees every block that is there already, in order */
  static async open(path: string, visit: (block: common.Block) => void): Promise<BlockStore> {
    const store = new BlockStore();
    store.#file = await BlockFile.open(path, (bytes, place) => {
      const block = attempt(() => readWhole(bytes));
      if (!block) return void store.#places.push(place);
      store.#index(block, place);
      visit(block);
    });
    return store;
  }

  /** Number of blocks. */
  get height(): number {
    return this.#places.length;
  }

  /** Header hash of the last block; empty before the first. */
  get lastHash(): Buffer {
    return this.#lastHash;
  }

  /** Resolves when the block is durable; only `show` lets it be found. Calls must not overlap. */
  async append(block: common.Block): Promise<AppendedBlock> {
    return { block, place: await this.#file.append(block.serializeBinary()) };
  }

  show({ block, place }: AppendedBlock): void {
    this.#index(block, place);
  }

  /** @throws Error for a block that somebody made unreadable in the file; the others are there, as on a real peer */
  at(number: number): common.Block | undefined {
    const place = this.#places[number];
    return place && readWhole(this.#file.read(place));
  }

  numberOfHash(hash: Uint8Array): number | undefined {
    return this.#numbersByHash.get(Buffer.from(hash).toString('hex'));
  }

  find(transactionId: string): TransactionPlace | undefined {
    return this.#transactions.get(transactionId);
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  #index(block: common.Block, place: BlockPlace): void {
    const header = block.getHeader()!;
    this.#lastHash = headerHash(header);
    this.#numbersByHash.set(this.#lastHash.toString('hex'), this.#places.length);
    this.#places.push(place);
    const filter = filterOf(block);
    envelopesOf(block).forEach((bytes, index) => {
      const id = transactionIdIn(bytes);
      if (id === '' || this.#transactions.has(id)) return;
      this.#transactions.set(id, { block: header.getNumber(), index, code: filter[index] ?? 0 });
    });
  }
}

function readWhole(bytes: Uint8Array): common.Block {
  const block = common.Block.deserializeBinary(bytes);
  if (!block.getHeader() || !block.getData() || !block.getMetadata()) throw new Error('a part is missing');
  return block;
}
