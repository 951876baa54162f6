import { X509Certificate } from 'node:crypto';
import { msp } from '@hyperledger/fabric-protos';
import type { IdentityRole } from '#ledger/x509/authority.ts';
import { verifyLowS } from '#ledger/x509/verify-low-s.ts';

/** An organisation of the channel: those with peers belong to `application`, those with orderers to `orderer`. */
export interface MemberOrganisation {
  readonly mspId: string;
  readonly group: 'application' | 'orderer';
  /** Its authorities, roots and intermediate ones. Those that issued none of the others issue its members' certificates. */
  readonly authorityPems: readonly string[];
}

const roles: readonly string[] = ['client', 'peer', 'admin', 'orderer'] satisfies IdentityRole[];

/** Somebody whose certificate was issued by an organisation of the channel. */
class Member {
  readonly mspId: string;
  readonly group: MemberOrganisation['group'];
  readonly #certificate: X509Certificate;

  constructor(organisation: MemberOrganisation, certificate: X509Certificate) {
    this.mspId = organisation.mspId;
    this.group = organisation.group;
    this.#certificate = certificate;
  }

  /** The certificate's only organisational unit that is a role; nothing when it names none or several. */
  get role(): IdentityRole | undefined {
    // Units may stand one below the other, or side by side in one part of the name.
    const parts = this.#certificate.subject.split(/\n| \+ /);
    const units = parts.flatMap((part) => /^OU=(.*)$/.exec(part)?.[1] ?? []);
    const named = units.filter((unit) => roles.includes(unit));
    return named.length === 1 ? (named[0] as IdentityRole) : undefined;
  }

  /** Fabric takes a member with a role for valid even after its certificate has run out: blocks are checked years later. */
  get isValid(): boolean {
    return this.role !== undefined;
  }

  /** Whether the certificate was valid at this time, both ends included. */
  wasValidAt(at: Date): boolean {
    return this.#certificate.validFromDate <= at && at <= this.#certificate.validToDate;
  }

  hasSigned(message: Uint8Array, signature: Uint8Array): boolean {
    return verifyLowS(message, signature, this.#certificate.publicKey);
  }
}

/** Knows the members of the channel by the authorities of their organisations. */
export class Members {
  readonly #organisations: ReadonlyMap<string, MemberOrganisation & { issuers: X509Certificate[] }>;
  readonly #known = new Map<string, Member>();

  constructor(organisations: readonly MemberOrganisation[]) {
    this.#organisations = new Map(
      organisations.map((each) => [
        each.mspId,
        { ...each, issuers: issuersAmong(each.authorityPems.map((pem) => new X509Certificate(pem))) },
      ]),
    );
  }

  get organisations(): MemberOrganisation[] {
    return [...this.#organisations.values()];
  }

  has(mspId: string): boolean {
    return this.#organisations.has(mspId);
  }

  /** Whose identity these bytes (Fabric's SerializedIdentity) are; nothing when no organisation of the channel issued it. */
  identify(creator: Uint8Array): Member | undefined {
    const key = Buffer.from(creator).toString('base64');
    const known = this.#known.get(key);
    if (known) return known;
    const member = this.#read(creator);
    if (member) this.#known.set(key, member);
    return member;
  }

  #read(creator: Uint8Array): Member | undefined {
    try {
      const identity = msp.SerializedIdentity.deserializeBinary(creator);
      const organisation = this.#organisations.get(identity.getMspid());
      const certificate = new X509Certificate(Buffer.from(identity.getIdBytes_asU8()));
      if (!organisation?.issuers.some((issuer) => isIssuedBy(certificate, issuer))) return undefined;
      return new Member(organisation, certificate);
    } catch {
      return undefined;
    }
  }
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

/** The last in line, as Fabric takes them. A root and its renewal, which fit each other's signature, are both. */
function issuersAmong(authorities: readonly X509Certificate[]): X509Certificate[] {
  const intermediates = authorities.filter((each) => !isIssuedBy(each, each));
  return authorities.filter((each) => !intermediates.some((other) => isIssuedBy(other, each)));
}

/** When the certificate in these bytes runs out; nothing when there is no telling. */
export function expiryOf(creator: Uint8Array): Date | undefined {
  try {
    const identity = msp.SerializedIdentity.deserializeBinary(creator);
    return new X509Certificate(Buffer.from(identity.getIdBytes_asU8())).validToDate;
  } catch {
    return undefined;
  }
}
