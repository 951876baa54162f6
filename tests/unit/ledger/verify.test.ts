import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildBundle } from '#ledger/build-bundle.ts';
import { formatBundle } from '#ledger/bundle.ts';
import { utf8 } from '#ledger/bytes.ts';
import { FAILURES, type FailureCode } from '#ledger/failures.ts';
import { signCheckpoint } from '#ledger/sign.ts';
import { parseTrust, TRUST_FORMAT } from '#ledger/trust.ts';
import { verifyBundle } from '#ledger/verify.ts';
import { askedAt, blockNumber, transactionId } from '#tests/support/fabric-evidence.ts';
import { ACCEPTED } from './accepted.ts';
import * as fixture from './fixture.ts';
import { REFUSED } from './refused.ts';
import { REFUSED_MIXTURES } from './refused-mixtures.ts';
import { REFUSED_WITNESS } from './refused-witness.ts';
import * as witnessed from './witnessed.ts';

const { BUNDLE_TEXT, CANONICAL, DISCLOSED, PERSONAL, RECORD_SALT, TRUST } = fixture;

describe('a good bundle', () => {
  const verdict = verifyBundle(BUNDLE_TEXT, TRUST);

  test('proves what it shows, what it withholds, and where it stands', () => {
    expect(verdict).toMatchObject({
      ok: true,
      record: {
        type: 'delivery',
        v: 1,
        previous: fixture.PREVIOUS,
        disclosed: {
          '/goods/name': '土豆',
          '/goods/quantityGrams': 25_000,
          '/goods/labels': [],
          '/coldChain/kept': true,
          '/coldChain/temperatureMilliC': -1_500,
          '/signers/0/name': '李雷',
          '/slash~1tilde~0': 'names are escaped in paths',
        },
        withheld: [
          '/goods/priceFen',
          '/id',
          '/occurredAt',
          '/signers/0/role',
          '/signers/1/name',
          '/signers/1/role',
        ],
      },
      log: { origin: fixture.ORIGIN, size: fixture.SIZE, index: fixture.INDEX },
      signers: [expect.stringMatching(/^log\.example\/district-330106\+[0-9a-f]{8}$/)],
      witness: { kind: 'none' },
    });
  });

  test('is the same as bytes and as text', () => {
    expect(verifyBundle(utf8(BUNDLE_TEXT), TRUST)).toEqual(verdict);
  });

  test('may show nothing, or everything that is not erased', () => {
    const build = (disclose: Iterable<string>) =>
      buildBundle({
        record: { canonical: CANONICAL, salt: RECORD_SALT, previous: fixture.PREVIOUS, personal: PERSONAL },
        disclose,
        place: { index: fixture.INDEX, inclusion: fixture.INCLUSION, checkpoint: fixture.NOTE },
      });
    expect(verifyBundle(build([]), TRUST)).toMatchObject({ ok: true, record: { disclosed: {} } });
    const all = Object.keys(fixture.bundle().record.commitments);
    expect(verifyBundle(build(all), TRUST)).toMatchObject({ ok: true, record: { withheld: [] } });
  });

  test('may carry the signatures of an old and a new key while both are in use', () => {
    const { ORIGIN: origin, ROOT: root, LOG_KEY, NEXT_KEY } = fixture;
    const keys = JSON.parse(fixture.TRUST_TEXT).logs[0].keys;
    const trust = parseTrust(
      JSON.stringify({
        format: TRUST_FORMAT,
        logs: [{ origin, keys: [keys[0], { ...keys[1], fromSize: 5 }] }],
      }),
    );
    const checkpoint = signCheckpoint({ origin, size: fixture.SIZE, root }, LOG_KEY, NEXT_KEY);
    const verdict = verifyBundle(formatBundle({ ...fixture.bundle(), checkpoint }), trust);
    expect(verdict).toMatchObject({ ok: true, signers: [expect.anything(), expect.anything()] });
  });
});

describe('bundles that must verify', () => {
  test.each(ACCEPTED)('$name', ({ file, witness }) => {
    const verdict = verifyBundle(file, witnessed.TRUST, witnessed.VERIFIERS);
    if (!verdict.ok) expect.fail(verdict.failure.code);
    expect(verdict.witness.kind).toBe(witness.kind);
    if (verdict.witness.kind === 'none' || witness.kind === 'none') return;
    expect(verdict.witness.organisations.map(({ mspId }) => mspId)).toEqual(witness.organisations);
  });

  test('say where and when organisations attested, by what they signed', () => {
    const { WITNESSED_TEXT, TRUST: trust, VERIFIERS } = witnessed;
    expect(verifyBundle(WITNESSED_TEXT, trust, VERIFIERS)).toMatchObject({
      witness: {
        ...{ kind: 'fabric', channel: 'shansu', chaincode: 'witness' },
        ...{ transactionId, blockNumber, attestedAt: askedAt },
        organisations: [
          { mspId: 'EduBureauMSP', name: { zh: '教育局', en: 'Education Bureau' } },
          { mspId: 'MarketRegMSP', name: { zh: '市场监管局', en: 'Market Regulator' } },
        ],
      },
    });
  });

  test('are refused rather than taken for less when nobody is there to check the witness', () => {
    const failure = { code: 'witness-unknown', kind: 'fabric' };
    expect(verifyBundle(witnessed.WITNESSED_TEXT, witnessed.TRUST)).toEqual({ ok: false, failure });
  });
});

