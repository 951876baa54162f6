import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadReference } from '#services/reference/index.ts';
import { reference, referenceDirectory } from '#tests/support/reference.ts';

test('every file of the folder is read and hashed', () => {
  const files = readdirSync(referenceDirectory).filter((file) => file.endsWith('.csv'));
  expect(Object.keys(reference.files)).toEqual(files.toSorted());
  for (const file of files) {
    const bytes = readFileSync(join(referenceDirectory, file));
    expect(reference.files[file]).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});

test('the set hash is that of the sha256sum listing', () => {
  const listing = Object.entries(reference.files)
    .map(([file, sha256]) => `${sha256}  ${file}\n`)
    .join('');
  expect(reference.hash).toBe(createHash('sha256').update(listing).digest('hex'));
});

test('nothing in it can be changed', () => {
  const [row] = reference.counties.rows;
  expect(() => Object.assign(row ?? {}, { code: '310115' })).toThrow(TypeError);
  expect(() => Object.assign(reference, { version: 'other' })).toThrow(TypeError);
});

describe('a changed folder', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'reference-'));
    cpSync(referenceDirectory, directory, { recursive: true });
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  test('has another hash', async () => {
    const path = join(directory, 'counties-832.csv');
    writeFileSync(path, readFileSync(path, 'utf8').replace('行唐县', '行糖县'));
    const changed = await loadReference(directory);
    expect(changed.hash).not.toBe(reference.hash);
    expect(changed.files['divisions.csv']).toBe(reference.files['divisions.csv']);
  });

  test('with a bad cell is refused with file and line', async () => {
    const path = join(directory, 'divisions.csv');
    writeFileSync(path, readFileSync(path, 'utf8').replace('110101,东城区,3', '110101,东城区,9'));
    await expect(loadReference(directory)).rejects.toThrow(/divisions\.csv line 3.*level/s);
  });

  test('with a missing file is refused', async () => {
    rmSync(join(directory, 'allergens.csv'));
    await expect(loadReference(directory)).rejects.toThrow('allergens.csv');
  });
});
