import { type AnchoredCheckpoint, encodeAnchored } from '#ledger/attestation/anchored-checkpoint.ts';
import { equalBytes } from '#ledger/bytes.ts';
import type { Db } from '../db/connect.ts';
import { type AuditedLog, inDistrict } from './audited.ts';
import { compareHeld, type Held } from './compare-held.ts';
import type { PeerCopy } from './peer-copy.ts';

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

  /** Asks what the state holds beyond what was compared. It may be of blocks that came since; they are read afterwards. */
  async lookAhead(): Promise<void> {
    const { copy, log } = this.#parts;
    await copy.asking(async () => {
      const head = await copy.peer.head(log.origin);
      this.#ahead = await this.#state(this.#compared + 1, Number.MAX_SAFE_INTEGER - 1);
      const known = [this.#newest, ...this.#ahead].find((each) => each?.size === head?.size);
      if (!isSame(known, head)) await this.#requireExplained(head, `head/${log.origin}`);
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

  async #compareState(held: readonly Held[], from: number, to: number): Promise<void> {
    const { copy, log } = this.#parts;
    const state = new Map((await this.#state(from, to)).map((each) => [each.size, each]));
    for (const { checkpoint, block } of held) {
      const { size, transactionId: transaction } = checkpoint;
      if (!isSame(state.get(size), checkpoint))
        copy.add('peer-state', this.#placeOf(size), { district: log.divisionCode, block, transaction });
      state.delete(size);
    }
    for (const each of state.values()) await this.#requireExplained(each, this.#placeOf(each.size));
  }

  /** The whole stretch, however many answers it takes. */
  async #state(from: number, to: number): Promise<AnchoredCheckpoint[]> {
    const { copy, log } = this.#parts;
    const found: AnchoredCheckpoint[] = [];
    for (let start = from; start <= to; ) {
      const page = await copy.peer.checkpoints(log.origin, start, to);
      found.push(...page);
      const last = page.at(-1);
      if (!last) break;
      start = last.size + 1;
    }
    return found;
  }

  /** The state may hold what a block that does not fit wrote, if it is what this log signed. */
  async #requireExplained(found: AnchoredCheckpoint | undefined, place: string): Promise<void> {
    const { copy, log, owner } = this.#parts;
    if (found && copy.doubtful.size > 0 && (await isOwn(owner, log, found))) return;
    copy.add('peer-state', place, {
      district: log.divisionCode,
      ...(found && { transaction: found.transactionId }),
    });
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
