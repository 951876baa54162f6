import { encodeAnchored } from '#ledger/attestation/anchored-checkpoint.ts';
import type { Attestation } from '#ledger/attestation/attestations.ts';
import {
  type Evidence,
  type FabricWitness,
  formatFabricWitness,
} from '#ledger/attestation/fabric-witness.ts';
import { concat, fromHex, utf8 } from '#ledger/bytes.ts';
import type { Failure } from '#ledger/failures.ts';
import { derBoolean, derObjectIdentifier, derOctetString, derSequence } from '#ledger/x509/der.ts';
import {
  type Answering,
  askedAt,
  attest,
  authorities,
  blockNumber,
  evidence,
  type Signer,
  signerOf,
} from '#tests/support/fabric-evidence.ts';
import { distinguishedName, TestKey } from '#tests/support/test-certificates.ts';
import type { Refused } from './refused.ts';
import {
  BUREAU,
  bundleWith,
  CHECKPOINT,
  HEALTH,
  HELD,
  LAPSED_AUTHORITY,
  LEAF_AUTHORITY,
  MUTE_AUTHORITY,
  REGULATOR,
  REVOKED,
  witnessedBundle,
} from './witnessed.ts';

/** Evidence of witnesses that must be refused, and how: beside those of the bundle itself in refused.ts. */

const { origin, size } = CHECKPOINT;
const key = `cp/${origin}/${String(size).padStart(16, '0')}`;
const organisation = BUREAU.organisation;

