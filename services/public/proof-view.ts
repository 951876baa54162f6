import { ledgerWords } from '#ledger/ledger-words.ts';
import { shownTime } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { proofStates, texts } from './messages.ts';
import type { PublicLot } from './public-lot.ts';
import type { Reader } from './reader.ts';

const isProvable = ({ proof: { state } }: PublicLot): boolean =>
  state === 'anchored' || state === 'sequenced';

/** Who confirms it, as the operator says; the script says it of what it has checked itself. */
const confirmedBy = ({ proof }: PublicLot, language: Language): Html | '' =>
  proof.state === 'anchored'
    ? html`<p class="witness">${ledgerWords(proof.witness, proof.organisations)[language]}</p>`
    : '';

/** How far the proof is, in one glance; the script puts its own verdict in the place of it. */
export function verdictSection(lot: PublicLot, { language }: Reader): Html {
  const { proof, code } = lot;
  const bundle = isProvable(lot) ? `/T/${code}/bundle.json` : '';
  return html`<section class="verdict" id="verdict" data-state="${proof.state}" data-bundle="${bundle}" data-page="/T/${code}" aria-live="polite">
    <p class="headline state-${proof.state}">${proofStates[proof.state][language]}</p>
    ${confirmedBy(lot, language)}
    ${isProvable(lot) ? html`<noscript><p>${texts.checking[language]}</p></noscript>` : ''}
    ${proof.state === 'failed' ? html`<p>${texts.failedHint[language]}</p>` : ''}
  </section>`;
}

/** What the proof is and is not; the script lists under it what it checked. */
export function proofSection(lot: PublicLot, { language }: Reader): Html {
  const { proof, code } = lot;
  return html`<section class="proof" id="proof"><h2>${texts.proof[language]}</h2>
    <p class="state">${proofStates[proof.state][language]}${
      proof.state === 'anchored'
        ? html` · <time datetime="${proof.anchoredAt}">${shownTime(proof.anchoredAt, language)}</time>`
        : ''
    }</p>
    ${confirmedBy(lot, language)}
    <div id="evidence"></div>
    <p class="fine">${texts.words[language]}</p>
    ${isProvable(lot) ? html`<p><a class="button" href="/T/${code}/bundle.json" download="${code}.proof.json">${texts.download[language]}</a></p>` : ''}
  </section>`;
}
