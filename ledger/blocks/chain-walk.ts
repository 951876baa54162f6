import { common, peer } from '@hyperledger/fabric-protos';
import type { BlockFlaw, BlockFlawCode, CheckedBlock } from '../audited-ledger.ts';
import { equalBytes } from '../bytes.ts';
import { AnchorWalk, type WitnessRules } from './anchors.ts';
import { dataHash, envelopesOf, filterOf, headerHash, metadataSlot } from './block.ts';
import { changesOf, hashedChangesOf, validSets } from './changes-of.ts';
import { commitHash } from './commit-hash.ts';
import { configurationIn } from './configuration.ts';
import { signatureFault } from './orderer-signatures.ts';
import type { OrderingRules } from './ordering-rules.ts';
import { commitHashIn, readBlock, slotsOf } from './read-block.ts';
import { madeAt, readHeader } from './transaction.ts';

/** What must be known of a channel, by another way than from a peer, to check a peer's blocks. */
export interface TrustedChannel extends WitnessRules {
  /** The block that the organisations agreed on when they made the channel: common.Block. */
  readonly firstBlock: Uint8Array;
}

/** With one of these nobody can tell what the block did. */
const obscuring: ReadonlySet<BlockFlawCode> = new Set([
  'block-form',
  'block-first',
  'block-number',
  'block-data',
  'block-codes',
]);

/** Checks one peer's chain, block by block from the first on, with nothing but the blocks and what was known before. */
export class ChainWalk {
  readonly #anchors: AnchorWalk;
  readonly #first: common.Block;
  #rules: OrderingRules;
  /** Hash of the header before; nothing when that is not known for sure. */
  #previousHash: Uint8Array | undefined = new Uint8Array();
  /** What the commit hash before may have been: a peer's own word and ours, when they differ. Empty: not known. */
  #commitHashes: readonly Uint8Array[] = [new Uint8Array()];

