import { shownTime } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { frame } from '../web/messages.ts';
import { proofStates, texts } from './messages.ts';
import type { PublicLot } from './public-lot.ts';
import type { Reader } from './reader.ts';

const isProvable = ({ proof: { state } }: PublicLot): boolean =>
  state === 'anchored' || state === 'sequenced';

const developmentOnly = ({ proof }: PublicLot, language: Language): Html | '' =>
  proof.state === 'anchored' && proof.witness === 'none'
    ? html`<p class="witness">${frame.developmentLedger[language]}</p>`
    : '';

/** How far the proof is, in one glance; the script puts its own verdict in the place of it. */
export function verdictSection(lot: PublicLot, { language }: Reader): Html {
  const { proof, code } = lot;
  const bundle = isProvable(lot) ? `/T/${code}/bundle.json` : '';
  return html`<section class="verdict" id="verdict" data-state="${proof.state}" data-bundle="${bundle}" data-page="/T/${code}" aria-live="polite">
    <p class="headline state-${proof.state}">${proofStates[proof.state][language]}</p>
    ${developmentOnly(lot, language)}
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
    ${developmentOnly(lot, language)}
    <div id="evidence"></div>
    <p class="fine">${texts.words[language]}</p>
    ${isProvable(lot) ? html`<p><a class="button" href="/T/${code}/bundle.json" download="${code}.proof.json">${texts.download[language]}</a></p>` : ''}
  </section>`;
}
