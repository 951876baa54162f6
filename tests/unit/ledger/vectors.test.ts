import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex, utf8 } from '#ledger/bytes.ts';
import { canonicalText, parseCanonical } from '#ledger/canonical.ts';
import { formatEntry } from '#ledger/entry.ts';
import { FAILURES } from '#ledger/failures.ts';
import { leafHash } from '#ledger/hash.ts';
import { rootOf } from '#ledger/merkle.ts';
import { consistencyProof, inclusionProof } from '#ledger/proofs.ts';
import { fieldSalts } from '#ledger/salt.ts';
import { formatTlogProof, tlogProofOf } from '#ledger/tlog-proof.ts';
import { verifyBundle } from '#ledger/verify.ts';
import { ACCEPTED } from './accepted.ts';
import { EIGHT_ENTRIES } from './eight-entries.ts';
import * as fixture from './fixture.ts';
import { REFUSED } from './refused.ts';
import { REFUSED_MIXTURES } from './refused-mixtures.ts';
import { REFUSED_WITNESS } from './refused-witness.ts';
import { TRUST_TEXT } from './witnessed.ts';

/**
 * The committed vectors are what any other implementation is tested against, so they must never change by
 * accident: every byte is made anew here and compared. `UPDATE_VECTORS=1` writes them.
 */
const FOLDER = join(import.meta.dirname, '../../vectors');

describe('canonical text', () => {
  const accepted = [
    '{"b":[2,1,{"d":"","c":{}}],"a":true}',
    '{"\\u571f\\u8c46":-9007199254740991,"\\ud83e\\udd54":9007199254740991,"\\uff5e":0}',
    '"\\u0000\\u0008\\u001f\\u007f\\u2028\\"\\\\\\/"',
    '  [ ]  ',
  ];
  const refused = [
    'null',
    '0.5',
    '1.0e0',
    '-0',
    '9007199254740992',
    '{"b":1,"a":2}',
    '{"a":1,"a":1}',
    '[1, 2]',
    '"\\ud83d"',
    '"u\\u0308"',
    '"\\u0041"',
    '"\\/"',
    '{}\n',
    '['.repeat(34) + ']'.repeat(34),
  ];

  test('is as committed', () => {
    const vectors = {
      accepted: accepted.map((json) => ({ json, canonical: canonicalText(JSON.parse(json)) })),
      refused,
    };
    expectCommitted('ledger/canonical.json', jsonFile(vectors));
  });

  test.each(refused)('%j is refused', (text) => {
    expect(() => parseCanonical(text)).toThrow();
  });
});

test('commitments, digest, entry and leaf of the sample record', () => {
  const { CANONICAL, RECORD_SALT, PREVIOUS, PERSONAL, COMMITTED } = fixture;
  const saltOf = fieldSalts(RECORD_SALT);
  const derived = [...COMMITTED.commitments.keys()].filter((path) => !PERSONAL.has(path));
  const entry = formatEntry(COMMITTED);
  expectCommitted(
    'record.json',
    jsonFile({
      canonical: CANONICAL,
      recordSalt: toHex(RECORD_SALT),
      previous: PREVIOUS,
      personal: mapped(PERSONAL, ({ value, salt }) => ({ salt: toHex(salt), value })),
      fieldSalts: Object.fromEntries(derived.map((path) => [path, toHex(saltOf(path))])),
      commitments: Object.fromEntries(COMMITTED.commitments),
      digest: toHex(COMMITTED.digest),
      entry: toHex(entry),
      leaf: toHex(leafHash(entry)),
    }),
  );
});

test('roots and proofs of the log of eight entries', async () => {
  const leaves = EIGHT_ENTRIES.map((entry) => leafHash(fromHex(entry)));
  const read = (level: number, index: number) => rootOf(leaves.slice(index << level, (index + 1) << level));
  const sizes = [...leaves.keys()].map((i) => i + 1);
  const inclusion = await Promise.all(
    sizes.flatMap((size) =>
      [...Array(size).keys()].map(async (index) => {
        const proof = await inclusionProof(read, index, size);
        return { index, size, proof: proof.map(toHex) };
      }),
    ),
  );
  const consistency = await Promise.all(
    sizes.flatMap((after) =>
      sizes
        .filter((before) => before <= after)
        .map(async (before) => {
          const proof = await consistencyProof(read, before, after);
          return { before, after, proof: proof.map(toHex) };
        }),
    ),
  );
  const roots = [0, ...sizes].map((size) => toHex(rootOf(leaves.slice(0, size))));
  expectCommitted('ledger/tree.json', jsonFile({ entries: EIGHT_ENTRIES, roots, inclusion, consistency }));
});

test('the good bundle, its trust file and its tlog-proof', () => {
  expect(verifyBundle(fixture.BUNDLE_TEXT, fixture.TRUST)).toMatchObject({ ok: true });
  expectCommitted('ledger/bundle.json', fixture.BUNDLE_TEXT);
  expectCommitted('ledger/trust.json', fixture.TRUST_TEXT);
  expectCommitted('ledger/bundle.tlog-proof', formatTlogProof(tlogProofOf(fixture.bundle())));
});

describe('the corpus of bundles', () => {
  const corpus = [
    ...ACCEPTED.map(({ name, file }) => ({ name, file, code: 'verified', exit: 0 })),
    ...[...REFUSED, ...REFUSED_WITNESS, ...REFUSED_MIXTURES].map(({ name, file, failure: { code } }) => ({
      ...{ name, file, code },
      exit: FAILURES[code].exit,
    })),
  ];

  test.each(corpus)('$name', ({ name, file }) => {
    expectCommitted(`bundles/${name}.json`, file);
  });

  test('is listed with its verdicts, and no other file is there', () => {
    const list = corpus.map(({ name, code, exit }) => ({ file: `${name}.json`, code, exit }));
    expectCommitted('bundles/index.json', jsonFile({ trust: 'trust.json', bundles: list }));
    expectCommitted('bundles/trust.json', TRUST_TEXT);
    const files = [...list.map(({ file }) => file), 'index.json', 'trust.json'];
    expect(readdirSync(join(FOLDER, 'bundles')).sort()).toEqual(files.sort());
  });
});

function expectCommitted(name: string, content: string | Uint8Array): void {
  const path = join(FOLDER, name);
  const bytes = typeof content === 'string' ? utf8(content) : content;
  if (process.env.UPDATE_VECTORS) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  expect(Buffer.from(bytes).equals(readFileSync(path)), `${name} differs from what is committed`).toBe(true);
}

function jsonFile(value: unknown): string {
  return `${JSON.stringify(value, undefined, 1)}\n`;
}

function mapped<Value, Result>(map: ReadonlyMap<string, Value>, change: (value: Value) => Result) {
  return Object.fromEntries([...map].map(([key, value]) => [key, change(value)]));
}
