import type { CheckedBlock } from '#ledger/audited-ledger.ts';
import type { PeerName } from './findings.ts';
import type { Report } from './report.ts';

/** A block as one peer gives it. */
export interface PeerBlock {
  readonly peer: PeerName;
  readonly block: CheckedBlock;
}

/**
 * Holds the peers' blocks against each other. What does not fit by itself was named with its peer and is left out, so that
 * the others are not accused along with it. Each chain hangs together by its hashes: once two part, all that follows
 * differs, and is not said again.
 */
export class BlockComparison {
  readonly #report: Report;
  #areApart = { headerHash: false, outcome: false };

  constructor(report: Report) {
    this.#report = report;
  }

  compare(number: number, found: readonly PeerBlock[]): void {
    const sound = found.filter(({ block }) => block.flaws.length === 0);
    if (this.#part('headerHash', 'peers-differ', number, sound)) return;
    this.#part('outcome', 'peers-judge-differently', number, sound);
  }

  #part(
    by: 'headerHash' | 'outcome',
    code: 'peers-differ' | 'peers-judge-differently',
    block: number,
    found: readonly PeerBlock[],
  ): boolean {
    if (this.#areApart[by]) return true;
    const groups = Map.groupBy(found, (each) => each.block[by]!);
    if (groups.size <= 1) return false;
    this.#areApart[by] = true;
    const place = [...groups]
      .map(([hex, members]) => `${members.map(({ peer }) => peer.name).join(', ')} ${shortened(hex)}`)
      .join(' / ');
    this.#report.add({ code, block, place });
    return true;
  }
}

/** Enough of a hash to tell it from another. */
const shortened = (hex: string): string => (hex.length > 16 ? `${hex.slice(0, 16)}…` : hex);
