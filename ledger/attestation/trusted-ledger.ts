import { hashHexOf, integerOf, listOf, membersOf, ShapeError, textOf } from '../shape.ts';
import { type Certificate, fromPem, readCertificate } from './certificate.ts';

/**
 * The part of a trust file that says whose word about a ledger is believed: which organisations, by which
 * certificate authorities, and how many of them must have attested.
 */

/** The real thing, or a network of which the log's own operator plays every part. */
export type LedgerKind = 'fabric' | 'fabric-development';

export interface TrustedLedger {
  readonly kind: LedgerKind;
  readonly channel: string;
  readonly chaincode: string;
  /** How many of the organisations must have attested. */
  readonly quorum: number;
  readonly organisations: readonly TrustedOrganisation[];
}

export interface TrustedOrganisation {
  readonly mspId: string;
  readonly name: OrganisationName;
  /** The one organisational unit, of those that Fabric gives a meaning, that an attesting certificate must have. */
  readonly role: OrganisationRole;
  /** Any of them may have issued the attesting certificate, directly. */
  readonly authorities: readonly Certificate[];
  /** Milliseconds since 1970; both ends included. */
  readonly from: number;
  readonly until: number;
  /** SHA-256 of certificates (DER, hex) that are no longer believed, whatever the time. */
  readonly revoked: readonly string[];
}

export type OrganisationName = { readonly zh: string; readonly en: string };

export const organisationRoles = ['client', 'peer', 'admin', 'orderer'] as const;
export type OrganisationRole = (typeof organisationRoles)[number];

/** Reads one member of the trust file's list `ledgers`. Throws ShapeError. */
export function trustedLedgerOf(value: unknown, pointer: string): TrustedLedger {
  const required = ['kind', 'channel', 'chaincode', 'quorum', 'organisations'];
  const { kind, channel, chaincode, quorum, organisations } = membersOf(value, pointer, required);
  if (kind !== 'fabric' && kind !== 'fabric-development')
    throw new ShapeError(`${pointer}/kind`, 'fabric or fabric-development');
  const members = listOf(organisations, `${pointer}/organisations`, organisationOf);
  if (new Set(members.map(({ mspId }) => mspId)).size !== members.length)
    throw new ShapeError(`${pointer}/organisations`, 'each organisation once');
  const needed = integerOf(quorum, `${pointer}/quorum`, 1);
  if (needed > members.length)
    throw new ShapeError(`${pointer}/quorum`, 'no more than there are organisations');
  return {
    kind,
    channel: textOf(channel, `${pointer}/channel`),
    chaincode: textOf(chaincode, `${pointer}/chaincode`),
    quorum: needed,
    organisations: members,
  };
}

function organisationOf(value: unknown, pointer: string): TrustedOrganisation {
  const required = ['mspId', 'name', 'role', 'authorities'];
  const members = membersOf(value, pointer, required, ['fromAt', 'untilAt', 'revoked']);
  const { mspId, name, role, authorities, fromAt, untilAt, revoked } = members;
  const { zh, en } = membersOf(name, `${pointer}/name`, ['zh', 'en']);
  const known = organisationRoles.find((each) => each === role);
  if (known === undefined) throw new ShapeError(`${pointer}/role`, organisationRoles.join(', '));
  return {
    mspId: textOf(mspId, `${pointer}/mspId`),
    name: { zh: textOf(zh, `${pointer}/name/zh`), en: textOf(en, `${pointer}/name/en`) },
    role: known,
    authorities: listOf(authorities, `${pointer}/authorities`, authorityOf),
    from: fromAt === undefined ? Number.NEGATIVE_INFINITY : instantOf(fromAt, `${pointer}/fromAt`),
    until: untilAt === undefined ? Number.POSITIVE_INFINITY : instantOf(untilAt, `${pointer}/untilAt`),
    revoked: revoked === undefined ? [] : listOf(revoked, `${pointer}/revoked`, hashHexOf),
  };
}

function authorityOf(value: unknown, pointer: string): Certificate {
  try {
    return readCertificate(fromPem(textOf(value, pointer)));
  } catch (cause) {
    throw cause instanceof ShapeError ? cause : new ShapeError(pointer, 'an X.509 certificate in PEM');
  }
}

/** RFC 3339 UTC with three digits of a second. */
function instantOf(value: unknown, pointer: string): number {
  const instant = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(instant) || new Date(instant).toISOString() !== value)
    throw new ShapeError(pointer, 'an instant as 2026-03-02T22:40:00.000Z');
  return instant;
}
