import { type Evidence, formatFabricWitness } from '#ledger/attestation/fabric-witness.ts';
import { fromHex } from '#ledger/bytes.ts';
import type { Failure } from '#ledger/failures.ts';
import {
  type Answering,
  type authorities,
  evidence,
  type Signer,
  signerOf,
} from '#tests/support/fabric-evidence.ts';
import { distinguishedName, TestKey } from '#tests/support/test-certificates.ts';
import type { Refused } from './refused.ts';
import { BUREAU, bundleWith, DEVELOPMENT, HELD, REGULATOR, witnessedBundle } from './witnessed.ts';

/** Evidence put together from parts that are each genuine: of other channels, chaincodes, answers, organisations. */

const untrustedOf = ({ organisation }: Signer): Failure => ({ code: 'certificate-untrusted', organisation });
const invalid: Failure = { code: 'attestation-invalid', organisation: BUREAU.organisation };

export const REFUSED_MIXTURES: Refused[] = [
  mixed('question-mismatch-of-another-channel', { code: 'question-mismatch' }, (own, other) => ({
    ...own,
    question: other({ channel: 'two-of-three' }).question,
  })),
  mixed('question-mismatch-of-another-chaincode', { code: 'question-mismatch' }, (own, other) => ({
    ...own,
    question: other({ chaincode: 'forgetful' }).question,
  })),
  mixed('attestation-invalid-of-another-channel', invalid, (own, other) => ({
    ...own,
    attestations: other({ channel: 'two-of-three' }).attestations,
  })),
  mixed('attestation-invalid-of-another-chaincode', invalid, (own, other) => ({
    ...own,
    attestations: other({ chaincode: 'forgetful' }).attestations,
  })),
  mixed('attestation-invalid-of-another-moment', invalid, (own, other) => ({
    ...own,
    attestations: other({ askedAt: '2026-03-02T22:41:00.124Z' }).attestations,
  })),
  {
    name: 'attestation-invalid-swapped-payload',
    file: bundleWith(
      formatFabricWitness({
        ...evidence(HELD),
        attestations: evidence({ ...HELD, root: fromHex('11'.repeat(32)) }).attestations,
      }),
    ),
    failure: invalid,
  },

  answering('answer-uncommitted-write-elsewhere', {
    writesElsewhere: ['namespaces/fields/witness/Sequence'],
  }),
  answering('answer-uncommitted-range', { touched: 'range' }),
  answering('answer-uncommitted-collection', { touched: 'collection' }),
  answering('answer-uncommitted-metadata', { touched: 'metadata' }),

  {
    name: 'certificate-untrusted-one-ledger-each',
    file: witnessedBundle({}, [BUREAU, DEVELOPMENT[1]!]),
    failure: untrustedOf(REGULATOR),
  },
  {
    name: 'certificate-untrusted-one-peer-for-both',
    file: witnessedBundle({}, [BUREAU, { ...BUREAU, organisation: REGULATOR.organisation }]),
    failure: untrustedOf(REGULATOR),
  },
  {
    name: 'certificate-untrusted-of-an-intermediate',
    file: witnessedBundle({}, [byIntermediateOf('EduBureauMSP'), REGULATOR]),
    failure: untrustedOf(BUREAU),
  },
  {
    name: 'certificate-untrusted-of-the-other-organisations-intermediate',
    file: witnessedBundle({}, [byIntermediateOf('MarketRegMSP'), REGULATOR]),
    failure: untrustedOf(BUREAU),
  },
];

function mixed(
  name: string,
  failure: Failure,
  mix: (own: Evidence, other: (changes: Partial<Answering>) => Evidence) => Evidence,
): Refused {
  const witness = mix(evidence(HELD), (changes) => evidence(HELD, changes));
  return { name, failure, file: bundleWith(formatFabricWitness(witness)) };
}

function answering(name: string, changes: Partial<Answering>): Refused {
  return { name, file: witnessedBundle(changes), failure: { code: 'answer-uncommitted' } };
}

/** The bureau's peer, certified by an authority below an organisation's own; trust files name issuers themselves. */
function byIntermediateOf(organisation: keyof typeof authorities): Signer {
  const name = distinguishedName(`ca.below.${organisation}`);
  const issuer = { name, key: new TestKey(`ca.below.${organisation}`) };
  return signerOf('EduBureauMSP', { issuer });
}
