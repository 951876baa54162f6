import { fromBase64, fromUtf8, toBase64, toHex } from '../bytes.ts';
import { type DerValue, derBits, derItems, derTag, readDer, readDerValues, requireTag } from './read-der.ts';

/**
 * X.509 certificates (RFC 5280) of the one kind that Fabric's organisations use here: version 3, a P-256 key, signed
 * with ECDSA and SHA-256.
 */

export interface Certificate {
  readonly der: Uint8Array;
  /** What the issuer signed. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  /** Distinguished names in DER, to be compared byte by byte. */
  readonly issuer: string;
  readonly subject: string;
  /** The subject's organisational units, in order. */
  readonly units: readonly string[];
  /** Milliseconds since 1970; both ends included. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** An uncompressed point, not yet known to be one of the curve. */
  readonly publicKey: Uint8Array;
  readonly isAuthority: boolean;
  /** Undefined when the certificate does not limit the use of its key. */
  readonly usages: readonly KeyUsage[] | undefined;
}

export type KeyUsage = 'digitalSignature' | 'keyCertSign';

const oid = {
  ecdsaWithSha256: '2a8648ce3d040302',
  ecPublicKey: '2a8648ce3d0201',
  prime256v1: '2a8648ce3d030107',
  organizationalUnit: '55040b',
  basicConstraints: '551d13',
  keyUsage: '551d0f',
} as const;

const pemBegin = '-----BEGIN CERTIFICATE-----\n';
const pemEnd = '\n-----END CERTIFICATE-----\n';

/** Writes PEM as Fabric does: 64 characters a line, a newline at the end (RFC 7468 section 3). */
export function toPem(der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return `${pemBegin}${lines.join('\n')}${pemEnd}`;
}

/** Reads what `toPem` writes, and no other spelling. Throws SyntaxError. */
export function fromPem(pem: string): Uint8Array {
  if (!pem.startsWith(pemBegin) || !pem.endsWith(pemEnd)) throw new SyntaxError('not a PEM certificate');
  const der = fromBase64(pem.slice(pemBegin.length, -pemEnd.length).replaceAll('\n', ''));
  if (toPem(der) !== pem) throw new SyntaxError('PEM with other lines than of 64 characters');
  return der;
}

/** Takes a certificate apart; nothing of it is verified yet. Throws SyntaxError for any other kind. */
export function readCertificate(der: Uint8Array): Certificate {
  const [signed, algorithm, signature] = exactly(3, derItems(readDer(der, derTag.sequence)));
  const [version, serial, innerAlgorithm, issuer, validity, subject, key, ...rest] = derItems(signed);
  requireEcdsa(algorithm);
  requireEcdsa(innerAlgorithm);
  if (toHex(requireTag(version, 0xa0).content) !== '020102')
    throw new SyntaxError('not a version 3 certificate');
  requireTag(serial, derTag.integer);
  const [notBefore, notAfter] = exactly(2, derItems(validity)).map(timeOf);
  return {
    der,
    signed: signed!.encoded,
    signature: derBits(signature),
    issuer: toHex(requireTag(issuer, derTag.sequence).encoded),
    subject: toHex(requireTag(subject, derTag.sequence).encoded),
    units: unitsOf(subject!),
    notBefore: notBefore!,
    notAfter: notAfter!,
    publicKey: publicKeyOf(key),
    ...constraintsOf(exactly(1, rest)[0]!),
  };
}

function exactly(count: number, values: DerValue[]): DerValue[] {
  if (values.length !== count) throw new SyntaxError(`${values.length} values in place of ${count}`);
  return values;
}

function requireEcdsa(algorithm: DerValue | undefined): void {
  const [identifier] = exactly(1, derItems(algorithm));
  requireOid(identifier, oid.ecdsaWithSha256);
}

function requireOid(value: DerValue | undefined, expected: string): void {
  if (toHex(requireTag(value, derTag.objectIdentifier).content) !== expected)
    throw new SyntaxError('an algorithm other than ECDSA over P-256 with SHA-256');
}

