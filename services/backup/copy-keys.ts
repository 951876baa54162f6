import { join, sep } from 'node:path';
import { copyThose, hashesOf, isOther, keyNames, keysFolder } from './files.ts';
import type { Manifest } from './manifest.ts';

export interface KeyPlaces {
  readonly dataDir: string;
  /** Where the keys go, if they are to be copied at all. */
  readonly keysTo: string | undefined;
  /** The backup's own folder, in which no key may lie. */
  readonly apartFrom: string;
}

/** Copies the secret keys, if they have a place to go to, and returns the hashes of all that are there now. */
export async function copyKeys(places: KeyPlaces): Promise<Manifest['keys']> {
  await requirePlaceForKeys(places);
  const { dataDir, keysTo: to } = places;
  const from = keysFolder(dataDir);
  const names = await keyNames(from);
  return to ? await copyThose(names, { from, to, mode: 0o600 }) : await hashesOf(names, from);
}

/**
 * Who overwrites an installation's last copy of a key has lost what it sealed.
 * @throws Error when another key lies where one is to go, or the keys of another installation do
 */
export async function requirePlaceForKeys({ dataDir, keysTo, apartFrom }: KeyPlaces): Promise<void> {
  if (!keysTo) return;
  if (keysTo === apartFrom || keysTo.startsWith(`${apartFrom}${sep}`))
    throw new Error(`the keys are to be kept apart from the backup: ${keysTo} lies in ${apartFrom}`);
  const own = keysFolder(dataDir);
  const hashes = await hashesOf(await keyNames(own), own);
  for (const [name, sha256] of Object.entries(hashes)) {
    const path = join(keysTo, name);
    if (await isOther(path, sha256)) throw new Error(`${path} is another key: choose another folder`);
  }
  // A key that is not here any more lies there rightly only beside the one that never changes.
  const there = await keyNames(keysTo);
  const strange = there.includes('personal.key') ? undefined : there.find((name) => !(name in hashes));
  if (strange)
    throw new Error(`${join(keysTo, strange)} is another installation's key: choose another folder`);
}