export const REFUSED_WITNESS: Refused[] = [
  changed('witness-malformed-no-answer', '/witness/answer', ({ answer: _, ...rest }) => rest),
  changed('witness-malformed-member', '/witness/comment', (witness) => ({
    ...witness,
    comment: 'unchecked',
  })),
  changed('witness-malformed-question-member', '/witness/question/nonce', (witness) => ({
    ...witness,
    question: { ...witness.question, nonce: 'AAAA' },
  })),
  changed('witness-malformed-empty-answer', '/witness/answer', (witness) => ({ ...witness, answer: '' })),
  changed('witness-malformed-stray-bits', '/witness/attestations/0/signature', (witness) => {
    witness.attestations[0]!.signature = 'AB==';
    return witness;
  }),
  changed('witness-malformed-no-list', '/witness/attestations', (witness) => ({
    ...witness,
    attestations: {},
  })),
  changed('witness-malformed-attestation-member', '/witness/attestations/1/comment', (witness) => {
    Object.assign(witness.attestations[1]!, { comment: 'unchecked' });
    return witness;
  }),
  assembled('witness-malformed-header-cut-short', malformed('question/channelHeader'), (given) => ({
    ...given,
    question: { ...given.question, channelHeader: given.question.channelHeader.slice(0, -1) },
  })),
  assembled('witness-malformed-header-field', malformed('question/channelHeader'), (given) => ({
    ...given,
    question: { ...given.question, channelHeader: concat(given.question.channelHeader, fromHex('7801')) },
  })),
  assembled('witness-malformed-header-twice', malformed('question/channelHeader'), (given) => ({
    ...given,
    question: { ...given.question, channelHeader: concat(given.question.channelHeader, fromHex('0803')) },
  })),
  assembled('witness-malformed-header-long-integer', malformed('question/channelHeader'), (given) => ({
    ...given,
    // The header begins with its type, 3, which a second byte may not spell.
    question: {
      ...given.question,
      channelHeader: concat(fromHex('088300'), given.question.channelHeader.slice(2)),
    },
  })),
  answering('witness-malformed-time', malformed('question/channelHeader'), {
    askedAt: '+010000-01-01T00:00:00.000Z',
  }),
  assembled('witness-malformed-call', malformed('question/call'), (given) => ({
    ...given,
    question: { ...given.question, call: utf8('not a call') },
  })),
  answering('witness-malformed-answer-field', malformed('answer'), { trailing: fromHex('1a00') }),
  answering('witness-malformed-answer-twice', malformed('answer'), { trailing: fromHex('0a00') }),
  answering('witness-malformed-payload-spelling', malformed('answer'), {
    payload: concat(encodeAnchored(HELD), utf8(' ')),
  }),
  answering('witness-malformed-payload-member', malformed('answer'), {
    payload: utf8(new TextDecoder().decode(encodeAnchored(HELD)).replace('{', '{"a":1,')),
  }),
  answering('witness-malformed-payload-text', malformed('answer'), { payload: utf8('anchored') }),
  signed('witness-malformed-certificate', malformed('attestations/0/certificate'), {
    ...BUREAU,
    certificate: utf8('not a certificate'),
  }),
  signed('witness-malformed-certificate-trailing', malformed('attestations/0/certificate'), {
    ...BUREAU,
    certificate: concat(BUREAU.certificate, fromHex('0500')),
  }),
  signed(
    'witness-malformed-certificate-extension',
    malformed('attestations/0/certificate'),
    signerOf('EduBureauMSP', { extension: criticalExtension() }),
  ),

  question('question-mismatch-time', { askedAt: '2026-03-02T22:41:00.124Z' }),
  question('question-mismatch-size', { call: ['CheckpointAt', origin, '12'] }),
  assembled('question-mismatch-asker', { code: 'question-mismatch' }, (given) => ({
    ...given,
    question: { ...given.question, signatureHeader: utf8('somebody else') },
  })),
  answering(
    'question-mismatch-hash',
    { code: 'question-mismatch' },
    { proposalHash: fromHex('00'.repeat(32)) },
  ),
  answering('question-mismatch-type', { code: 'question-mismatch' }, { headerType: 1 }),
  answering('question-mismatch-chaincode', { code: 'question-mismatch' }, { calledChaincode: 'other' }),

  answering(
    'ledger-untrusted-channel',
    { code: 'ledger-untrusted', ledger: 'elsewhere/witness' },
    { channel: 'elsewhere' },
  ),
  answering(
    'ledger-untrusted-chaincode',
    { code: 'ledger-untrusted', ledger: 'shansu/forgetful' },
    { chaincode: 'forgetful' },
  ),

  answering('question-other-function', { code: 'question-other' }, { call: ['Head', origin] }),
  answering('question-other-size', { code: 'question-other' }, { call: ['CheckpointAt', origin, '12'] }),
  answering(
    'question-other-origin',
    { code: 'question-other' },
    { call: ['CheckpointAt', 'log.example/elsewhere', String(size)] },
  ),
  answering(
    'question-other-argument',
    { code: 'question-other' },
    { call: ['CheckpointAt', origin, String(size), ''] },
  ),
  answering(
    'question-other-spelling',
    { code: 'question-other' },
    { call: ['CheckpointAt', origin, `0${size}`] },
  ),

  answering('answer-negative-status', { code: 'answer-negative' }, { status: 500 }),
  answering('answer-negative-nothing', { code: 'answer-negative' }, { payload: new Uint8Array() }),

  holding('answer-mismatch-root', { root: fromHex('11'.repeat(32)) }),
  holding('answer-mismatch-size', { size: size + 1 }),
  holding('answer-mismatch-origin', { origin: 'log.example/elsewhere' }),

  answering('answer-uncommitted-no-read', { code: 'answer-uncommitted' }, { reads: [] }),
  answering('answer-uncommitted-absent', { code: 'answer-uncommitted' }, { reads: [{ key }] }),
  answering(
    'answer-uncommitted-other-key',
    { code: 'answer-uncommitted' },
    { reads: [{ key: `head/${origin}`, block: blockNumber }] },
  ),
  answering(
    'answer-uncommitted-more-reads',
    { code: 'answer-uncommitted' },
    {
      reads: [
        { key, block: blockNumber },
        { key: `head/${origin}`, block: blockNumber },
      ],
    },
  ),
  answering('answer-uncommitted-write', { code: 'answer-uncommitted' }, { writes: [key] }),

  attested('attestations-unordered-swapped', { code: 'attestations-unordered' }, ({ attestations }) =>
    attestations.toReversed(),
  ),
  attested('attestations-unordered-twice', { code: 'attestations-unordered' }, ({ attestations }) => [
    attestations[0]!,
    attestations[0]!,
  ]),

  {
    name: 'organisation-untrusted',
    file: witnessedBundle({}, [BUREAU, HEALTH, REGULATOR]),
    failure: { code: 'organisation-untrusted', organisation: HEALTH.organisation },
  },
  answering(
    'organisation-out-of-range-left',
    { code: 'organisation-out-of-range', organisation, at: askedAt },
    { channel: 'bureau-has-left' },
  ),
  answering(
    'organisation-out-of-range-not-yet',
    { code: 'organisation-out-of-range', organisation, at: askedAt },
    { channel: 'bureau-joins-later' },
  ),

  signed('certificate-revoked', { code: 'certificate-revoked', organisation }, REVOKED, 'a-key-was-stolen'),

  untrusted('of-the-other-organisation', authorities.MarketRegMSP.issue('peer', { key: BUREAU.key })),
  untrusted('of-a-namesake', forged(new TestKey('forged authority'))),
  untrusted('of-a-peer', issuedByPeer()),
  untrusted(
    'is-an-authority',
    authorities.EduBureauMSP.issue('peer', { key: BUREAU.key, isAuthority: true }),
  ),
  untrusted(
    'not-for-signing',
    authorities.EduBureauMSP.issue('peer', { key: BUREAU.key, usages: ['keyEncipherment'] }),
  ),
  untrusted('of-no-authority', LEAF_AUTHORITY.issue('peer', { key: BUREAU.key }), 'authority-is-none'),
  untrusted(
    'of-a-mute-authority',
    MUTE_AUTHORITY.issue('peer', { key: BUREAU.key }),
    'authority-may-not-sign-certificates',
  ),

  signed(
    'certificate-out-of-range-expired',
    { code: 'certificate-out-of-range', organisation, at: askedAt },
    signerOf('EduBureauMSP', { until: '2026-03-02T22:41:00Z' }),
  ),
  signed(
    'certificate-out-of-range-not-yet',
    { code: 'certificate-out-of-range', organisation, at: askedAt },
    signerOf('EduBureauMSP', { from: '2026-03-02T22:41:01Z' }),
  ),
  signed(
    'certificate-out-of-range-authority',
    { code: 'certificate-out-of-range', organisation, at: askedAt },
    { ...BUREAU, certificate: LAPSED_AUTHORITY.issue('peer', { key: BUREAU.key }) },
    'authority-has-lapsed',
  ),

  role('client', ['client']),
  role('none', []),
  role('two', ['admin', 'peer']),
  role('spelling', ['Peer']),
  answering(
    'certificate-role-required-admin',
    { code: 'certificate-role', organisation, role: 'admin' },
    { channel: 'administrators-attest' },
  ),

  signed(
    'attestation-invalid-other-key',
    { code: 'attestation-invalid', organisation },
    {
      ...BUREAU,
      key: new TestKey('somebody'),
    },
  ),
  attested(
    'attestation-invalid-borrowed',
    { code: 'attestation-invalid', organisation: REGULATOR.organisation },
    ({ attestations: [bureau, regulator] }) => [bureau!, { ...regulator!, signature: bureau!.signature }],
  ),
  attested(
    'attestation-invalid-other-answer',
    { code: 'attestation-invalid', organisation },
    ({ attestations }) => [attest(utf8('another answer'), BUREAU), attestations[1]!],
  ),
  attested('attestation-invalid-high-s', { code: 'attestation-invalid', organisation }, (given) => [
    attest(given.answer, BUREAU, 'high'),
    given.attestations[1]!,
  ]),
  attested('attestation-invalid-trailing', { code: 'attestation-invalid', organisation }, (given) => [
    { ...given.attestations[0]!, signature: concat(given.attestations[0]!.signature, Uint8Array.of(0)) },
    given.attestations[1]!,
  ]),
  attested('attestation-invalid-without-identity', { code: 'attestation-invalid', organisation }, (given) => [
    { ...given.attestations[0]!, signature: BUREAU.key.sign(given.answer) },
    given.attestations[1]!,
  ]),

  {
    name: 'attestations-missing-one',
    file: witnessedBundle({}, [REGULATOR]),
    failure: { code: 'attestations-missing', found: 1, required: 2 },
  },
  {
    name: 'attestations-missing-all',
    file: witnessedBundle({}, []),
    failure: { code: 'attestations-missing', found: 0, required: 2 },
  },
  {
    name: 'attestations-missing-third',
    file: witnessedBundle({ channel: 'three-of-three' }),
    failure: { code: 'attestations-missing', found: 2, required: 3 },
  },
];