describe('every way to fail', () => {
  const refused = [...REFUSED, ...REFUSED_WITNESS, ...REFUSED_MIXTURES];

  test.each(refused)('$name', ({ file, failure }) => {
    expect(verifyBundle(file, witnessed.TRUST, witnessed.VERIFIERS)).toEqual({ ok: false, failure });
  });

  test('has a case above, but for the failures of files and arguments', () => {
    const covered = new Set<string>(refused.map(({ failure }) => failure.code));
    const outside: FailureCode[] = [
      'wrong-usage',
      'trust-unreadable',
      'trust-malformed',
      'bundle-unreadable',
    ];
    expect(Object.keys(FAILURES).filter((code) => !covered.has(code))).toEqual(outside);
  });
});

describe('no byte of a bundle can be changed', () => {
  const bytes = utf8(BUNDLE_TEXT);

  test.each([
    ['its lowest bit flipped', (byte: number) => byte ^ 0x01],
    ['its case bit flipped', (byte: number) => byte ^ 0x20],
    ['an f in its place', () => 0x66],
    ['a quote in its place', () => 0x22],
  ])('%s', (_, substitute) => {
    const accepted = [...bytes.keys()].filter((at) => {
      const byte = substitute(bytes[at]!);
      return byte !== bytes[at] && verifyBundle(bytes.with(at, byte), TRUST).ok;
    });
    expect(accepted).toEqual([]);
  });

  test('nor can one be removed, doubled or swapped with its neighbour', () => {
    const accepted = [...bytes.keys()].filter((at) => {
      const [byte, next] = [bytes[at]!, bytes[at + 1]];
      const removed = Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(at + 1));
      const doubled = Uint8Array.of(...bytes.subarray(0, at + 1), ...bytes.subarray(at));
      const swapped = next === undefined || next === byte ? [] : [bytes.with(at, next).with(at + 1, byte)];
      return [removed, doubled, ...swapped].some((file) => verifyBundle(file, TRUST).ok);
    });
    expect(accepted).toEqual([]);
  });

  test('nor many at once', () => {
    const edits = fc.array(fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 })), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(edits, (changes) => {
        const file = Uint8Array.from(bytes);
        for (const [at, byte] of changes) file[at] = byte;
        fc.pre(changes.some(([at, byte]) => bytes[at] !== byte));
        const unchanged = file.every((byte, at) => byte === bytes[at]);
        expect(verifyBundle(file, TRUST).ok).toBe(unchanged);
      }),
    );
  });
});

test('whatever the file, the verdict is a verdict', () => {
  const verdictOf = (file: string | Uint8Array) => {
    expect(verifyBundle(file, TRUST)).toMatchObject({ ok: false });
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), verdictOf));
  fc.assert(fc.property(fc.json(), (json) => verdictOf(`${json}\n`)));
  verdictOf('['.repeat(1_000_000));
  verdictOf(`${'['.repeat(5000)}${']'.repeat(5000)}\n`);
});

describe('buildBundle refuses', () => {
  const build = (disclose: string[], personal?: typeof PERSONAL) => () =>
    buildBundle({
      record: { canonical: CANONICAL, salt: RECORD_SALT, ...(personal && { personal }) },
      disclose,
      place: { index: 0, inclusion: [], checkpoint: fixture.NOTE },
    });

  test.each([
    ['a field that the record does not have', build(['/goods/brand'])],
    ['type, which is shown anyhow', build(['/type'])],
    ['a personal value that was erased', build(['/signers/0/name'])],
    [
      'a personal value that is not the one committed to',
      build(['/signers/0/name'], new Map([['/signers/0/name', PERSONAL.get('/signers/1/name')!]])),
    ],
  ])('%s', (_, act) => {
    expect(act).toThrow(RangeError);
  });

  test('a text that is not canonical', () => {
    const record = { canonical: `${CANONICAL} `, salt: RECORD_SALT };
    const place = { index: 0, inclusion: [], checkpoint: '' };
    expect(() => buildBundle({ record, disclose: DISCLOSED, place })).toThrow();
  });
});

describe('parseTrust refuses', () => {
  const good = JSON.parse(fixture.TRUST_TEXT);
  const [log] = good.logs;
  const [key] = log.keys;
  const withKey = (change: object) => ({ ...good, logs: [{ ...log, keys: [{ ...key, ...change }] }] });
  test.each([
    ['another format', { ...good, format: 'shansu-trust/v2' }, '/format'],
    ['a member too many', { ...good, comment: '' }, '/comment'],
    ['no logs', { format: good.format }, '/logs'],
    ['logs that are no list', { ...good, logs: {} }, '/logs'],
    ['one origin twice', { ...good, logs: [log, log] }, '/logs'],
    ['an empty origin', { ...good, logs: [{ ...log, origin: '' }] }, '/logs/0/origin'],
    ['a broken key', withKey({ vkey: key.vkey.slice(1) }), '/logs/0/keys/0/vkey'],
    ['a size that is none', withKey({ fromSize: -1 }), '/logs/0/keys/0/fromSize'],
    ['a key that was not stolen, said', withKey({ stolen: false }), '/logs/0/keys/0/stolen'],
    ['a range that ends before it starts', withKey({ fromSize: 30 }), '/logs/0/keys/0/untilSize'],
  ])('%s', (_, value, pointer) => {
    expect(() => parseTrust(JSON.stringify(value))).toThrow(expect.objectContaining({ pointer }));
  });

  test('what is not JSON', () => {
    expect(() => parseTrust('')).toThrow(SyntaxError);
  });
});
