import { toPem } from '#ledger/attestation/certificate.ts';
import { formatFabricWitness, verifyFabricWitness } from '#ledger/attestation/fabric-witness.ts';
import { formatBundle, type ProofBundle } from '#ledger/bundle.ts';
import { toHex } from '#ledger/bytes.ts';
import { hash } from '#ledger/hash.ts';
import { parseTrust } from '#ledger/trust.ts';
import type { WitnessProof } from '#ledger/witness.ts';
import {
  type Answering,
  anchored,
  authorities,
  evidence,
  peers,
  type Signer,
  signerOf,
  trustedLedger,
} from '#tests/support/fabric-evidence.ts';
import { TestAuthority, TestKey } from '#tests/support/test-certificates.ts';
import * as fixture from './fixture.ts';

/** The fixed record's bundle with evidence of organisations, and whom to trust for it. */

export const CHECKPOINT = { origin: fixture.ORIGIN, size: fixture.SIZE, root: fixture.ROOT };
export const HELD = anchored(CHECKPOINT, fixture.NOTE);
export const VERIFIERS = { fabric: verifyFabricWitness };

export const [BUREAU, REGULATOR] = peers as [Signer, Signer];
export const REVOKED = signerOf('EduBureauMSP', { key: new TestKey('stolen') });

/** Of the third organisation, which only some ledgers have. */
const healthAuthority = new TestAuthority('ca.health');
const healthKey = new TestKey('peer.health');
export const HEALTH: Signer = {
  organisation: 'HealthMSP',
  certificate: healthAuthority.issue('peer.health', { key: healthKey }),
  key: healthKey,
};

/** Plays both organisations, of a ledger on a channel of the same name as the real one's. */
const developmentAuthority = new TestAuthority('ca.development');
const developmentKey = new TestKey('peer.development');
const developmentCertificate = developmentAuthority.issue('peer.development', { key: developmentKey });
export const DEVELOPMENT: Signer[] = peers.map(({ organisation }) => ({
  organisation,
  certificate: developmentCertificate,
  key: developmentKey,
}));

/** What issues certificates that must not count: no authority, a lapsed one, and a new one that must. */
export const LEAF_AUTHORITY = new TestAuthority('ca.leaf', { isAuthority: false });
export const MUTE_AUTHORITY = new TestAuthority('ca.mute', { usages: ['digitalSignature'] });
export const LAPSED_AUTHORITY = new TestAuthority('ca.lapsed', { until: '2026-02-28T00:00:00Z' });
export const NEW_AUTHORITY = new TestAuthority('ca.edu-bureau.2026');

const usual = trustedLedger();
const [bureau, regulator] = usual.organisations as [Organisation, Organisation];
type Organisation = (typeof usual.organisations)[number];

const withBureau = (channel: string, changes: object) => ({
  ...usual,
  channel,
  organisations: [{ ...bureau, ...changes }, regulator],
});
const issuedBy = (channel: string, ...issuers: TestAuthority[]) =>
  withBureau(channel, { authorities: issuers.map(({ der }) => toPem(der)) });

const health = {
  mspId: HEALTH.organisation,
  name: { zh: '卫生健康局', en: 'Health Bureau' },
  role: 'peer',
  authorities: [toPem(healthAuthority.der)],
};

/** Each channel shows one way in which a trust file can limit whom it believes. */
export const TRUST_TEXT = `${JSON.stringify(
  {
    ...JSON.parse(fixture.TRUST_TEXT),
    ledgers: [
      usual,
      {
        ...usual,
        kind: 'fabric-development',
        organisations: [bureau, regulator].map((organisation) => ({
          ...organisation,
          authorities: [toPem(developmentAuthority.der)],
        })),
      },
      { ...usual, channel: 'two-of-three', organisations: [bureau, health, regulator] },
      { ...usual, channel: 'three-of-three', quorum: 3, organisations: [bureau, health, regulator] },
      withBureau('bureau-has-left', { untilAt: '2026-03-02T22:41:00.122Z' }),
      withBureau('bureau-joins-later', { fromAt: '2026-03-02T22:41:00.124Z' }),
      withBureau('bureau-is-there-just-then', {
        fromAt: '2026-03-02T22:41:00.123Z',
        untilAt: '2026-03-02T22:41:00.123Z',
      }),
      withBureau('a-key-was-stolen', { revoked: [toHex(hash(REVOKED.certificate))] }),
      withBureau('administrators-attest', { role: 'admin' }),
      issuedBy('authority-is-none', LEAF_AUTHORITY),
      issuedBy('authority-may-not-sign-certificates', MUTE_AUTHORITY),
      issuedBy('authority-has-lapsed', LAPSED_AUTHORITY),
      issuedBy('authority-is-new', authorities.EduBureauMSP, NEW_AUTHORITY),
    ],
  },
  undefined,
  2,
)}\n`;
export const TRUST = parseTrust(TRUST_TEXT);

/** The fixed record's bundle with another witness. */
export const bundleWith = (witness: unknown): string =>
  formatBundle({ ...fixture.bundle(), witness: witness as WitnessProof } as ProofBundle);

/** The same with evidence that is as it should be, but for the changes. */
export const witnessedBundle = (changes: Partial<Answering> = {}, signers?: readonly Signer[]): string =>
  bundleWith(formatFabricWitness(evidence(HELD, changes, signers)));

export const WITNESSED_TEXT = witnessedBundle();