function malformed(part: string): Failure {
  return { code: 'witness-malformed', pointer: `/witness/${part}` };
}

/** The witness of the bundle changed as JSON; the pointer says where it is found out. */
function changed(name: string, pointer: string, change: (witness: FabricWitness) => unknown): Refused {
  const witness = change(formatFabricWitness(evidence(HELD)));
  return { name, file: bundleWith(witness), failure: { code: 'witness-malformed', pointer } };
}

/** Changed behind the organisations' backs. */
function assembled(name: string, failure: Failure, change: (given: Evidence) => Evidence): Refused {
  return { name, failure, file: bundleWith(formatFabricWitness(change(evidence(HELD)))) };
}

function attested(name: string, failure: Failure, change: (given: Evidence) => Attestation[]): Refused {
  return assembled(name, failure, (given) => ({ ...given, attestations: change(given) }));
}

/** Signed by the organisations as it is. */
function answering(name: string, failure: Failure, changes: Partial<Answering>): Refused {
  return { name, failure, file: witnessedBundle(changes) };
}

/** The answer to the usual question beside another question. */
function question(name: string, changes: Partial<Answering>): Refused {
  return assembled(name, { code: 'question-mismatch' }, (given) => ({
    ...given,
    question: evidence(HELD, changes).question,
  }));
}

