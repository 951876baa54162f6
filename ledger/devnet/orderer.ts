import { common } from '@hyperledger/fabric-protos';
import { dataHash, headerDer, metadataSlot, newBlock } from '#ledger/blocks/block.ts';
import { batchLimits } from './channel.ts';
import { BlockStore } from './ledger/block-store.ts';
import type { NodeIdentity } from './node-identity.ts';

export interface OrdererParts {
  readonly identity: NodeIdentity;
  readonly blockFile: string;
  /** A block is cut after this long even when it is not full. */
  readonly batchTimeoutMs: number;
  /** Gets each block once it is durable here, in order. */
  readonly deliver: (block: common.Block) => Promise<void>;
}

/**
 * Puts transactions in order and signs blocks. What it has accepted but not yet written is lost in a crash, as with a real
 * orderer: acceptance is no promise.
 */
export class Orderer {
  blocks!: BlockStore;
  readonly #parts: OrdererParts;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #failure: unknown;

  private constructor(parts: OrdererParts) {
    this.#parts = parts;
  }

  static async open(parts: OrdererParts): Promise<Orderer> {
    const orderer = new Orderer(parts);
    orderer.blocks = await BlockStore.open(parts.blockFile, () => undefined);
    return orderer;
  }

  /** Takes the channel's first block, unless the chain has begun. */
  async begin(genesis: common.Block): Promise<void> {
    if (this.blocks.height === 0) this.blocks.show(await this.blocks.append(genesis));
  }

  /**
   * Why no more blocks can be written, such as a full disk. A block may then be on some nodes and not on others; the next
   * start puts that right.
   */
  get failure(): unknown {
    return this.#failure;
  }

  order(envelope: common.Envelope): void {
    const bytes = envelope.serializeBinary();
    const size = envelope.getPayload_asU8().length + envelope.getSignature_asU8().length;
    if (this.#pendingBytes + size > batchLimits.preferredMaxBytes) this.#cut();
    this.#pending.push(bytes);
    this.#pendingBytes += size;
    const isFull =
      this.#pending.length >= batchLimits.maxTransactions || size > batchLimits.preferredMaxBytes;
    if (isFull) this.#cut();
    else this.#timer ??= setTimeout(() => this.#cut(), this.#parts.batchTimeoutMs);
  }

  /** Forgets what is accepted and not yet in a block, as a crash would. */
  forgetPending(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  /** Runs something between two blocks. */
  between<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#writing.then(task);
    this.#writing = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  /** Writes what is pending and waits until all blocks are delivered. */
  async flush(): Promise<void> {
    this.#cut();
    await this.#writing;
  }

  async close(): Promise<void> {
    await this.flush();
    await this.blocks.close();
  }

  #cut(): void {
    const envelopes = this.#pending;
    this.forgetPending();
    if (envelopes.length === 0) return;
    this.#writing = this.#writing
      .then(() => this.#write(envelopes))
      .catch((error) => {
        this.#failure = error;
      });
  }

  async #write(envelopes: readonly Uint8Array[]): Promise<void> {
    if (this.#failure) return;
    const header = new common.BlockHeader();
    header.setNumber(this.blocks.height);
    header.setPreviousHash(this.blocks.lastHash);
    header.setDataHash(dataHash(envelopes));
    const data = new common.BlockData();
    data.setDataList([...envelopes]);
    const block = newBlock(header, data, { [metadataSlot.signatures]: this.#signatures(header) });
    this.blocks.show(await this.blocks.append(block));
    await this.#parts.deliver(block);
  }

  /** The orderer's signature covers the order, not which transactions are valid: that each peer finds out later. */
  #signatures(header: common.BlockHeader): Uint8Array {
    const lastConfig = new common.LastConfig();
    lastConfig.setIndex(0);
    const content = new common.OrdererBlockMetadata();
    content.setLastConfig(lastConfig);
    content.setConsenterMetadata(new common.Metadata().serializeBinary());
    const value = content.serializeBinary();

    const { identity } = this.#parts;
    const signature = new common.MetadataSignature();
    const signatureHeader = identity.signatureHeader();
    signature.setSignatureHeader(signatureHeader);
    signature.setSignature(identity.sign(Buffer.concat([value, signatureHeader, headerDer(header)])));
    const metadata = new common.Metadata();
    metadata.setValue(value);
    metadata.setSignaturesList([signature]);
    return metadata.serializeBinary();
  }
}
