import { type AnchoredCheckpoint, encodeAnchored } from '#ledger/attestation/anchored-checkpoint.ts';
import { checkpointsAtOnce } from '#ledger/audited-ledger.ts';
import { equalBytes } from '#ledger/bytes.ts';
import type { Db } from '../db/connect.ts';
import { type AuditedLog, inDistrict } from './audited.ts';
import { compareHeld, type Held } from './compare-held.ts';
import type { PeerCopy } from './peer-copy.ts';

const largestSize = Number.MAX_SAFE_INTEGER - 1;

export interface LogOnPeerParts {
  readonly owner: Db;
  readonly ledgerName: string;
  readonly copy: PeerCopy;
  readonly log: AuditedLog;
  /** Whether the peer must be able to show what stands in a block of this number. */
  readonly isOwed: (block: number) => boolean;
  /** Told of each checkpoint that the peer's blocks hold and that has no anchoring here, but for the newest. */
  readonly onUnnoted: (size: number) => void;
}

/** One log as one peer holds it: the checkpoints in its blocks against our tables, and those in its state against its blocks. */
export class LogOnPeer {
  readonly #parts: LogOnPeerParts;
  #pending: Held[] = [];
  /** Everything up to this size was compared. */
  #compared = 0;
  #newest: AnchoredCheckpoint | undefined;
  /** The newest may only not have been noted yet. */
  #unnoted: number | undefined;
  #ahead: AnchoredCheckpoint[] = [];

  constructor(parts: LogOnPeerParts) {
    this.#parts = parts;
  }

  get pending(): number {
    return this.#pending.length;
  }

  take(held: Held): void {
    this.#pending.push(held);
    this.#newest = held.checkpoint;
  }

  /** Compares what was read, and whatever our tables have up to `upTo`. */
  async compare(upTo = this.#newest?.size ?? 0): Promise<void> {
    const { copy, log, owner, ledgerName, isOwed } = this.#parts;
    const [after, held] = [this.#compared, this.#pending];
    if (upTo <= after) return;
    [this.#compared, this.#pending] = [upTo, []];
    const unnoted = await compareHeld(
      {
        ...{ owner, log, ledgerName, isOwed },
        add: (code, place, more) => copy.add(code, place, { district: log.divisionCode, ...more }),
      },
      { after, upTo, held },
    );
    this.#tellUnnoted(held, unnoted);
    const last = held.at(-1)?.checkpoint.size;
    if (last !== undefined) await copy.asking(() => this.#compareState(held, after + 1, last));
  }

  /**
   * Asks what the state holds beyond what was compared, one answer of it. It may be of blocks that came since; they are read
   * afterwards.
   */
  async lookAhead(): Promise<void> {
    const { copy, log } = this.#parts;
    await copy.asking(async () => {
      const head = await copy.peer.head(log.origin);
      this.#ahead = await copy.peer.checkpoints(log.origin, this.#compared + 1, largestSize);
      const known = [this.#newest, ...this.#ahead].find((each) => each?.size === head?.size);
      const isBeyond = this.#ahead.length >= checkpointsAtOnce;
      if (!isSame(known, head) && !isBeyond) await this.#requireExplained(head, `head/${log.origin}`);
    });
  }

  /** The rest, when all blocks are read. @param newest up to which size there were anchorings before they were read */
  async settle(newest: number): Promise<void> {
    const read = new Map(this.#pending.map(({ checkpoint }) => [checkpoint.size, checkpoint]));
    await this.compare(Math.max(newest, this.#newest?.size ?? 0));
    for (const each of this.#ahead)
      if (!isSame(read.get(each.size), each)) await this.#requireExplained(each, this.#placeOf(each.size));
  }

  #tellUnnoted(held: readonly Held[], unnoted: readonly number[]): void {
    const last = held.at(-1)?.checkpoint.size;
    if (last === undefined) return;
    const waiting = this.#unnoted === undefined ? unnoted : [this.#unnoted, ...unnoted];
    for (const size of waiting) if (size !== last) this.#parts.onUnnoted(size);
    this.#unnoted = waiting.includes(last) ? last : undefined;
  }

  /** Up to the first checkpoint in the state that nothing explains: there may be any number of them. */
  async #compareState(held: readonly Held[], from: number, to: number): Promise<void> {
    const { copy, log } = this.#parts;
    const left = new Map(held.map((each) => [each.checkpoint.size, each]));
    const differs = ({ checkpoint: { size, transactionId: transaction }, block }: Held) =>
      copy.add('peer-state', this.#placeOf(size), { district: log.divisionCode, block, transaction });
    for await (const found of this.#state(from, to)) {
      const expected = left.get(found.size);
      left.delete(found.size);
      if (!expected && !(await this.#requireExplained(found, this.#placeOf(found.size)))) return;
      if (expected && !isSame(found, expected.checkpoint)) differs(expected);
    }
    for (const each of left.values()) differs(each);
  }

  /** The whole stretch, however many answers it takes. */
  async *#state(from: number, to: number): AsyncGenerator<AnchoredCheckpoint> {
    const { copy, log } = this.#parts;
    for (let start = from; start <= to; ) {
      const page = await copy.peer.checkpoints(log.origin, start, to);
      yield* page;
      const last = page.at(-1);
      if (!last) return;
      start = last.size + 1;
    }
  }

  /** The state may hold what a block that does not fit wrote, if it is what this log signed. Whether it is. */
  async #requireExplained(found: AnchoredCheckpoint | undefined, place: string): Promise<boolean> {
    const { copy, log, owner } = this.#parts;
    if (found && copy.doubtful.size > 0 && (await isOwn(owner, log, found))) return true;
    copy.add('peer-state', place, {
      district: log.divisionCode,
      ...(found && { transaction: found.transactionId }),
    });
    return false;
  }

  #placeOf(size: number): string {
    return `cp/${this.#parts.log.origin}, size ${size}`;
  }
}

async function isOwn(owner: Db, { districtId }: AuditedLog, found: AnchoredCheckpoint): Promise<boolean> {
  const own = await inDistrict(owner, districtId, (db) =>
    db
      .selectFrom('checkpoints')
      .select(['root', 'note'])
      .where('districtId', '=', districtId)
      .where('size', '=', found.size)
      .executeTakeFirst(),
  );
  return own !== undefined && equalBytes(own.root, found.root) && own.note === found.note;
}

function isSame(a: AnchoredCheckpoint | undefined, b: AnchoredCheckpoint | undefined): boolean {
  return a === undefined || b === undefined ? a === b : equalBytes(encodeAnchored(a), encodeAnchored(b));
}
