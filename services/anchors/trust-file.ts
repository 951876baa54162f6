import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseVerifierKey, signerName } from '#ledger/note.ts';
import type { LedgerTrust } from '#ledger/port.ts';
import { lockFolder } from '#ledger/process/lock-folder.ts';
import { syncFolderSync } from '#ledger/process/sync-folder.ts';
import { parseTrust, TRUST_FORMAT } from '#ledger/trust.ts';

/** A log's key with the sizes that it may sign, both included; in use as long as there is no `untilSize`. */
export interface KeyRange {
  readonly vkey: string;
  readonly fromSize: number;
  readonly untilSize?: number;
  readonly stolen?: true;
}

/** The key's name in signatures. */
export const signerOf = ({ vkey }: Pick<KeyRange, 'vkey'>): string => signerName(parseVerifierKey(vkey));

/** The trust file as JSON (ledger/README.md). */
export interface TrustDocument {
  readonly format: typeof TRUST_FORMAT;
  readonly ledgers?: readonly LedgerTrust[];
  readonly logs: readonly { readonly origin: string; readonly keys: readonly KeyRange[] }[];
}

export const trustPath = (dataDir: string): string => join(dataDir, 'trust.json');

const empty: TrustDocument = { format: TRUST_FORMAT, logs: [] };

/**
 * The installation's own trust file: which keys its logs ever signed with, and which ledgers witnessed. It is at once
 * what others download and what this installation goes by: a key signs from when the file names it until it ends its
 * range. Product and commands may change it at the same time.
 */
export class TrustFile {
  readonly #dataDir: string;
  readonly path: string;
  #known: { stamp: string; document: TrustDocument } | undefined;

  /** Begins the file where there is none. @throws SyntaxError for one that is no trust file */
  constructor(dataDir: string) {
    this.#dataDir = dataDir;
    this.path = trustPath(dataDir);
    if (!existsSync(this.path)) this.change((document) => document);
    parseTrust(this.text());
  }

  text(): string {
    return readFileSync(this.path, 'utf8');
  }

  /** As it stands now, whoever wrote it. */
  read(): TrustDocument {
    // Each change makes another file, so these tell.
    const { ino, mtimeMs, size } = statSync(this.path);
    const stamp = `${ino} ${mtimeMs} ${size}`;
    if (this.#known?.stamp !== stamp) this.#known = { stamp, document: JSON.parse(this.text()) };
    return this.#known.document;
  }

  /** In the order in which they came into use; empty for a log that is not known. */
  keysOf(origin: string): readonly KeyRange[] {
    return this.read().logs.find((log) => log.origin === origin)?.keys ?? [];
  }

  /** Durable when it returns. Whoever reads meanwhile sees the old or the new one, never half of it. */
  change(how: (document: TrustDocument) => TrustDocument): void {
    using _ = this.#lock();
    const before = existsSync(this.path) ? (JSON.parse(this.text()) as TrustDocument) : empty;
    const text = `${JSON.stringify(how(before), undefined, 2)}\n`;
    if (existsSync(this.path) && text === this.text()) return;
    parseTrust(text);
    writeFileSync(`${this.path}.new`, text, { mode: 0o644, flush: true });
    renameSync(`${this.path}.new`, this.path);
    syncFolderSync(this.#dataDir);
  }

  /** Gives a log these keys. */
  changeKeys(origin: string, how: (keys: readonly KeyRange[]) => readonly KeyRange[]): void {
    this.change((document) => {
      const log = document.logs.find((each) => each.origin === origin);
      const changed = { origin, keys: how(log?.keys ?? []) };
      const logs = log
        ? document.logs.map((each) => (each === log ? changed : each))
        : [...document.logs, changed];
      return { ...document, logs };
    });
  }

  /** A change takes some milliseconds; a process that died in one is not waited for. */
  #lock(): Disposable {
    const folder = { root: this.#dataDir, lock: join(this.#dataDir, 'trust.lock') };
    for (let tries = 0; ; tries++) {
      try {
        return lockFolder(folder);
      } catch (error) {
        if (tries === 500) throw error;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
      }
    }
  }
}
