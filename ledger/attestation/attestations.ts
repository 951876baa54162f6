import { concat, toHex, utf8 } from '../bytes.ts';
import { hash } from '../hash.ts';
import { attempt, Refusal } from '../refusal.ts';
import { type Certificate, readCertificate, toPem } from './certificate.ts';
import { verifyP256 } from './p256.ts';
import type { TrustedLedger, TrustedOrganisation } from './trusted-ledger.ts';
import { organisationRoles } from './trusted-ledger.ts';

/** An organisation's signature under an answer; Fabric calls it an endorsement. */
export interface Attestation {
  /** MSP id. */
  readonly organisation: string;
  /** The signer's certificate, DER. */
  readonly certificate: Uint8Array;
  /** ECDSA over the answer and the signer's identity, DER. */
  readonly signature: Uint8Array;
}

/**
 * Requires that every one of the attestations holds, and that they are enough for the ledger. Throws Refusal.
 *
 * @param at when the answer was given, in milliseconds: certificates must have been valid then
 */
export function requireAttestations(
  answer: Uint8Array,
  attestations: readonly Attestation[],
  ledger: TrustedLedger,
  at: number,
): TrustedOrganisation[] {
  requireOrder(attestations);
  const organisations = attestations.map((attestation, index) => {
    const organisation = ledger.organisations.find(({ mspId }) => mspId === attestation.organisation);
    if (organisation === undefined)
      throw new Refusal({ code: 'organisation-untrusted', organisation: attestation.organisation });
    const pointer = `/witness/attestations/${index}/certificate`;
    const certificate = attempt(() => readCertificate(attestation.certificate), {
      code: 'witness-malformed',
      pointer,
    });
    requireSigner(certificate, organisation, at);
    const signed = concat(answer, serializedIdentity(attestation));
    if (!verifyP256(attestation.signature, signed, certificate.publicKey))
      throw new Refusal({ code: 'attestation-invalid', organisation: organisation.mspId });
    return organisation;
  });
  const [found, required] = [organisations.length, ledger.quorum];
  if (found < required) throw new Refusal({ code: 'attestations-missing', found, required });
  return organisations;
}

/** Each organisation once and in one order, so that the same evidence has one spelling. */
function requireOrder(attestations: readonly Attestation[]): void {
  const ordered = attestations.every(
    ({ organisation }, i) => i === 0 || attestations[i - 1]!.organisation < organisation,
  );
  if (!ordered) throw new Refusal({ code: 'attestations-unordered' });
}

function requireSigner(certificate: Certificate, trusted: TrustedOrganisation, at: number): void {
  const organisation = trusted.mspId;
  const instant = new Date(at).toISOString();
  if (at < trusted.from || at > trusted.until)
    throw new Refusal({ code: 'organisation-out-of-range', organisation, at: instant });
  if (trusted.revoked.includes(toHex(hash(certificate.der))))
    throw new Refusal({ code: 'certificate-revoked', organisation });
  const issuer = trusted.authorities.find((authority) => hasIssued(authority, certificate));
  if (issuer === undefined) throw new Refusal({ code: 'certificate-untrusted', organisation });
  for (const { notBefore, notAfter } of [certificate, issuer])
    if (at < notBefore || at > notAfter)
      throw new Refusal({ code: 'certificate-out-of-range', organisation, at: instant });
  const roles = certificate.units.filter((unit) => organisationRoles.some((role) => role === unit));
  if (roles.length !== 1 || roles[0] !== trusted.role)
    throw new Refusal({ code: 'certificate-role', organisation, role: trusted.role });
}

/** An authority of the trust file issues the certificates of signers directly, and those issue nothing. */
function hasIssued(authority: Certificate, certificate: Certificate): boolean {
  return (
    authority.isAuthority &&
    (authority.usages === undefined || authority.usages.includes('keyCertSign')) &&
    !certificate.isAuthority &&
    (certificate.usages === undefined || certificate.usages.includes('digitalSignature')) &&
    certificate.issuer === authority.subject &&
    hasSigned(authority, certificate)
  );
}

/** What each authority was found to have signed: the same few certificates come again and again. */
const signedBy = new WeakMap<Certificate, Set<string>>();

function hasSigned(authority: Certificate, certificate: Certificate): boolean {
  const known = signedBy.get(authority) ?? new Set();
  const digest = toHex(hash(certificate.der));
  if (known.has(digest)) return true;
  const holds = verifyP256(certificate.signature, certificate.signed, authority.publicKey);
  if (holds) signedBy.set(authority, known.add(digest));
  return holds;
}

/** msp.SerializedIdentity{1: MSP id, 2: certificate in PEM}: how Fabric names a signer, and signs along. */
export function serializedIdentity({
  organisation,
  certificate,
}: Omit<Attestation, 'signature'>): Uint8Array {
  return concat(delimited(0x0a, utf8(organisation)), delimited(0x12, utf8(toPem(certificate))));
}

function delimited(key: number, content: Uint8Array): Uint8Array {
  const length = [];
  let rest = content.length;
  for (; rest >= 128; rest = Math.floor(rest / 128)) length.push(128 + (rest % 128));
  return concat(Uint8Array.of(key, ...length, rest), content);
}
