import { buildBundle } from '#ledger/build-bundle.ts';
import type { ProofBundle } from '#ledger/bundle.ts';
import { fromHex, utf8 } from '#ledger/bytes.ts';
import { type Canonical, canonicalText } from '#ledger/canonical.ts';
import { commitField, commitRecord } from '#ledger/commitment.ts';
import { formatEntry } from '#ledger/entry.ts';
import { personalField } from '#ledger/fields.ts';
import { leafHash } from '#ledger/hash.ts';
import { rootOf } from '#ledger/merkle.ts';
import { inclusionProof } from '#ledger/proofs.ts';
import { formatVerifierKey, type SignerKey, signCheckpoint } from '#ledger/sign.ts';
import { parseTrust } from '#ledger/trust.ts';

/** One fixed record in one fixed log, from which every proof in these tests is made. */

export const ORIGIN = 'log.example/district-330106';
export const LOG_KEY: SignerKey = { name: ORIGIN, secretKey: fromHex('07'.repeat(32)) };
export const NEXT_KEY: SignerKey = { name: ORIGIN, secretKey: fromHex('08'.repeat(32)) };
export const STRANGER: SignerKey = { name: ORIGIN, secretKey: fromHex('09'.repeat(32)) };

/** Another log with the same content, whose first key was stolen. */
export const ROBBED_ORIGIN = 'log.example/district-330108';
export const STOLEN_KEY: SignerKey = { name: ROBBED_ORIGIN, secretKey: fromHex('0a'.repeat(32)) };
export const NEW_KEY: SignerKey = { name: ROBBED_ORIGIN, secretKey: fromHex('0b'.repeat(32)) };

export const RECORD_SALT = fromHex('5a'.repeat(32));
export const PREVIOUS = 'c0'.repeat(32);

const RECEIVER = { value: '李雷', salt: fromHex('6b'.repeat(32)) };
const CHECKER = { value: '韩梅梅', salt: fromHex('7c'.repeat(32)) };
export const PERSONAL: ReadonlyMap<string, { value: Canonical; salt: Uint8Array }> = new Map([
  ['/signers/0/name', RECEIVER],
  ['/signers/1/name', CHECKER],
]);

export const CANONICAL = canonicalText({
  type: 'delivery',
  v: 1,
  id: '01938e6a-9c00-7000-8000-000000000001',
  occurredAt: '2026-03-02T22:40:00.000Z',
  goods: { name: '土豆', quantityGrams: 25_000, priceFen: 420, labels: [] },
  coldChain: { kept: true, temperatureMilliC: -1_500 },
  'slash/tilde~': 'names are escaped in paths',
  signers: [...PERSONAL].map(([path, { value, salt }]) => ({
    name: personalField(commitField(path, value, salt)),
    role: path === '/signers/0/name' ? 'receiver' : 'checker',
  })),
});

export const DISCLOSED = [
  '/goods/name',
  '/goods/quantityGrams',
  '/goods/labels',
  '/coldChain/kept',
  '/coldChain/temperatureMilliC',
  '/signers/0/name',
  '/slash~1tilde~0',
];

export const SIZE = 11;
export const INDEX = 6;

export const COMMITTED = commitRecord(JSON.parse(CANONICAL), RECORD_SALT, PREVIOUS);

const entryAt = (index: number): Uint8Array =>
  index === INDEX
    ? formatEntry({ type: 'delivery', digest: COMMITTED.digest })
    : formatEntry({ type: 'sample-taken', digest: leafHash(utf8(`record ${index}`)) });

const leavesOf = (size: number) => Array.from({ length: size }, (_, index) => leafHash(entryAt(index)));

/** The record's place when the log has grown to a size, in a checkpoint by these keys, which bear its name. */
export async function placeAt(size: number, ...keys: SignerKey[]) {
  const leaves = leavesOf(size);
  const read = (level: number, index: number) => rootOf(leaves.slice(index << level, (index + 1) << level));
  return {
    index: INDEX,
    inclusion: await inclusionProof(read, INDEX, size),
    checkpoint: signCheckpoint({ origin: keys[0]!.name, size, root: rootOf(leaves) }, ...keys),
  };
}

export const ENTRIES = Array.from({ length: SIZE }, (_, index) => entryAt(index));
export const ROOT = rootOf(leavesOf(SIZE));
export const { checkpoint: NOTE, inclusion: INCLUSION } = await placeAt(SIZE, LOG_KEY);

export const BUNDLE_TEXT = buildBundle({
  record: { canonical: CANONICAL, salt: RECORD_SALT, previous: PREVIOUS, personal: PERSONAL },
  disclose: DISCLOSED,
  place: { index: INDEX, inclusion: INCLUSION, checkpoint: NOTE },
});

/** A fresh copy of the bundle to change. */
export function bundle(): ProofBundle {
  return JSON.parse(BUNDLE_TEXT);
}

export const TRUST_TEXT = `${JSON.stringify(
  {
    format: 'shansu-trust/v1',
    logs: [
      {
        origin: ORIGIN,
        keys: [
          { vkey: formatVerifierKey(LOG_KEY), fromSize: 0, untilSize: 20 },
          { vkey: formatVerifierKey(NEXT_KEY), fromSize: 15 },
        ],
      },
      {
        origin: ROBBED_ORIGIN,
        keys: [
          { vkey: formatVerifierKey(STOLEN_KEY), fromSize: 0, untilSize: 20, stolen: true },
          { vkey: formatVerifierKey(NEW_KEY), fromSize: 15 },
        ],
      },
    ],
  },
  undefined,
  2,
)}\n`;
export const TRUST = parseTrust(TRUST_TEXT);
