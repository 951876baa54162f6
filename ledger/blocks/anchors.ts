import { type common, peer } from '@hyperledger/fabric-protos';
import type { AnchoredCheckpoint } from '../attestation/anchored-checkpoint.ts';
import { headKey } from '../attestation/ledger-keys.ts';
import type { BlockFlaw } from '../audited-ledger.ts';
import { type TreeHead, verifyConsistency } from '../merkle.ts';
import { attempt } from './attempt.ts';
import { envelopesOf } from './block.ts';
import { readWritesIn } from './changes-of.ts';
import type { Members } from './members.ts';
import { type AnchorTransaction, readAnchor } from './read-anchor.ts';
import type { DecodedReadWrites, Version } from './read-write-set.ts';
import { transactionIdIn } from './transaction.ts';
import { validateEnvelope } from './validate-envelope.ts';

/** Who may change what the witness keeps. */
export interface WitnessRules {
  readonly chaincode: string;
  /**
   * MSP ids: a peer of each must have endorsed a change. Of an organisation that joined the channel later, from when the
   * chaincode was defined anew with it there.
   */
  readonly endorsers: readonly string[];
}

/** What the valid transactions of a block put on the ledger, and what of them the witness would never have done. */
export interface BlockAnchors {
  readonly anchored: readonly AnchoredCheckpoint[];
  readonly flaws: readonly BlockFlaw[];
}

type Head = TreeHead & { readonly version: Version };

/**
 * Derives the witness's keys from the blocks alone, one block after the other, and holds every change to the witness's own
 * rules: endorsed by all, both keys with one value, made from the head as it was, and proven to continue it.
 */
export class AnchorWalk {
  readonly #rules: WitnessRules;
  #members: Members;
  #endorsers: readonly string[];
  readonly #heads = new Map<string, Head>();
  /** After blocks that say nothing certain, a head that was never seen may be right. */
  #hasGap = false;

  /** @param members the organisations with peers, of the first block */
  constructor(rules: WitnessRules, members: Members) {
    this.#rules = rules;
    this.#members = members;
    this.#endorsers = rules.endorsers.filter((mspId) => members.has(mspId));
  }

  /** From the next block on, the organisations with peers are others. */
  follow(members: Members): void {
    this.#members = members;
  }

  /** The blocks from here on do not follow from those before. */
  loseTrack(): void {
    this.#heads.clear();
    this.#hasGap = true;
  }

  /** @param block whose transactions are those that its header stands for */
  take(block: common.Block, filter: Uint8Array): BlockAnchors {
    const number = block.getHeader()!.getNumber();
    const anchored: AnchoredCheckpoint[] = [];
    const flaws: BlockFlaw[] = [];
    let isDefined = false;
    for (const [index, envelope] of envelopesOf(block).entries()) {
      if (filter[index] !== peer.TxValidationCode.VALID) continue;
      const changed = attempt(() => readWritesIn(envelope));
      isDefined ||= changed?.some((set) => definesAnew(set, this.#rules.chaincode)) ?? false;
      const found = this.#judge(envelope, changed, { block: number, transaction: index });
      if (found === undefined) continue;
      if ('origin' in found) anchored.push(found);
      else flaws.push({ ...found, transaction: transactionIdIn(envelope) || `#${index}` });
    }
    if (isDefined) this.#endorsers = this.#rules.endorsers.filter((mspId) => this.#mustEndorse(mspId));
    return { anchored, flaws };
  }

  /** Who must once must for good. */
  #mustEndorse(mspId: string): boolean {
    return this.#endorsers.includes(mspId) || this.#members.has(mspId);
  }

  /** Nothing for a transaction that leaves the witness's keys alone. */
  #judge(
    envelope: Uint8Array,
    changed: readonly DecodedReadWrites[] | undefined,
    version: Version,
  ): AnchoredCheckpoint | BlockFlaw | undefined {
    const { chaincode } = this.#rules;
    const [members, endorsers] = [this.#members, this.#endorsers];
    const own = changed?.filter((set) => set.namespace === chaincode && writesAnything(set));
    if (own?.length === 0) return undefined;
    const { code } = validateEnvelope(envelope, { members, endorsers, isKnown: () => false });
    if (code !== peer.TxValidationCode.VALID) return invalid(code);
    const anchor = own?.length === 1 ? attempt(() => readAnchor(envelope, own[0]!, members)) : undefined;
    if (!anchor) return { code: 'anchor-malformed', place: `${chaincode}, keys and values` };
    const { checkpoint } = anchor;
    if (!this.#continues(anchor)) return { code: 'anchor-discontinued', place: headKey(checkpoint.origin) };
    this.#heads.set(checkpoint.origin, { size: checkpoint.size, root: checkpoint.root, version });
    return checkpoint;
  }

  #continues({ checkpoint, readVersion, proof }: AnchorTransaction): boolean {
    const head = this.#heads.get(checkpoint.origin);
    if (!head) return this.#hasGap || (readVersion === undefined && proof.length === 0);
    return (
      readVersion?.block === head.version.block &&
      readVersion.transaction === head.version.transaction &&
      checkpoint.size > head.size &&
      verifyConsistency(head, checkpoint, proof)
    );
  }
}

function writesAnything({ writes, hashedWrites, hasMetadataWrites }: DecodedReadWrites): boolean {
  return writes.length > 0 || hashedWrites.length > 0 || hasMetadataWrites;
}

/** Whether a transaction says anew what the chaincode is and who must endorse it, as the organisations agreed. */
function definesAnew({ namespace, writes }: DecodedReadWrites, chaincode: string): boolean {
  return (
    namespace === '_lifecycle' && writes.some(({ key }) => key === `namespaces/fields/${chaincode}/Sequence`)
  );
}

function invalid(code: number): BlockFlaw {
  const isUnendorsed = code === peer.TxValidationCode.ENDORSEMENT_POLICY_FAILURE;
  const name = Object.entries(peer.TxValidationCode).find(([, value]) => value === code)?.[0];
  return {
    code: isUnendorsed ? 'transaction-unendorsed' : 'transaction-invalid',
    place: name ?? String(code),
  };
}
