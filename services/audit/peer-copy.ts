import type { AuditedPeer, CheckedBlock } from '#ledger/audited-ledger.ts';
import { LedgerError } from '#ledger/port.ts';
import type { FindingCode, PeerName } from './findings.ts';
import type { Report } from './report.ts';

/** So many blocks in a row that do not fit and that nobody else vouches for are the end of what a peer has. */
const unvouchedAtMost = 64;

/** One organisation's copy of the ledger, read from the first block on. Whatever does not fit is reported with its peer. */
export class PeerCopy {
  readonly peer: AuditedPeer;
  readonly name: PeerName;
  /** How many blocks it said it has. */
  height: number | undefined;
  /** Number of the block to be read next. */
  next = 0;
  /** It could not be asked, or not to the end; nothing more is asked of it. */
  isLost = false;
  /** Blocks that do not fit: nobody can say what they did. */
  readonly doubtful = new Set<number>();
  readonly #report: Report;
  #unvouchedInARow = 0;
  #reading: AsyncGenerator<CheckedBlock> | undefined;

  constructor(peer: AuditedPeer, report: Report) {
    const { mspId, title } = peer.organisation;
    this.peer = peer;
    this.name = { organisation: mspId, title, name: peer.name };
    this.#report = report;
  }

  add(code: FindingCode, place: string, more: FindingContext = {}): void {
    this.#report.add({ code, ...more, peer: this.name, place });
  }

  /** Runs questions to the peer; nothing comes back when it does not answer, which is reported once. */
  async asking<T>(questions: () => Promise<T>): Promise<T | undefined> {
    if (this.isLost) return undefined;
    try {
      return await questions();
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      this.isLost = true;
      const from = this.next === 0 ? '' : `, from block ${this.next} on`;
      this.add('peer-unreachable', `${error.message}${from}`);
      return undefined;
    }
  }

  async measure(): Promise<void> {
    await this.asking(async () => {
      this.height = await this.peer.height();
    });
  }

  /** Makes ready to read on to the height. */
  begin(): void {
    this.#reading = this.peer.blocks(this.height ?? 0);
  }

  /** The next block; nothing when the peer does not answer. */
  async read(): Promise<CheckedBlock | undefined> {
    const block = await this.asking(async () => (await this.#reading!.next()).value as CheckedBlock);
    if (!block) return undefined;
    const { number, flaws } = block;
    this.next = number + 1;
    this.#report.counts.blocks += 1;
    for (const { code, place, transaction } of flaws)
      this.add(code, place, { block: number, ...(transaction !== undefined && { transaction }) });
    if (flaws.length > 0) this.doubtful.add(number);
    return block;
  }

  /**
   * A height may be made up, and so may blocks up to it, whether refused or given as nonsense.
   *
   * @param isVouched whether somebody else knows of a block of this number
   */
  weigh({ number, flaws }: CheckedBlock, isVouched: boolean): void {
    this.#unvouchedInARow = flaws.length === 0 || isVouched ? 0 : this.#unvouchedInARow + 1;
    if (this.#unvouchedInARow < unvouchedAtMost) return;
    this.isLost = true;
    const last = `${unvouchedAtMost} in a row up to ${number} do not fit, and nobody else knows of them`;
    this.add('peer-unreachable', `says that it has ${this.height} blocks; ${last}`);
  }
}

/** Where on the ledger, and whose log. */
export interface FindingContext {
  readonly district?: string;
  readonly block?: number;
  readonly transaction?: string;
}
