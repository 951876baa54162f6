import { formatFabricWitness } from '#ledger/attestation/fabric-witness.ts';
import { buildBundle } from '#ledger/build-bundle.ts';
import { formatBundle, type ProofBundle } from '#ledger/bundle.ts';
import type { SignerKey } from '#ledger/sign.ts';
import { anchored, evidence, signerOf } from '#tests/support/fabric-evidence.ts';
import { TestKey } from '#tests/support/test-certificates.ts';
import * as fixture from './fixture.ts';
import {
  BUREAU,
  CHECKPOINT,
  DEVELOPMENT,
  HEALTH,
  NEW_AUTHORITY,
  REGULATOR,
  WITNESSED_TEXT,
  witnessedBundle,
} from './witnessed.ts';

/** A proof that must verify with the corpus's trust file, and what is to be said of its witnesses. */
export type Accepted = {
  name: string;
  file: string;
  witness: { kind: 'none' } | { kind: 'fabric' | 'fabric-development'; organisations: string[] };
};

const { BUNDLE_TEXT, CANONICAL, INCLUSION, INDEX, NOTE, PERSONAL, PREVIOUS, RECORD_SALT } = fixture;
const { LOG_KEY, NEXT_KEY, NEW_KEY, STOLEN_KEY } = fixture;

const showing = (disclose: Iterable<string>): string =>
  buildBundle({
    record: { canonical: CANONICAL, salt: RECORD_SALT, previous: PREVIOUS, personal: PERSONAL },
    disclose,
    place: { index: INDEX, inclusion: INCLUSION, checkpoint: NOTE },
  });

/** The proof as of another checkpoint, of 11 entries or more. */
export const asOf = async (size: number, ...keys: SignerKey[]): Promise<string> =>
  buildBundle({
    record: { canonical: CANONICAL, salt: RECORD_SALT, previous: PREVIOUS, personal: PERSONAL },
    disclose: fixture.DISCLOSED,
    place: await fixture.placeAt(size, ...keys),
  });

/** A checkpoint that was anchored before the thief came, with what organisations attest of it. */
async function attestedBeforeTheft(): Promise<string> {
  const file: ProofBundle = JSON.parse(await asOf(fixture.SIZE, STOLEN_KEY));
  const held = anchored({ ...CHECKPOINT, origin: fixture.ROBBED_ORIGIN }, file.checkpoint);
  return formatBundle({ ...file, witness: formatFabricWitness(evidence(held)) });
}

const none = { kind: 'none' } as const;
const real = { kind: 'fabric', organisations: ['EduBureauMSP', 'MarketRegMSP'] } as const;
const both = { ...real, organisations: [...real.organisations] };

const newKey = new TestKey('peer.EduBureauMSP.2026');
const withNewCertificate = {
  organisation: BUREAU.organisation,
  certificate: NEW_AUTHORITY.issue('peer.EduBureauMSP', { key: newKey }),
  key: newKey,
};
/** Valid for the one second in which it signed. */
const brief = signerOf('EduBureauMSP', {
  from: '2026-03-02T22:41:00Z',
  until: '2026-03-02T22:41:01Z',
});

export const ACCEPTED: Accepted[] = [
  { name: 'good', file: BUNDLE_TEXT, witness: none },
  { name: 'good-shows-nothing', file: showing([]), witness: none },
  {
    name: 'good-shows-everything',
    file: showing(Object.keys(fixture.bundle().record.commitments)),
    witness: none,
  },
  { name: 'good-by-both-keys', file: await asOf(17, LOG_KEY, NEXT_KEY), witness: none },
  { name: 'good-by-the-new-key', file: await asOf(21, NEXT_KEY), witness: none },
  { name: 'good-by-stolen-and-new-key', file: await asOf(17, STOLEN_KEY, NEW_KEY), witness: none },
  { name: 'good-witnessed-by-stolen-key', file: await attestedBeforeTheft(), witness: both },
  { name: 'good-witnessed', file: WITNESSED_TEXT, witness: both },
  {
    name: 'good-witnessed-by-development',
    file: witnessedBundle({}, DEVELOPMENT),
    witness: { ...both, kind: 'fabric-development' },
  },
  {
    name: 'good-witnessed-two-of-three',
    file: witnessedBundle({ channel: 'two-of-three' }, [HEALTH, REGULATOR]),
    witness: { kind: 'fabric', organisations: ['HealthMSP', 'MarketRegMSP'] },
  },
  {
    name: 'good-witnessed-three-of-three',
    file: witnessedBundle({ channel: 'three-of-three' }, [BUREAU, HEALTH, REGULATOR]),
    witness: { kind: 'fabric', organisations: ['EduBureauMSP', 'HealthMSP', 'MarketRegMSP'] },
  },
  {
    name: 'good-witnessed-first-and-last-moment',
    file: witnessedBundle({ channel: 'bureau-is-there-just-then' }, [brief, REGULATOR]),
    witness: both,
  },
  {
    name: 'good-witnessed-new-authority',
    file: witnessedBundle({ channel: 'authority-is-new' }, [withNewCertificate, REGULATOR]),
    witness: both,
  },
  {
    name: 'good-witnessed-old-authority',
    file: witnessedBundle({ channel: 'authority-is-new' }),
    witness: both,
  },
  {
    name: 'good-witnessed-beside-stolen-key',
    file: witnessedBundle({ channel: 'a-key-was-stolen' }),
    witness: both,
  },
];
