import { formatBundle, type ProofBundle } from '#ledger/bundle.ts';
import { fromHex, toBase64, utf8 } from '#ledger/bytes.ts';
import { commitField } from '#ledger/commitment.ts';
import type { Failure } from '#ledger/failures.ts';
import { formatVerifierKey, type SignerKey, signCheckpoint, signNote } from '#ledger/sign.ts';
import { asOf } from './accepted.ts';
import * as fixture from './fixture.ts';

/** A proof that must be refused, and how. `name` is a file name in tests/vectors/bundles. */
export type Refused = { name: string; file: string | Uint8Array; failure: Failure };

const { BUNDLE_TEXT, INDEX, LOG_KEY, NEXT_KEY, NOTE, ORIGIN, ROOT, SIZE, STOLEN_KEY, STRANGER } = fixture;

export const REFUSED: Refused[] = [
  { name: 'not-text', file: withByte(0xff), failure: { code: 'not-text' } },
  { name: 'not-json-cut-short', file: BUNDLE_TEXT.slice(0, 900), failure: { code: 'not-json' } },
  { name: 'not-json-empty', file: '', failure: { code: 'not-json' } },
  { name: 'not-json-byte-order-mark', file: `\ufeff${BUNDLE_TEXT}`, failure: { code: 'not-json' } },
  {
    name: 'not-canonical-pretty',
    file: `${JSON.stringify(fixture.bundle(), undefined, 2)}\n`,
    failure: { code: 'not-canonical' },
  },
  { name: 'not-canonical-no-newline', file: BUNDLE_TEXT.trimEnd(), failure: { code: 'not-canonical' } },
  { name: 'not-canonical-two-newlines', file: `${BUNDLE_TEXT}\n`, failure: { code: 'not-canonical' } },
  {
    name: 'not-canonical-repeated-member',
    file: BUNDLE_TEXT.replace('{"checkpoint"', '{"index":0,"checkpoint"'),
    failure: { code: 'not-canonical' },
  },
  {
    name: 'not-canonical-float',
    file: BUNDLE_TEXT.replace('"value":25000', '"value":25000.5'),
    failure: { code: 'not-canonical' },
  },
  {
    name: 'unknown-format',
    file: BUNDLE_TEXT.replace('shansu-proof/v1', 'shansu-proof/v9'),
    failure: { code: 'unknown-format', format: 'shansu-proof/v9' },
  },
  changed('malformed-not-an-object', { code: 'malformed', pointer: '' }, () => [] as unknown),
  changed('malformed-no-format', { code: 'malformed', pointer: '/format' }, without('format')),
  changed('malformed-no-record', { code: 'malformed', pointer: '/record' }, without('record')),
  changed('malformed-member-too-many', { code: 'malformed', pointer: '/comment' }, (bundle) => ({
    ...bundle,
    comment: 'nobody checks this',
  })),
  changed('malformed-record-member', { code: 'malformed', pointer: '/record/comment' }, (bundle) => ({
    ...bundle,
    record: { ...bundle.record, comment: 'nobody checks this' },
  })),
  changed('malformed-upper-case-digest', { code: 'malformed', pointer: '/record/digest' }, (bundle) => {
    bundle.record.digest = bundle.record.digest.toUpperCase();
    return bundle;
  }),
  changed('malformed-type', { code: 'malformed', pointer: '/record/type' }, (bundle) => {
    bundle.record.type = 'a delivery';
    return bundle;
  }),
  changed('malformed-version', { code: 'malformed', pointer: '/record/v' }, (bundle) => {
    bundle.record.v = 0;
    return bundle;
  }),
  changed('malformed-index', { code: 'malformed', pointer: '/index' }, (bundle) => {
    bundle.index = -1;
    return bundle;
  }),
  changed('malformed-salt', { code: 'malformed', pointer: '/disclosed/~1goods~1name/salt' }, (bundle) => {
    bundle.disclosed['/goods/name']!.salt = '00';
    return bundle;
  }),
  changed('malformed-path', { code: 'malformed', pointer: '/record/commitments/goods' }, (bundle) => {
    bundle.record.commitments.goods = '00'.repeat(32);
    return bundle;
  }),
  changed('malformed-second-type', { code: 'malformed', pointer: '/disclosed/~1type' }, (bundle) => {
    bundle.disclosed['/type'] = { salt: '00'.repeat(32), value: 'issue' };
    return bundle;
  }),
  changed('malformed-inclusion', { code: 'malformed', pointer: '/inclusion/1' }, (bundle) => {
    bundle.inclusion[1] = 'zz';
    return bundle;
  }),
  changed('field-unknown', { code: 'field-unknown', path: '/goods/brand' }, (bundle) => {
    bundle.disclosed['/goods/brand'] = { salt: '00'.repeat(32), value: 'x' };
    return bundle;
  }),
  changed('field-mismatch-value', { code: 'field-mismatch', path: '/goods/quantityGrams' }, (bundle) => {
    bundle.disclosed['/goods/quantityGrams']!.value = 52_000;
    return bundle;
  }),
  changed('field-mismatch-type-of-value', { code: 'field-mismatch', path: '/coldChain/kept' }, (bundle) => {
    bundle.disclosed['/coldChain/kept']!.value = 'true';
    return bundle;
  }),
  changed('field-mismatch-salt', { code: 'field-mismatch', path: '/goods/name' }, (bundle) => {
    bundle.disclosed['/goods/name']!.salt = '5b'.repeat(32);
    return bundle;
  }),
  changed('field-mismatch-swapped', { code: 'field-mismatch', path: '/coldChain/kept' }, (bundle) => {
    const { disclosed } = bundle;
    disclosed['/coldChain/kept'] = disclosed['/goods/labels']!;
    return bundle;
  }),
  changed('record-mismatch-type', { code: 'record-mismatch' }, (bundle) => {
    bundle.record.type = 'issue';
    return bundle;
  }),
  changed('record-mismatch-version', { code: 'record-mismatch' }, (bundle) => {
    bundle.record.v = 2;
    return bundle;
  }),
  changed('record-mismatch-previous', { code: 'record-mismatch' }, (bundle) => {
    delete bundle.record.previous;
    return bundle;
  }),
  changed('record-mismatch-dropped-field', { code: 'record-mismatch' }, (bundle) => {
    delete bundle.record.commitments['/id'];
    return bundle;
  }),
  changed('record-mismatch-recommitted-field', { code: 'record-mismatch' }, (bundle) => {
    const path = '/goods/quantityGrams';
    const salt = bundle.disclosed[path]!.salt;
    bundle.disclosed[path] = { salt, value: 52_000 };
    bundle.record.commitments[path] = commitField(path, 52_000, fromHex(salt));
    return bundle;
  }),
  withCheckpoint('checkpoint-malformed-no-note', { code: 'checkpoint-malformed' }, 'not a note\n'),
  withCheckpoint(
    'checkpoint-malformed-leading-zero',
    { code: 'checkpoint-malformed' },
    NOTE.replace(`\n${SIZE}\n`, `\n0${SIZE}\n`),
  ),
  withCheckpoint(
    'checkpoint-malformed-extension',
    { code: 'checkpoint-malformed' },
    signNote(`${ORIGIN}\n${SIZE}\n${toBase64(ROOT)}\nextension\n`, LOG_KEY),
  ),
  withCheckpoint(
    'log-untrusted',
    { code: 'log-untrusted', origin: 'log.example/elsewhere' },
    signCheckpoint({ origin: 'log.example/elsewhere', size: SIZE, root: ROOT }, LOG_KEY),
  ),
  withCheckpoint(
    'signer-unknown',
    { code: 'signer-unknown', signer: nameOf(STRANGER) },
    signCheckpoint({ origin: ORIGIN, size: SIZE, root: ROOT }, STRANGER),
  ),
  withCheckpoint(
    'signer-unknown-beside-the-log',
    { code: 'signer-unknown', signer: nameOf(STRANGER) },
    signCheckpoint({ origin: ORIGIN, size: SIZE, root: ROOT }, LOG_KEY, STRANGER),
  ),
  withCheckpoint(
    'signer-out-of-range-retired',
    { code: 'signer-out-of-range', signer: nameOf(LOG_KEY), size: 21 },
    signCheckpoint({ origin: ORIGIN, size: 21, root: ROOT }, LOG_KEY),
  ),
  {
    name: 'signer-out-of-range-beside-the-new',
    file: await asOf(21, LOG_KEY, NEXT_KEY),
    failure: { code: 'signer-out-of-range', signer: nameOf(LOG_KEY), size: 21 },
  },
  withCheckpoint(
    'signers-unordered-twice',
    { code: 'signers-unordered' },
    signCheckpoint({ origin: ORIGIN, size: SIZE, root: ROOT }, LOG_KEY, LOG_KEY),
  ),
  {
    name: 'signers-unordered-new-before-old',
    file: await asOf(17, NEXT_KEY, LOG_KEY),
    failure: { code: 'signers-unordered' },
  },
  {
    name: 'signer-stolen',
    file: await asOf(SIZE, STOLEN_KEY),
    failure: { code: 'signer-stolen', signer: nameOf(STOLEN_KEY) },
  },
  withCheckpoint(
    'signer-out-of-range-too-early',
    { code: 'signer-out-of-range', signer: nameOf(NEXT_KEY), size: SIZE },
    signCheckpoint({ origin: ORIGIN, size: SIZE, root: ROOT }, NEXT_KEY),
  ),
  withCheckpoint(
    'signature-invalid-size',
    { code: 'signature-invalid', signer: nameOf(LOG_KEY) },
    NOTE.replace(`\n${SIZE}\n`, '\n12\n'),
  ),
  withCheckpoint(
    'signature-invalid-root',
    { code: 'signature-invalid', signer: nameOf(LOG_KEY) },
    NOTE.replace(toBase64(ROOT), toBase64(utf8('another root of thirty-two bytes'))),
  ),
  changed('index-out-of-range', { code: 'index-out-of-range', index: SIZE, size: SIZE }, (bundle) => {
    bundle.index = SIZE;
    return bundle;
  }),
  withCheckpoint(
    'index-out-of-range-empty-log',
    { code: 'index-out-of-range', index: INDEX, size: 0 },
    signCheckpoint({ origin: ORIGIN, size: 0, root: ROOT }, LOG_KEY),
  ),
  changed('inclusion-length-short', { code: 'inclusion-length', expected: 4, found: 3 }, (bundle) => {
    bundle.inclusion.pop();
    return bundle;
  }),
  changed('inclusion-length-long', { code: 'inclusion-length', expected: 4, found: 5 }, (bundle) => {
    bundle.inclusion.push('00'.repeat(32));
    return bundle;
  }),
  changed('inclusion-mismatch-hash', { code: 'inclusion-mismatch' }, (bundle) => {
    bundle.inclusion[2] = '00'.repeat(32);
    return bundle;
  }),
  changed('inclusion-mismatch-order', { code: 'inclusion-mismatch' }, (bundle) => {
    bundle.inclusion.reverse();
    return bundle;
  }),
  changed('inclusion-mismatch-index', { code: 'inclusion-mismatch' }, (bundle) => {
    bundle.index = INDEX - 1;
    return bundle;
  }),
  withCheckpoint(
    'inclusion-mismatch-root',
    { code: 'inclusion-mismatch' },
    signCheckpoint({ origin: ORIGIN, size: SIZE, root: fromHex('11'.repeat(32)) }, LOG_KEY),
  ),
  changed('witness-unknown-kind', { code: 'witness-unknown', kind: 'notary' }, (bundle) => ({
    ...bundle,
    witness: { kind: 'notary' },
  })),
  changed('witness-unknown-member', { code: 'witness-unknown', kind: 'none' }, (bundle) => ({
    ...bundle,
    witness: { kind: 'none', comment: 'nobody checks this' },
  })),
];

function changed(name: string, failure: Failure, change: (bundle: ProofBundle) => unknown): Refused {
  return { name, failure, file: formatBundle(change(fixture.bundle()) as ProofBundle) };
}

function withCheckpoint(name: string, failure: Failure, checkpoint: string): Refused {
  return changed(name, failure, (bundle) => ({ ...bundle, checkpoint }));
}

function without(member: keyof ProofBundle) {
  return (bundle: ProofBundle) => {
    const { [member]: _, ...rest } = bundle;
    return rest;
  };
}

function withByte(byte: number): Uint8Array {
  const bytes = utf8(BUNDLE_TEXT);
  bytes[BUNDLE_TEXT.indexOf('format')] = byte;
  return bytes;
}

/** A key as verdicts name it: `<name>+<key id>`. */
function nameOf(key: SignerKey): string {
  return formatVerifierKey(key).split('+').slice(0, 2).join('+');
}