function publicKeyOf(key: DerValue | undefined): Uint8Array {
  const [algorithm, bits] = exactly(2, derItems(key));
  const [kind, curve] = exactly(2, derItems(algorithm));
  requireOid(kind, oid.ecPublicKey);
  requireOid(curve, oid.prime256v1);
  const point = derBits(bits);
  if (point.length !== 65 || point[0] !== 0x04) throw new SyntaxError('not an uncompressed point');
  return point;
}

/** A name is a list of sets of (type, value). */
function unitsOf(name: DerValue): string[] {
  const attributes = derItems(name).flatMap((set) => derItems(set, derTag.set));
  return attributes.flatMap((attribute) => {
    const [type, value] = exactly(2, derItems(attribute));
    if (toHex(requireTag(type, derTag.objectIdentifier).content) !== oid.organizationalUnit) return [];
    if (value!.tag !== derTag.utf8String && value!.tag !== derTag.printableString)
      throw new SyntaxError('a unit that is not text');
    return [fromUtf8(value!.content)];
  });
}

/** UTCTime through 2049, GeneralizedTime from 2050 on (RFC 5280 section 4.1.2.5), to the second, in UTC. */
function timeOf({ tag, content }: DerValue): number {
  const text = fromUtf8(content);
  const century = tag === derTag.utcTime ? (text < '5' ? '20' : '19') : '';
  const [, year, ...parts] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(century + text) ?? [];
  if (year === undefined || (tag !== derTag.utcTime && tag !== derTag.generalizedTime))
    throw new SyntaxError('not a time');
  const [month, day, hour, minute, second] = parts;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const instant = Date.parse(iso);
  if (Number.isNaN(instant) || new Date(instant).toISOString() !== iso) throw new SyntaxError('not a time');
  if (tag === derTag.generalizedTime && Number(year) < 2050) throw new SyntaxError('a time in the long form');
  return instant;
}

/** Extensions that are not critical and not read here may say what they like. */
function constraintsOf(wrapped: DerValue): Pick<Certificate, 'isAuthority' | 'usages'> {
  const [list] = exactly(1, readDerValues(requireTag(wrapped, 0xa3).content));
  const known = new Map<string, Uint8Array>();
  for (const extension of derItems(list)) {
    const [identifier, ...rest] = derItems(extension);
    const id = toHex(requireTag(identifier, derTag.objectIdentifier).content);
    const [flag, value] = rest.length === 1 ? [undefined, rest[0]] : exactly(2, rest);
    const isCritical = flag !== undefined && isTrue(flag);
    const isRead = id === oid.basicConstraints || id === oid.keyUsage;
    if (isCritical && !isRead) throw new SyntaxError('a critical extension that nobody reads');
    if (known.has(id)) throw new SyntaxError('an extension stands twice');
    known.set(id, requireTag(value, derTag.octetString).content);
  }
  return {
    isAuthority: isAuthority(known.get(oid.basicConstraints)),
    usages: usagesOf(known.get(oid.keyUsage)),
  };
}

function isAuthority(constraints: Uint8Array | undefined): boolean {
  if (constraints === undefined) return false;
  const [flag, ...limits] = derItems(readDer(constraints, derTag.sequence));
  if (limits.length > 0) requireTag(limits[0], derTag.integer);
  return flag !== undefined && isTrue(flag);
}

/** DER writes only TRUE: what is FALSE is left out. */
function isTrue(flag: DerValue): boolean {
  if (toHex(requireTag(flag, derTag.boolean).content) !== 'ff') throw new SyntaxError('not TRUE');
  return true;
}

/** Bits 0 and 5 of RFC 5280 section 4.2.1.3. */
function usagesOf(value: Uint8Array | undefined): KeyUsage[] | undefined {
  if (value === undefined) return undefined;
  const [, first = 0] = readDer(value, derTag.bitString).content;
  return [
    ...(first & 0b1000_0000 ? (['digitalSignature'] as const) : []),
    ...(first & 0b0000_0100 ? (['keyCertSign'] as const) : []),
  ];
}
