import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseVerifierKey } from '#ledger/note.ts';
import { makeFolder, syncFolderSync } from '#ledger/process/sync-folder.ts';
import { formatVerifierKey, type SignerKey } from '#ledger/sign.ts';
import { readSecret, writeSecret } from '../secret-file.ts';

/** The secret keys of all logs, one file for each: `keys/logs/<origin, as in a URL>+<key id>.key`. */
export class KeyFolder {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'keys', 'logs');
    makeFolder(this.#folder);
  }

  /** Makes a key for a log. It is durable when its verifier key is given back. */
  make(origin: string): string {
    const secretKey = randomBytes(32);
    const vkey = formatVerifierKey({ name: origin, secretKey });
    writeSecret(this.pathOf(vkey), secretKey);
    return vkey;
  }

  /** Undefined when it is not here. @throws Error for a file that holds another key than its name says */
  find(vkey: string): SignerKey | undefined {
    const path = this.pathOf(vkey);
    if (!existsSync(path)) return undefined;
    const key = { name: parseVerifierKey(vkey).name, secretKey: readSecret(path) };
    if (formatVerifierKey(key) !== vkey) throw new Error(`${path} holds another key`);
    return key;
  }

  /** The verifier keys of all that lie here for a log. */
  ofLog(origin: string): string[] {
    const start = `${encodeURIComponent(origin)}+`;
    const own = readdirSync(this.#folder).filter((file) => file.startsWith(start) && file.endsWith('.key'));
    return own.map((file) =>
      formatVerifierKey({ name: origin, secretKey: readSecret(join(this.#folder, file)) }),
    );
  }

  remove(vkey: string): void {
    rmSync(this.pathOf(vkey), { force: true });
    syncFolderSync(this.#folder);
  }

  pathOf(vkey: string): string {
    const { name, keyId } = parseVerifierKey(vkey);
    return join(this.#folder, `${encodeURIComponent(name)}+${keyId}.key`);
  }
}
