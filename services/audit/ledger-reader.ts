import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckedBlock } from '#ledger/audited-ledger.ts';
import type { Db } from '../db/connect.ts';
import type { AuditedLog, AuditMeans } from './audited.ts';
import { BlockComparison, type PeerBlock } from './compare-blocks.ts';
import { LogOnPeer } from './log-on-peer.ts';
import { PeerCopy } from './peer-copy.ts';
import type { PeerReading, Report } from './report.ts';

/** What of the ledger is audited against what. */
export interface LedgerScope extends Pick<AuditMeans, 'ledger' | 'trust'> {
  readonly owner: Db;
  readonly report: Report;
  readonly logs: readonly AuditedLog[];
  /** Whether these are the logs of all districts. */
  readonly isWhole: boolean;
}

/** How long a peer may take for blocks that another one has already. */
const patienceMs = 5_000;
const pauseMs = 100;
/** Checkpoints kept before they are compared. */
const pendingAtMost = 1000;

/** One peer's copy, with what was found of each log in it. */
interface CopyWithLogs {
  readonly copy: PeerCopy;
  readonly logs: ReadonlyMap<string, LogOnPeer>;
  pending: number;
  checkpoints: number;
  checkpointsOfOthers: number;
}

/** Reads all peers side by side, block by block. */
export class LedgerReader {
  readonly #scope: LedgerScope;
  readonly #audited: readonly CopyWithLogs[];
  readonly #comparison: BlockComparison;
  readonly #strangers = new Set<string>();
  /** Peers that must not be blamed for what stands in blocks that they have not got. */
  readonly #behind = new Set<PeerCopy>();

  constructor(scope: LedgerScope) {
    this.#scope = scope;
    this.#comparison = new BlockComparison(scope.report);
    this.#audited = scope.ledger.peers.map((peer) => {
      const copy = new PeerCopy(peer, scope.report);
      const logs = scope.logs.map((log) => [log.origin, this.#logOn(copy, log)] as const);
      return { copy, logs: new Map(logs), pending: 0, checkpoints: 0, checkpointsOfOthers: 0 };
    });
  }

  get peers(): PeerReading[] {
    return this.#audited.map(({ copy, checkpoints, checkpointsOfOthers }) => ({
      ...copy.name,
      ...(copy.height !== undefined && { height: copy.height }),
      ...{ blocks: copy.next, checkpoints, checkpointsOfOthers },
    }));
  }

  get #present(): PeerCopy[] {
    return this.#audited.map(({ copy }) => copy).filter(({ isLost }) => !isLost);
  }

  async eachLog(act: (log: LogOnPeer, of: AuditedLog) => Promise<void>): Promise<void> {
    for (const { copy, logs } of this.#audited)
      for (const log of this.#scope.logs) if (!copy.isLost) await act(logs.get(log.origin)!, log);
  }

  /**
   * All blocks that there are by now.
   *
   * @param known number of the last block that our tables know of
   */
  async walk(known: number): Promise<void> {
    const end = await this.#measure();
    const present = this.#present;
    for (const copy of present) copy.begin();
    const isGoingOn = () => present.some((copy) => !copy.isLost && copy.next < (copy.height ?? 0));
    for (let number = Math.min(...present.map(({ next }) => next)); number < end && isGoingOn(); number++) {
      const reading = this.#audited.filter(({ copy }) => isNext(copy, number));
      const found = await Promise.all(reading.map(async (each) => ({ each, block: await each.copy.read() })));
      const read = found.flatMap(({ each, block }) => (block ? [{ each, block }] : []));
      this.#comparison.compare(
        number,
        read.map(({ each, block }): PeerBlock => ({ peer: each.copy.name, block })),
      );
      const isVouched = (by: CopyWithLogs) =>
        number <= known || read.some(({ each, block }) => each !== by && block.flaws.length === 0);
      for (const { each, block } of read) {
        each.copy.weigh(block, isVouched(each));
        await this.#take(each, block);
      }
    }
  }

  /** Names who has fewer blocks than another one, or than our tables know of. */
  tellBehind(): void {
    const present = this.#present;
    const end = Math.max(...present.map(({ next }) => next));
    for (const copy of present)
      if (copy.next < end || this.#behind.has(copy))
        copy.add('peer-behind', `${copy.next} / ${end}`, { block: copy.next });
  }

  /** Asks all peers for their heights, and gives those time that lag. */
  async #measure(): Promise<number> {
    const copies = this.#audited.map(({ copy }) => copy);
    await Promise.all(copies.map((copy) => copy.measure()));
    const end = Math.max(0, ...copies.map(({ height }) => height ?? 0));
    const deadline = Date.now() + patienceMs;
    const lagging = () => copies.filter(({ isLost, height }) => !isLost && (height ?? 0) < end);
    while (lagging().length > 0 && Date.now() < deadline) {
      await sleep(pauseMs);
      await Promise.all(lagging().map((copy) => copy.measure()));
    }
    return end;
  }

  async #take(audited: CopyWithLogs, { number, anchored }: CheckedBlock): Promise<void> {
    for (const checkpoint of anchored) {
      const log = audited.logs.get(checkpoint.origin);
      if (log) {
        log.take({ checkpoint, block: number });
        audited.checkpoints += 1;
        audited.pending += 1;
      } else {
        audited.checkpointsOfOthers += 1;
        this.#meetStranger(checkpoint.origin);
      }
    }
    if (audited.pending < pendingAtMost) return;
    audited.pending = 0;
    for (const log of audited.logs.values()) if (log.pending > 0) await log.compare();
  }

  #logOn(copy: PeerCopy, log: AuditedLog): LogOnPeer {
    const { owner, report, ledger } = this.#scope;
    return new LogOnPeer({
      ...{ owner, copy, log, ledgerName: ledger.identity.name },
      isOwed: (block) => this.#isOwed(copy, block),
      onUnnoted: (size) => {
        if (this.#present[0] === copy)
          report.forDistrict(log.divisionCode).add('anchoring-unnoted', String(size));
      },
    });
  }

  #isOwed(copy: PeerCopy, block: number): boolean {
    if (copy.doubtful.has(block)) return false;
    if (block < copy.next) return true;
    const others = this.#audited.map((each) => each.copy).filter((each) => each !== copy);
    if (!others.some((other) => other.isLost || other.next > block)) return true;
    this.#behind.add(copy);
    return false;
  }

  /** A log of ours that no district has any more is missed; other people's logs are none of our concern. */
  #meetStranger(origin: string): void {
    const { isWhole, report, trust } = this.#scope;
    if (!isWhole || this.#strangers.has(origin) || !trust.logs.some((log) => log.origin === origin)) return;
    this.#strangers.add(origin);
    report.add({ code: 'log-unknown', place: origin });
  }
}

const isNext = (copy: PeerCopy, number: number): boolean =>
  !copy.isLost && copy.next === number && number < (copy.height ?? 0);
