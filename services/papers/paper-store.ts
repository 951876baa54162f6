import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '#ledger/process/sync-folder.ts';
import { DomainError } from '../errors.ts';
import { settleFile } from '../settle-file.ts';

/** Files by their SHA-256 (lower-case hex). A file, once kept, is never changed. */
export interface PaperStore {
  /**
   * Keeps the bytes and returns their hash. They survive a crash of the machine once this has returned. Keeping the
   * same bytes again changes nothing, or mends a copy that was damaged.
   *
   * @throws DomainError `storage-full`
   */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes, which were checked against the hash. @throws when the file is missing or damaged */
  get(sha256: string): Promise<Uint8Array>;
}

const abandonedMs = 3_600_000;

/** Where a paper lies below the store's folder: `sha256/ab/cdef…`. */
export const placeOfPaper = (sha256: string): string => join('sha256', sha256.slice(0, 2), sha256.slice(2));

/** Keeps papers in a folder that several processes may share. */
export async function openPaperStore(folder: string): Promise<PaperStore> {
  const incoming = join(folder, 'incoming');
  makeFolder(folder);
  await mkdir(incoming, { recursive: true });
  await removeAbandoned(incoming);
  const pathOf = (sha256: string) => join(folder, placeOfPaper(sha256));
  return {
    async put(bytes) {
      const sha256 = hashOf(bytes);
      const kept = await readFile(pathOf(sha256)).catch(() => undefined);
      if (kept && hashOf(kept) === sha256) return sha256;
      try {
        const place = { root: folder, name: placeOfPaper(sha256), mode: 0o600 };
        await writeDurably(join(incoming, randomUUID()), place, bytes);
      } catch (error) {
        throw isFull(error) ? new DomainError('storage-full', { cause: error }) : error;
      }
      return sha256;
    },
    async get(sha256) {
      const bytes = await readFile(pathOf(sha256));
      if (hashOf(bytes) !== sha256) throw new Error(`the stored paper ${sha256} is damaged`);
      return bytes;
    },
  };
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function writeDurably(temporary: string, place: Parameters<typeof settleFile>[1], bytes: Uint8Array) {
  try {
    await writeFile(temporary, bytes, { flag: 'wx', mode: 0o600 });
    await settleFile(temporary, place);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** What a killed process left half-written. */
async function removeAbandoned(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const found = await stat(path).catch(() => undefined);
    if (found && found.mtimeMs < Date.now() - abandonedMs) await rm(path, { force: true });
  }
}

const isFull = (error: unknown) => ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
