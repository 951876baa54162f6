import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hashOfFile, paperPath } from './files.ts';
import { Manifest } from './manifest.ts';

/** Where a table's rows lie in a backup. */
export const tablePath = (from: string, name: string): string => join(from, 'tables', `${name}.jsonl.gz`);

/**
 * Reads a backup's manifest and compares every file with its hash.
 * @throws Error that names what is missing or was changed
 */
export async function readBackup(from: string): Promise<Manifest> {
  const text = await readFile(join(from, 'manifest.json'), 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new Error(`${from} holds no backup that was finished: manifest.json is missing`);
  const parsed = Manifest.safeParse(jsonOf(text));
  if (!parsed.success)
    throw new Error(`${from} holds no backup of a known form:\n${z.prettifyError(parsed.error)}`);
  const manifest = parsed.data;
  for (const { name, sha256 } of manifest.tables) await requireHash(tablePath(from, name), sha256);
  for (const sha256 of manifest.papers) await requireHash(join(from, paperPath(sha256)), sha256);
  for (const [name, sha256] of Object.entries(manifest.files)) await requireHash(join(from, name), sha256);
  return manifest;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function requireHash(path: string, sha256: string): Promise<void> {
  const found = await hashOfFile(path);
  if (found === undefined) throw new Error(`${path} is missing from the backup`);
  if (found !== sha256) throw new Error(`${path} was changed since the backup was made`);
}
