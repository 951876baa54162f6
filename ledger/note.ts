import { concat, fromBase64, fromHex, toBase64, toHex, utf8 } from './bytes.ts';
import { verify } from './ed25519.ts';
import { hash } from './hash.ts';

/**
 * Signed notes and verifier keys (c2sp.org/signed-note), with Ed25519 signatures (type 0x01) only.
 *
 *   text, ending in a newline
 *                                              an empty line
 *   — <key name> base64(key id || signature)   one or more
 */

/** One signature line. `keyId` is the four bytes in hex; `signature` is what follows them. */
export type NoteSignature = { name: string; keyId: string; signature: Uint8Array };

/** A note taken apart. `text` includes its final newline. Nothing of it is verified yet. */
export type Note = { text: string; signatures: NoteSignature[] };

/** A public key: the decoded form of `<name>+<key id>+<base64(0x01 || public key)>`. */
export type VerifierKey = { name: string; keyId: string; publicKey: Uint8Array };

/** The signature type, in verifier keys and in what key ids are computed from. */
export const ED25519 = 0x01;
const MAX_SIGNATURES = 64;
const KEY_ID_BYTES = 4;
const SIGNATURE_LINE = /^\u2014 ([^ ]+) ([A-Za-z0-9+/]+={0,2})$/u;
const KEY_NAME = /^[^\p{White_Space}+]+$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the format forbids exactly these
const CONTROL_CHARACTER = /[\u0000-\u0009\u000b-\u001f]/;

/** Whether the text may name a key: not empty, no Unicode space, no plus sign. */
export function isKeyName(name: string): boolean {
  return KEY_NAME.test(name) && !CONTROL_CHARACTER.test(name);
}

/** Takes a note apart. Throws SyntaxError unless every byte of it follows the format. */
export function parseNote(note: string): Note {
  if (!note.isWellFormed() || CONTROL_CHARACTER.test(note))
    throw new SyntaxError('the note holds a forbidden character');
  const blank = note.lastIndexOf('\n\n');
  if (blank < 0) throw new SyntaxError('the note has no signatures');
  if (!note.endsWith('\n')) throw new SyntaxError('the note does not end in a newline');
  const lines = note.slice(blank + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new SyntaxError(`more than ${MAX_SIGNATURES} signatures`);
  return { text: note.slice(0, blank + 1), signatures: lines.map(parseSignatureLine) };
}

function parseSignatureLine(line: string): NoteSignature {
  const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? [];
  if (name === undefined || encoded === undefined || !isKeyName(name))
    throw new SyntaxError('malformed signature line');
  const bytes = fromBase64(encoded);
  if (bytes.length <= KEY_ID_BYTES) throw new SyntaxError('the signature is too short');
  return {
    name,
    keyId: toHex(bytes.subarray(0, KEY_ID_BYTES)),
    signature: bytes.slice(KEY_ID_BYTES),
  };
}

/** Writes a note. Throws SyntaxError if the text or a key name cannot stand in one. */
export function formatNote({ text, signatures }: Note): string {
  const lines = signatures.map(
    ({ name, keyId, signature }) => `\u2014 ${name} ${toBase64(concat(fromHex(keyId), signature))}\n`,
  );
  const note = `${text}\n${lines.join('')}`;
  if (parseNote(note).text !== text) throw new SyntaxError('the text cannot stand in a note');
  return note;
}

/** Reads a verifier key. Throws SyntaxError on any other signature type and if the key id does not fit. */
export function parseVerifierKey(vkey: string): VerifierKey {
  const [, name, keyId, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/su.exec(vkey) ?? [];
  if (name === undefined || keyId === undefined || encoded === undefined || !isKeyName(name))
    throw new SyntaxError('malformed verifier key');
  const bytes = fromBase64(encoded);
  if (bytes[0] !== ED25519 || bytes.length !== 33) throw new SyntaxError('not an Ed25519 verifier key');
  const publicKey = bytes.slice(1);
  if (keyIdOf(name, publicKey) !== keyId) throw new SyntaxError('the key id does not fit the key');
  return { name, keyId, publicKey };
}

/** Which of a name's keys it is, as people and files name it: `<key name>+<key id>`. */
export function signerName({ name, keyId }: Pick<VerifierKey, 'name' | 'keyId'>): string {
  return `${name}+${keyId}`;
}

/**
 * Whether this key made this signature over the note text (RFC 8032, strict: canonical points and scalar, no
 * small-order key), so that a signature has no second spelling. False if name or key id differ.
 */
export function verifySignature(text: string, signature: NoteSignature, key: VerifierKey): boolean {
  if (signature.name !== key.name || signature.keyId !== key.keyId) return false;
  return verify(signature.signature, utf8(text), key.publicKey);
}

/** What a reader of notes may conclude: who signed, or why the note counts for nothing. */
export type NoteVerdict =
  | { ok: true; signers: VerifierKey[] }
  | { ok: false; reason: 'no-known-signer' }
  | { ok: false; reason: 'bad-signature'; signer: VerifierKey };

/**
 * Checks a note against the keys a reader knows. Signatures by unknown keys are ignored; one by a known key
 * that does not verify spoils the whole note; at least one known key must have signed.
 */
export function verifyNote(note: Note, known: readonly VerifierKey[]): NoteVerdict {
  const signers: VerifierKey[] = [];
  for (const signature of note.signatures) {
    const signer = known.find((key) => key.name === signature.name && key.keyId === signature.keyId);
    if (signer === undefined) continue;
    if (!verifySignature(note.text, signature, signer)) return { ok: false, reason: 'bad-signature', signer };
    signers.push(signer);
  }
  return signers.length > 0 ? { ok: true, signers } : { ok: false, reason: 'no-known-signer' };
}

/** The four bytes, in hex, that tell a name's keys apart. */
export function keyIdOf(name: string, publicKey: Uint8Array): string {
  return toHex(hash(utf8(`${name}\n`), Uint8Array.of(ED25519), publicKey).subarray(0, KEY_ID_BYTES));
}
