import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { equalBytes, fromHex, toHex } from '../bytes.ts';
import { verifyConsistency } from '../merkle.ts';
import { type Anchoring, type Ledger, LedgerError, type LedgerIdentity, type Publication } from '../port.ts';
import { NO_WITNESS } from '../witness.ts';

/**
 * The stand-in ledger: a file on the operator's own disk, one JSON line for each checkpoint. It refuses forks
 * as every ledger must, but nobody else holds it, so it witnesses nothing. One process at a time.
 */

type Line = {
  origin: string;
  size: number;
  root: string;
  note: string;
  transactionId: string;
  anchoredAt: string;
};

/** Opens or creates the file. A last line cut short by a crash was never acknowledged and is dropped. */
export async function openLocalLedger(
  path: string,
  now: () => Date = () => new Date(),
): Promise<LocalLedger> {
  const file = await open(path, 'a+');
  const text = await file.readFile('utf8');
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  if (complete.length < text.length) await file.truncate(Buffer.byteLength(complete));
  await syncFolder(dirname(path));
  const lines = complete.split('\n').filter((line) => line !== '');
  return new LocalLedger(path, file, now, lines.map(anchoringOf));
}

/** The file as it stands, to look at while somebody else writes it. Publishing to it fails. */
export async function readLocalLedger(path: string): Promise<LocalLedger> {
  const file = await open(path, 'r');
  const text = await file.readFile('utf8');
  // Behind the last line end, the writer is still writing.
  const lines = text.split('\n').slice(0, -1);
  return new LocalLedger(path, file, () => new Date(), lines.map(anchoringOf));
}

export class LocalLedger implements Ledger {
  readonly identity: LedgerIdentity;
  readonly #file: FileHandle;
  readonly #now: () => Date;
  readonly #anchorings: Anchoring[];
  /** The end of the queue: publications are taken one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(name: string, file: FileHandle, now: () => Date, anchorings: Anchoring[]) {
    this.identity = { kind: 'local', name, witness: 'none' };
    this.#file = file;
    this.#now = now;
    this.#anchorings = anchorings;
  }

  publish(publication: Publication): Promise<Anchoring> {
    const result = this.#last.then(() => this.#append(publication));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async latest(origin: string): Promise<Anchoring | undefined> {
    return this.#anchorings.findLast((anchoring) => anchoring.origin === origin);
  }

  async at(origin: string, size: number): Promise<Anchoring | undefined> {
    return this.#anchorings.find((anchoring) => anchoring.origin === origin && anchoring.size === size);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last;
    await this.#file.close();
  }

  async #append(publication: Publication): Promise<Anchoring> {
    const held = await this.at(publication.origin, publication.size);
    if (held !== undefined) {
      if (equalBytes(held.root, publication.root)) return held;
      throw new LedgerError('ledger-conflict', `size ${publication.size} is held with another root`);
    }
    requireGrowth(await this.latest(publication.origin), publication);
    const line = JSON.stringify(this.#lineOf(publication));
    await this.#write(`${line}\n`);
    const anchoring = anchoringOf(line);
    this.#anchorings.push(anchoring);
    return anchoring;
  }

  async #write(line: string): Promise<void> {
    let end: number | undefined;
    try {
      end = (await this.#file.stat()).size;
      await this.#file.appendFile(line);
      await this.#file.datasync();
    } catch (cause) {
      // Half a line would swallow the next one.
      if (end !== undefined) await this.#file.truncate(end).catch(() => undefined);
      throw new LedgerError('ledger-unavailable', 'the ledger file cannot be written', { cause });
    }
  }

  #lineOf({ origin, size, root, note }: Publication): Line {
    const transactionId = String(this.#anchorings.length);
    return { origin, size, root: toHex(root), note, transactionId, anchoredAt: this.#now().toISOString() };
  }
}

/** Makes the file's own directory entry durable. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

function requireGrowth(head: Anchoring | undefined, publication: Publication): void {
  if (publication.previousSize !== (head?.size ?? 0) || publication.size <= (head?.size ?? 0))
    throw new LedgerError('ledger-conflict', `the head is at size ${head?.size ?? 0}`);
  if (head !== undefined && !verifyConsistency(head, publication, publication.consistencyProof))
    throw new LedgerError('ledger-rejected', 'the consistency proof does not hold');
}

function anchoringOf(line: string): Anchoring {
  const { root, ...rest }: Line = JSON.parse(line);
  return { ...rest, root: fromHex(root), witness: NO_WITNESS };
}
