import { buildBundle } from '#ledger/build-bundle.ts';
import { signerOf } from '#tests/support/fabric-evidence.ts';
import { TestKey } from '#tests/support/test-certificates.ts';
import * as fixture from './fixture.ts';
import {
  BUREAU,
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

const showing = (disclose: Iterable<string>): string =>
  buildBundle({
    record: { canonical: CANONICAL, salt: RECORD_SALT, previous: PREVIOUS, personal: PERSONAL },
    disclose,
    place: { index: INDEX, inclusion: INCLUSION, checkpoint: NOTE },
  });

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