function holding(name: string, changes: object): Refused {
  const payload = encodeAnchored({ ...HELD, ...changes });
  return answering(name, { code: 'answer-mismatch' }, { payload });
}

/** Signed for the education bureau by somebody of one's choice. */
function signed(name: string, failure: Failure, signer: Signer, channel = 'shansu'): Refused {
  return { name, failure, file: witnessedBundle({ channel }, [signer, REGULATOR]) };
}

function untrusted(name: string, certificate: Uint8Array, channel?: string): Refused {
  const signer = { ...BUREAU, certificate };
  return signed(
    `certificate-untrusted-${name}`,
    { code: 'certificate-untrusted', organisation },
    signer,
    channel,
  );
}

function role(name: string, units: string[]): Refused {
  return signed(
    `certificate-role-${name}`,
    { code: 'certificate-role', organisation, role: 'peer' },
    signerOf('EduBureauMSP', { units }),
  );
}

/** An authority of the right name with another key. */
function forged(authorityKey: TestKey): Uint8Array {
  const { name } = authorities.EduBureauMSP;
  return authorities.EduBureauMSP.issue('peer', { key: BUREAU.key, issuer: { name, key: authorityKey } });
}

/** Issued by the peer, whose own certificate is good. */
function issuedByPeer(): Uint8Array {
  const name = distinguishedName('peer.EduBureauMSP', ['peer']);
  return authorities.EduBureauMSP.issue('another peer', {
    key: BUREAU.key,
    issuer: { name, key: BUREAU.key },
  });
}

/** Name constraints (RFC 5280 section 4.2.1.10), which must not be passed over. */
function criticalExtension(): Buffer {
  return derSequence(derObjectIdentifier('2.5.29.30'), derBoolean(true), derOctetString(derSequence()));
}
