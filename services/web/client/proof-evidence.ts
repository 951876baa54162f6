import { ledgerWords } from '#ledger/ledger-words.ts';
import type { Verified } from '#ledger/verify.ts';
import type { WitnessVerdict } from '#ledger/witness.ts';
import type { Words } from './proof-words.ts';

type Language = 'zh' | 'en';

/** What was checked, as a list for everybody and in numbers for experts. */
export interface Evidence {
  /** Who stands behind the checkpoint, in one line. */
  readonly witness: string;
  readonly checks: readonly string[];
  readonly remarks: readonly string[];
  readonly details: readonly (readonly [name: string, value: string])[];
}

interface Circumstances {
  /** How many fields the page shows. */
  readonly shown: number;
  /** When it was anchored as the page says, if it does. */
  readonly anchoredAt: string | undefined;
  /** Whether the page shows other records too. */
  readonly hasMore: boolean;
  /** Fingerprint of the trust file. */
  readonly trust: string;
}

export function evidenceOf(
  verified: Verified,
  page: Circumstances,
  words: Words,
  language: Language,
): Evidence {
  const { record, log, signers, witness } = verified;
  const names = namesOf(witness, words, language);
  return {
    witness: witnessLine(witness, names, words, language),
    checks: [
      words.shown(page.shown),
      words.place(log.index, log.size),
      words.signed,
      ...(witness.kind === 'none' ? [] : [words.attested(names)]),
    ],
    remarks: [
      ...(page.anchoredAt ? [words.time(page.anchoredAt)] : []),
      words.withheld(record.withheld.length),
      ...(page.hasMore ? [words.elsewhere] : []),
      words.trust(page.trust),
    ],
    details: [
      [words.log, `${log.origin} #${log.index}`],
      [words.root, log.root],
      [words.signer, signers.join(' ')],
      ...ledgerDetails(witness, words),
    ],
  };
}

const namesOf = (witness: WitnessVerdict, { and }: Words, language: Language): string =>
  witness.kind === 'none' ? '' : witness.organisations.map(({ name }) => name[language]).join(and);

function witnessLine(witness: WitnessVerdict, names: string, words: Words, language: Language): string {
  if (witness.kind === 'none') return words.unwitnessed;
  if (witness.kind === 'fabric-development') return words.development(names);
  return words.witnessed(ledgerWords('organisations', witness.organisations.length)[language], names);
}

function ledgerDetails(witness: WitnessVerdict, words: Words): [string, string][] {
  if (witness.kind === 'none') return [];
  const { channel, chaincode, blockNumber, transactionId, attestedAt } = witness;
  return [
    [words.ledger, `${channel}/${chaincode}`],
    [words.block, String(blockNumber)],
    [words.transaction, transactionId],
    [words.asked, attestedAt],
  ];
}
