import { describe, expect, test } from 'vitest';
import { fromHex, toBase64, toHex, utf8 } from '#ledger/bytes.ts';
import { formatCheckpoint, parseCheckpoint } from '#ledger/checkpoint.ts';
import { formatNote, parseNote, parseVerifierKey, verifyNote, verifySignature } from '#ledger/note.ts';
import { formatVerifierKey, signCheckpoint, signNote } from '#ledger/sign.ts';

/** The example of c2sp.org/signed-note. */
const VKEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const NOTE =
  'This is an example message.\n\n' +
  '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

const LOG = { name: 'log.example/west', secretKey: fromHex('01'.repeat(32)) };
const OTHER = { name: 'witness.example', secretKey: fromHex('02'.repeat(32)) };
const logKey = parseVerifierKey(formatVerifierKey(LOG));
const otherKey = parseVerifierKey(formatVerifierKey(OTHER));

describe('published examples', () => {
  test('the note of c2sp.org/signed-note verifies', () => {
    const note = parseNote(NOTE);
    expect(note.text).toBe('This is an example message.\n');
    expect(verifyNote(note, [parseVerifierKey(VKEY)])).toMatchObject({
      ok: true,
      signers: [{ name: 'example.com/foo', keyId: '530d903a' }],
    });
    expect(formatNote(note)).toBe(NOTE);
  });

  test('the checkpoint of c2sp.org/tlog-checkpoint parses', () => {
    const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
    const checkpoint = parseCheckpoint(text);
    expect(checkpoint.size).toBe(20_852_163);
    expect(formatCheckpoint(checkpoint)).toBe(text);
  });
});

describe('verifyNote', () => {
  const both = parseNote(signNote('text\n', LOG, OTHER));

  test('names every known signer and ignores the others', () => {
    expect(verifyNote(both, [logKey, otherKey])).toEqual({ ok: true, signers: [logKey, otherKey] });
    expect(verifyNote(both, [otherKey])).toEqual({ ok: true, signers: [otherKey] });
  });

  test('needs at least one known signer', () => {
    expect(verifyNote(both, [])).toEqual({ ok: false, reason: 'no-known-signer' });
    expect(verifyNote(both, [parseVerifierKey(VKEY)])).toEqual({ ok: false, reason: 'no-known-signer' });
  });

  test('one bad signature by a known key spoils the note', () => {
    const text = 'another text\n';
    const mixed = { text, signatures: [parseNote(signNote(text, LOG)).signatures[0]!, both.signatures[1]!] };
    expect(verifyNote(mixed, [logKey, otherKey])).toEqual({
      ok: false,
      reason: 'bad-signature',
      signer: otherKey,
    });
    expect(verifyNote(mixed, [logKey])).toMatchObject({ ok: true });
  });

  test('a key with the same name but another id, or the reverse, is unknown', () => {
    const { publicKey, keyId } = logKey;
    const unknown = { ok: false, reason: 'no-known-signer' };
    expect(verifyNote(both, [{ name: 'log.example/east', keyId, publicKey }])).toEqual(unknown);
    expect(verifyNote(both, [{ ...logKey, keyId: '00000000' }])).toEqual(unknown);
  });

  test('a signature has no second spelling', () => {
    const [signature] = both.signatures;
    const bytes = signature!.signature;
    // S + L is congruent to S (RFC 8032 section 5.1.7 demands S < L).
    const order = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;
    let scalar = BigInt(`0x${toHex(bytes.slice(32).reverse())}`) + order;
    const malleated = Uint8Array.from(bytes);
    for (let i = 32; i < 64; i++, scalar >>= 8n) malleated[i] = Number(scalar & 0xffn);
    expect(verifySignature(both.text, signature!, logKey)).toBe(true);
    expect(verifySignature(both.text, { ...signature!, signature: malleated }, logKey)).toBe(false);
    expect(verifySignature(both.text, { ...signature!, signature: bytes.slice(1) }, logKey)).toBe(false);
  });

  test('a key of small order signs nothing', () => {
    const publicKey = fromHex('01' + '00'.repeat(31));
    const signature = { ...both.signatures[0]!, signature: fromHex('01' + '00'.repeat(63)) };
    expect(verifySignature(both.text, signature, { ...logKey, publicKey })).toBe(false);
  });
});

