import type { TotalsBasis } from '#schemas/purchase-totals.ts';
import { type Html, html } from '../../web/html.ts';
import type { Language } from '../../web/language.ts';
import { punctuation } from '../../web/punctuation.ts';
import { texts, valueNames } from '../messages.ts';

/** What a result was computed with: period, view, cut-off, rules with their citations, and the hashes of both data sets. */
export function basisBox(basis: TotalsBasis, language: Language): Html {
  const name = (value: string) => valueNames[value]?.[language] ?? value;
  const { colon, comma, semicolon, open, close } = punctuation[language];
  const rules = basis.rules.map(
    ({ year, evaluationRequired, floorBasisPoints, channelsThatCount, citations }) => html`
      <dt>${year} ${texts.rule[language]}</dt>
      <dd>${(evaluationRequired ? texts.evaluation : texts.noEvaluation)[language]}${semicolon}${texts.floor[language]} ${floorBasisPoints / 100} %${semicolon}${texts.channelsThatCount[language]}${colon}${channelsThatCount.map(name).join(comma)}
        <ul>${citations.map(({ ruleId, citation, verified }) => html`<li><span class="code">${ruleId}</span> ${citation}${verified ? '' : html` <strong>${open}${texts.notVerified[language]}${close}</strong>`}</li>`)}</ul></dd>`,
  );
  return html`<section class="card card-body basis" aria-labelledby="basis"><h2 id="basis">${texts.basis[language]}</h2>
    <dl>
      <dt>${texts.period[language]}</dt><dd>${basis.from} – ${basis.to}</dd>
      <dt>${texts.view[language]}</dt><dd>${name(basis.view)}</dd>
      <dt>${texts.asOf[language]}</dt><dd>${basis.asOf}</dd>
      ${rules}
      <dt>${texts.rulesHash[language]}</dt><dd class="code hash">${basis.rulesHash}</dd>
      <dt>${texts.countiesHash[language]}</dt><dd class="code hash">${basis.countiesHash}</dd>
      <dt>${texts.referenceHash[language]}</dt><dd class="code hash">${basis.referenceHash}</dd>
    </dl></section>`;
}
