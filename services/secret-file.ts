import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder, syncFolderSync } from '#ledger/process/sync-folder.ts';

/** A 32-byte key kept in a file that only the product's user can read; made on first use. */
export function secretFile(path: string): Uint8Array {
  if (!existsSync(path)) writeSecret(path, randomBytes(32));
  return readSecret(path);
}

/** @throws Error when the file is not there or holds something else */
export function readSecret(path: string): Uint8Array {
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
  if (key.length !== 32) throw new Error(`${path} must hold 64 hexadecimal digits`);
  return key;
}

/** It appears with its content or not at all, and once: of two who make it at the same time, both use the first. */
export function writeSecret(path: string, secret: Uint8Array): void {
  makeFolder(dirname(path));
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'w', 0o600);
  writeSync(file, Buffer.from(secret).toString('hex'));
  fsyncSync(file);
  closeSync(file);
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  syncFolderSync(dirname(path));
}
