import { mealNames } from '#schemas/meal.ts';
import type { LotProof, TraceNode } from '#schemas/trace.ts';
import { celsius, kilograms, sortableTime } from '../web/format.ts';
import type { Language, Message } from '../web/language.ts';
import { punctuation } from '../web/punctuation.ts';
import { acts, columns, lotKinds, lotStatuses, proofStates, roles } from './messages.ts';

/** One column of a trace, the same on the page and in the file. Empty where there is nothing to say. */
export interface TraceColumn {
  readonly key: keyof typeof columns;
  readonly title: Message;
  readonly text: (node: TraceNode, language: Language) => string;
  /** Right-aligned on the page, a number to the spreadsheet. */
  readonly numeric: boolean;
}

const numeric = new Set(['quantity', 'remaining', 'coreTemperature', 'diners']);

const column = (key: TraceColumn['key'], text: TraceColumn['text']): TraceColumn => ({
  key,
  title: columns[key],
  text,
  numeric: numeric.has(key),
});

/** What the table of the page shows. */
export const mainColumns: readonly TraceColumn[] = [
  column('stage', ({ kind }, language) => lotKinds[kind][language]),
  column('name', nodeName),
  column('proof', ({ proof }, language) => proofStates[proof.state][language]),
  column('status', ({ status }, language) => lotStatuses[status][language]),
  column('school', ({ school }) => school?.name ?? ''),
  column('supplier', ({ supplier }) => supplier?.name ?? ''),
  column('supplierLot', ({ supplierLot }) => supplierLot ?? ''),
  column('beganAt', ({ beganAt }) => sortableTime(beganAt)),
  column('quantity', ({ quantityGrams }) => (quantityGrams === null ? '' : kilograms(quantityGrams))),
  column('expiresOn', ({ expiresOn }) => expiresOn ?? ''),
  column('code', ({ code }) => code ?? ''),
];

/** What the page shows beside the table, as the evidence of each lot. */
export const evidenceColumns: readonly TraceColumn[] = [
  column('creditCode', ({ supplier }) => supplier?.creditCode ?? ''),
  column('noteNumber', ({ noteNumber }) => noteNumber ?? ''),
  column('origin', ({ origin }) => origin ?? ''),
  column('producedOn', ({ producedOn }) => producedOn ?? ''),
  column('remaining', ({ remainingGrams }) => (remainingGrams === null ? '' : kilograms(remainingGrams))),
  column('coreTemperature', ({ dish }) =>
    dish?.coreTemperatureMilliC == null ? '' : celsius(dish.coreTemperatureMilliC),
  ),
  column('sampleDue', ({ sample }) => (sample ? sortableTime(sample.dueAt) : '')),
  column('sampleDiscarded', ({ sample }) =>
    sample?.discardedAt == null ? '' : sortableTime(sample.discardedAt),
  ),
  column('cabinet', ({ sample }) => (sample ? `${sample.cabinet} ${sample.container}` : '')),
  column('diners', ({ meal }) => (meal ? String(meal.diners) : '')),
  column('papers', ({ papers }, language) =>
    papers
      .map(({ name, number, issuer }) => [name, number, issuer].filter(Boolean).join(' '))
      .join(punctuation[language].semicolon),
  ),
  column('people', ({ people }, language) => {
    const { open, close, semicolon } = punctuation[language];
    return people
      .map(({ act, role, name }) => `${acts[act][language]} ${name}${open}${roles[role][language]}${close}`)
      .join(semicolon);
  }),
  column('recordedAt', ({ proof }) => instantOf(proof, 'recordedAt')),
  column('anchoredAt', ({ proof }) => instantOf(proof, 'anchoredAt')),
  column('record', ({ proof }) => proof.recordId ?? ''),
];

const instantOf = (proof: LotProof, key: 'recordedAt' | 'anchoredAt'): string => {
  const instant = proof[key];
  return instant === null ? '' : sortableTime(instant);
};

/** A meal has no name of its own: it is called by day and kind. */
export function nodeName({ meal, name }: TraceNode, language: Language): string {
  return meal ? `${meal.servedOn} ${mealNames[meal.kind][language]}` : name;
}