  /** @throws Error when the first block is none, or does not say who signs blocks */
  constructor({ firstBlock, ...rules }: TrustedChannel) {
    this.#first = common.Block.deserializeBinary(firstBlock);
    const { ordering, members } = configurationIn(envelopesOf(this.#first)[0] ?? new Uint8Array());
    this.#rules = ordering;
    this.#anchors = new AnchorWalk(rules, members);
  }

  /** A block that the peer does not give, or not in one piece. */
  miss(number: number, flaw: BlockFlaw): CheckedBlock {
    this.#previousHash = undefined;
    this.#commitHashes = [];
    this.#anchors.loseTrack();
    return { number, flaws: [flaw], isCertain: false, anchored: [] };
  }

  take(number: number, bytes: Uint8Array): CheckedBlock {
    let block: common.Block;
    try {
      block = readBlock(bytes);
    } catch (error) {
      return this.miss(number, { code: 'block-form', place: (error as Error).message });
    }
    const header = block.getHeader()!;
    const filter = filterOf(block);
    const flaws = this.#chainFlaws(number, block);
    const isIntact = !flaws.some(({ code }) => obscuring.has(code));
    if (number > 0) flaws.push(...this.#outcomeFlaws(block, isIntact));
    const isCertain = !flaws.some(({ code }) => obscuring.has(code));
    if (!isCertain) this.#anchors.loseTrack();
    else if (flaws.length === 0) this.#followConfiguration(block, filter);
    const found = isCertain ? this.#anchors.take(block, filter) : { anchored: [], flaws: [] };
    return {
      number,
      flaws: [...flaws, ...found.flaws],
      headerHash: headerHash(header).toString('hex'),
      outcome: Buffer.concat([filter, commitHashIn(block)]).toString('hex'),
      isCertain,
      anchored: found.anchored,
    };
  }

  /** Whether the block is the next of the chain, as it was ordered. */
  #chainFlaws(number: number, block: common.Block): BlockFlaw[] {
    const header = block.getHeader()!;
    const flaws: BlockFlaw[] = [];
    const flaw = (code: BlockFlawCode, place: string) => flaws.push({ code, place });
    if (header.getNumber() !== number) flaw('block-number', 'header.number');
    if (!equalBytes(dataHash(envelopesOf(block)), header.getDataHash_asU8())) flaw('block-data', 'data');
    if (this.#previousHash && !equalBytes(this.#previousHash, header.getPreviousHash_asU8()))
      flaw('block-link', 'header.previous_hash');
    const fault = number === 0 ? this.#firstFault(block) : this.#signatureFault(block);
    if (fault) flaw(number === 0 ? 'block-first' : 'block-signature', fault);
    // A header that nobody vouches for says nothing of the one after it.
    this.#previousHash = fault ? undefined : headerHash(header);
    return flaws;
  }

  #signatureFault(block: common.Block): string | undefined {
    const slot = slotsOf(block)[metadataSlot.signatures]!;
    const fault = signatureFault(block.getHeader()!, slot, { rules: this.#rules, at: madeAt(block) });
    return fault && `metadata[${metadataSlot.signatures}]: ${fault}`;
  }

  /** Nobody signs the first block: it must be the one that was agreed on, whatever the peer adds to it. */
  #firstFault(block: common.Block): string | undefined {
    if (!equalBytes(headerHash(block.getHeader()!), headerHash(this.#first.getHeader()!))) return 'header';
    const slot = metadataSlot.signatures;
    if (!equalBytes(slotsOf(block)[slot]!, slotsOf(this.#first)[slot]!)) return `metadata[${slot}]`;
    return filterOf(block).every((code) => code === 0) ? undefined : `metadata[${metadataSlot.filter}]`;
  }

  /**
   * Whether the codes of the transactions and what they change lead to the commit hash that the peer wrote. Where nobody can
   * say, because the block before or the transactions are not known for sure, its word is taken for the blocks after it.
   */
  #outcomeFlaws(block: common.Block, isIntact: boolean): BlockFlaw[] {
    const filter = filterOf(block);
    const stated = commitHashIn(block);
    const previous = this.#commitHashes;
    this.#commitHashes = [stated];
    if (!isIntact || previous.length === 0) return [];
    const computed = previous.map((each) => computedHash(block, filter, each));
    if (computed.some((each) => each === 'unknown' || (each && equalBytes(each, stated)))) return [];
    this.#commitHashes = [stated, ...computed.filter((each) => each instanceof Uint8Array)];
    const place = `metadata[${metadataSlot.filter}] or metadata[${metadataSlot.commitHash}]`;
    return [{ code: 'block-codes', place }];
  }

  /** From the next block on, orderers and members are those of a new configuration. */
  #followConfiguration(block: common.Block, filter: Uint8Array): void {
    const [envelope] = envelopesOf(block);
    if (!envelope || filter[0] !== peer.TxValidationCode.VALID || !isConfiguration(envelope)) return;
    const { ordering, members } = configurationIn(envelope);
    this.#rules = ordering;
    this.#anchors.follow(members);
  }
}

/** `unknown` where Fabric also counts rules for single keys, which the block does not hold as it counts them. */
function computedHash(
  block: common.Block,
  filter: Uint8Array,
  previous: Uint8Array,
): Uint8Array | 'unknown' | undefined {
  try {
    if (validSets(block, filter).some(({ hasMetadataWrites }) => hasMetadataWrites)) return 'unknown';
    return commitHash(filter, [...changesOf(block, filter), ...hashedChangesOf(block, filter)], previous);
  } catch {
    return undefined;
  }
}

/** Whether a transaction sets the channel's configuration. */
export function isConfiguration(envelope: Uint8Array): boolean {
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(envelope).getPayload_asU8(),
  );
  return readHeader(payload).channelHeader.getType() === common.HeaderType.CONFIG;
}