describe('parseNote refuses', () => {
  const good = signNote('one\ntwo\n', LOG);
  const line = good.slice(good.indexOf('—'));
  test.each([
    ['the empty text', ''],
    ['no signatures', 'one\ntwo\n'],
    ['an empty signature block', 'one\n\n'],
    ['no final newline', good.slice(0, -1)],
    ['a blank line at the end', `${good}\n`],
    ['a line after the signatures', `${good}extra\n`],
    ['a hyphen for the dash', good.replace('—', '-')],
    ['an en dash', good.replace('—', '–')],
    ['two spaces', good.replace('— ', '—  ')],
    ['a tab', good.replace('one', 'o\te')],
    ['a carriage return', good.replaceAll('\n', '\r\n')],
    ['a NUL', good.replace('one', 'o\u0000e')],
    ['a lone surrogate', good.replace('one', 'o\ud800e')],
    ['a plus in the name', good.replace('log.example/west', 'log+west')],
    ['a no-break space in the name', good.replace('log.example/west', 'log\u00a0west')],
    ['no name', good.replace('log.example/west ', '')],
    ['no signature', good.replace(/ [^ ]+\n$/, '\n')],
    ['a third part', good.replace(/\n$/, ' more\n')],
    ['unpadded base 64', good.replace(/=\n$/, '\n')],
    ['base 64 with spare bits', good.replace(/.=\n$/, 'B=\n').replace(/A=\n$/, 'B=\n')],
    ['base 64 for URLs', good.replace(/ [^ ]{4}([^ ]+\n)$/, ' -_-_$1')],
    ['a key id and nothing else', `one\n\n— log.example/west ${toBase64(fromHex('00000000'))}\n`],
    ['65 signatures', `one\n\n${line.repeat(65)}`],
  ])('%s', (_, note) => {
    expect(note).not.toBe(good);
    expect(() => parseNote(note)).toThrow(SyntaxError);
  });
});

test('64 signatures are not too many', () => {
  const note = signNote('one\n', LOG);
  const [text = '', line = ''] = note.split('\n\n');
  expect(parseNote(`${text}\n\n${line.repeat(64)}`).signatures).toHaveLength(64);
});

test('blank lines inside the text belong to the text', () => {
  const text = 'one\n\ntwo\n';
  expect(parseNote(signNote(text, LOG)).text).toBe(text);
});

test('a text that cannot stand in a note is not signed', () => {
  for (const text of ['', 'no newline', 'a\u0007\n']) expect(() => signNote(text, LOG)).toThrow(SyntaxError);
});

describe('parseVerifierKey refuses', () => {
  const material = VKEY.slice(VKEY.lastIndexOf('+') + 1);
  test.each([
    ['another key id', VKEY.replace('530d903a', '530d903b')],
    ['upper-case hex', VKEY.replace('530d903a', '530D903A')],
    ['another name', VKEY.replace('foo', 'bar')],
    ['no name', VKEY.replace('example.com/foo', '')],
    ['a space in the name', VKEY.replace('/foo', ' foo')],
    ['no key id', `example.com/foo+${material}`],
    ['a short key', VKEY.slice(0, -4)],
    ['a signature type other than Ed25519', VKEY.replace('+Aek', '+BOk')],
    ['a final newline', `${VKEY}\n`],
  ])('%s', (_, vkey) => {
    expect(vkey).not.toBe(VKEY);
    expect(() => parseVerifierKey(vkey)).toThrow(SyntaxError);
  });
});

describe('checkpoints', () => {
  const root = fromHex('11'.repeat(32));
  const checkpoint = { origin: 'log.example/west', size: 7, root };
  const text = formatCheckpoint(checkpoint);

  test('are signed by the keys of the log', () => {
    const note = parseNote(signCheckpoint(checkpoint, LOG));
    expect(parseCheckpoint(note.text)).toEqual(checkpoint);
    expect(verifyNote(note, [logKey])).toMatchObject({ ok: true });
  });

  test.each([
    ['an empty origin', text.replace('log.example/west', '')],
    ['a missing line', text.split('\n').slice(1).join('\n')],
    ['an extension line', `${text}extension\n`],
    ['a blank line', `${text}\n`],
    ['no final newline', text.slice(0, -1)],
    ['a leading zero', text.replace('\n7\n', '\n07\n')],
    ['a sign', text.replace('\n7\n', '\n+7\n')],
    ['a negative size', text.replace('\n7\n', '\n-7\n')],
    ['a hex size', text.replace('\n7\n', '\n0x7\n')],
    ['an empty size', text.replace('\n7\n', '\n\n')],
    ['a size past the safe integers', text.replace('\n7\n', '\n9007199254740992\n')],
    ['a short root', text.replace(toBase64(root), toBase64(root.subarray(1)))],
    ['a root in hex', text.replace(toBase64(root), toHex(root))],
    ['a space after the size', text.replace('\n7\n', '\n7 \n')],
  ])('parseCheckpoint refuses %s', (_, bad) => {
    expect(bad).not.toBe(text);
    expect(() => parseCheckpoint(bad)).toThrow(SyntaxError);
  });

  test('what cannot be written is refused', () => {
    for (const bad of [
      { origin: '' },
      { origin: 'a\nb' },
      { size: -1 },
      { size: 0.5 },
      { root: utf8('short') },
    ])
      expect(() => formatCheckpoint({ ...checkpoint, ...bad })).toThrow(RangeError);
  });
});
