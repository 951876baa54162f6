import { ledgerWords } from '#ledger/ledger-words.ts';
import type { LotProof } from '#schemas/trace.ts';
import { sortableTime } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { ledgerNames, pageTexts, proofStates } from './messages.ts';

/** How far the proof of a record has come, in four states that shape and word tell apart as well as colour. */
export function proofBadge(proof: LotProof, asOf: string, language: Language): Html {
  const { state } = proof;
  const waits = state === 'pending' || state === 'sequenced';
  return html`<span class="proof-badge proof-${state}">${proofStates[state][language]}${waits ? ` · ${waitingFor(proof, asOf, language)}` : ''}</span>`;
}

/** What the badge leaves out: the times, the ledger, and what to do when the check failed. */
export function proofDetails(
  { state, recordedAt, anchoredAt, ledger, witness, organisations }: LotProof,
  language: Language,
): Html {
  const t = (key: keyof typeof pageTexts) => pageTexts[key][language];
  if (state === 'failed') return html`<p class="text-danger">${t('failedHint')}</p>`;
  if (recordedAt === null) return html``;
  const steps = [`${sortableTime(recordedAt)} ${t('recorded')}`];
  if (state === 'pending') steps.push(t('notYetInLog'));
  if (state === 'sequenced') steps.push(t('inLog'));
  if (anchoredAt && ledger) steps.push(`${sortableTime(anchoredAt)} ${ledgerNames[ledger][language]}`);
  if (witness) steps.push(ledgerWords(witness, organisations ?? 0)[language]);
  return html`<p class="proof-note">${steps.join(' → ')}</p>`;
}

const minute = 60_000;
const units = [
  { length: 24 * 60 * minute, zh: '天', en: 'd' },
  { length: 60 * minute, zh: '小时', en: 'h' },
  { length: minute, zh: '分钟', en: 'min' },
] as const;

function waitingFor({ recordedAt }: LotProof, asOf: string, language: Language): string {
  const waited = recordedAt === null ? 0 : Math.max(0, Date.parse(asOf) - Date.parse(recordedAt));
  const unit = units.find(({ length }) => waited >= length) ?? units[2];
  return `${Math.floor(waited / unit.length)} ${unit[language]}`;
}
