import { setTimeout as delay } from 'node:timers/promises';
import { type Checkpoint, parseCheckpoint } from '#ledger/checkpoint.ts';
import { parseEntry } from '#ledger/entry.ts';
import { parseEntryBundle } from '#ledger/entry-bundle.ts';
import { type TreeHead, verifyConsistency } from '#ledger/merkle.ts';
import { parseNote, verifyNote } from '#ledger/note.ts';
import { consistencyProof, type HashReader } from '#ledger/proofs.ts';
import { entriesPath, hashReader, tilePath, tileWidth } from '#ledger/tiles.ts';
import { parseTrust } from '#ledger/trust.ts';

const pollMs = 50;
const patienceMs = 5_000;
const tileEntries = 256;

/** Somebody outside who follows a log as it is published, and remembers every checkpoint that was shown. */
export class LogReader {
  /** By the note's text: the same size may be seen with two roots. */
  readonly #seen = new Map<string, Checkpoint>();
  readonly #stop = new AbortController();
  readonly #urls: readonly string[];
  readonly #division: string;
  readonly #following: Promise<void>;

  constructor(urls: readonly string[], division: string) {
    this.#urls = urls;
    this.#division = division;
    this.#following = this.#follow();
  }

  /** All checkpoints that were ever shown, in order of size. */
  get seen(): Checkpoint[] {
    return [...this.#seen.values()].sort((a, b) => a.size - b.size);
  }

  async end(): Promise<void> {
    this.#stop.abort();
    await this.#following;
  }

  /** The newest checkpoint, as shown now; its signature is checked. Undefined while the log is empty or away. */
  async look(url = this.#urls[0]!): Promise<Checkpoint | undefined> {
    const note = (await this.#get(`${url}/log/${this.#division}/checkpoint`))?.toString();
    if (!note) return undefined;
    const known = this.#seen.get(note);
    if (known) return known;
    const trust = await this.#get(`${url}/trust.json`);
    if (!trust) return undefined;
    const parsed = parseNote(note);
    const checkpoint = parseCheckpoint(parsed.text);
    const keys = parseTrust(trust.toString()).logs.find(({ origin }) => origin === checkpoint.origin)?.keys;
    if (!verifyNote(parsed, keys ?? []).ok) throw new Error(`the log did not sign what it shows:\n${note}`);
    this.#seen.set(note, checkpoint);
    return checkpoint;
  }

  /**
   * Of these tree heads, how many do not continue the one before (RFC 6962 section 2.1.2), proven from the tiles that the
   * log publishes now.
   */
  async countForks(heads: readonly TreeHead[]): Promise<number> {
    const newest = await this.#newest();
    const read = this.#tiles(newest.size);
    const ordered = [...heads, newest].filter(({ size }) => size > 0).sort((a, b) => a.size - b.size);
    let forks = 0;
    for (const [i, after] of ordered.entries()) {
      const before = ordered[i - 1];
      if (before && !(await this.#continues(read, before, after))) forks += 1;
    }
    return forks;
  }

  /** How often each record's digest (hex) stands in the log, by the entries that it publishes. */
  async entries(): Promise<ReadonlyMap<string, number>> {
    const { size } = await this.#newest();
    const found = new Map<string, number>();
    for (let index = 0; index * tileEntries < size; index++) {
      const bytes = await this.#tile(entriesPath({ index, width: tileWidth(0, index, size) }));
      for (const entry of parseEntryBundle(bytes)) {
        const digest = Buffer.from(parseEntry(entry).digest).toString('hex');
        found.set(digest, (found.get(digest) ?? 0) + 1);
      }
    }
    return found;
  }

  async #continues(read: HashReader, before: TreeHead, after: TreeHead): Promise<boolean> {
    const proof = await consistencyProof(read, before.size, after.size);
    return verifyConsistency(before, after, proof);
  }

  #tiles(size: number): HashReader {
    return hashReader(size, (tile) => this.#tile(tilePath(tile)));
  }

  async #tile(path: string): Promise<Uint8Array> {
    const bytes = await this.#get(`${this.#urls[0]}/log/${this.#division}/${path}`);
    if (!bytes) throw new Error(`the log does not publish ${path}`);
    return bytes;
  }

  async #newest(): Promise<Checkpoint> {
    const newest = await this.look();
    if (!newest) throw new Error('the log shows no checkpoint');
    return newest;
  }

  async #follow(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      for (const url of this.#urls) await this.look(url);
      await delay(pollMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
  }

  /** Undefined for whatever is not there now. */
  async #get(url: string): Promise<Buffer | undefined> {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) }).catch(() => undefined);
    const body = response?.ok ? await response.arrayBuffer().catch(() => undefined) : undefined;
    return body && Buffer.from(body);
  }
}
