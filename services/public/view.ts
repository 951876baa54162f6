import type { Context } from '../context.ts';
import { assetUrl } from '../web/assets.ts';
import { shownTime } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { frame } from '../web/messages.ts';
import { kinds, proofStates, texts } from './messages.ts';
import type { PublicLot } from './public-lot.ts';
import { type ShownField, wordsOf } from './shown-fields.ts';

const script = 'client/public-proof.ts';

interface Frame {
  readonly language: Language;
  readonly title: string;
  readonly body: Html;
  /** Where the same page is in the other language. */
  readonly path?: string;
  readonly scripted?: boolean;
}

/** The whole document: one small style sheet, and the verifier's modules last, so that nothing waits for them. */
export function publicDocument({ language, title, body, path, scripted = false }: Frame): Html {
  const other = language === 'zh' ? 'en' : 'zh';
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <title>${title}</title>
  <link rel="icon" href="${assetUrl('icon.svg')}" type="image/svg+xml">
  <link rel="stylesheet" href="${assetUrl('public.css')}">
</head>
<body>
  <header><span>${texts.product[language]}</span>${path ? html`<a href="${path}?lang=${other}" lang="${other === 'zh' ? 'zh-CN' : 'en'}">${texts.otherLanguage[language]}</a>` : ''}</header>
  <main>${body}</main>
  ${scripted ? html`<script type="module" src="${assetUrl(script)}"></script>` : ''}
</body>
</html>`;
}

/** Everything that the public may know of a lot. Each field names its place in the record, for the check in the page. */
export function lotBody(lot: PublicLot, language: Language, { reference }: Pick<Context, 'reference'>): Html {
  const allergens = new Map(
    reference.allergens.map(({ code, nameZh, nameEn }) => [code, language === 'zh' ? nameZh : nameEn]),
  );
  const shown = (field: ShownField): Html => fieldText(field, wordsOf(field, language, allergens));
  const single = lot.fields.filter(({ path }) => !/\/\d+(\/|$)/.test(path));
  const [name, ...facts] = single;
  return html`<p class="kind">${kinds[lot.kind][language]}</p>
    <h1>${name ? shown(name) : lot.code}</h1>
    ${lot.held ? html`<p class="held">${texts.held[language]}</p>` : ''}
    <dl>${facts.map((field) => html`<div><dt>${field.label[language]}</dt><dd>${shown(field)}</dd></div>`)}
      ${allergenFact(lot, language, shown)}
      ${lot.samples ? html`<div data-elsewhere=""><dt>${texts.sample[language]}</dt><dd>${sampleText(lot.samples, language)}</dd></div>` : ''}</dl>
    ${listed(lot, '/papers/', texts.papers[language], shown)}
    ${listed(lot, '/inputs/', texts.ingredients[language], shown)}
    ${listed(lot, '/dishes/', texts.dishes[language], shown)}
    ${origins(lot, language)}
    ${proofSection(lot, language)}`;
}

/** Where words and value differ, the value stands beside: the proof is about values. */
const fieldText = ({ path, value }: ShownField, words: string): Html =>
  words === value
    ? html`<span data-field="${path}">${words}</span>`
    : html`<span data-field="${path}" data-value="${JSON.stringify(value)}">${words}</span>`;

function allergenFact({ fields }: PublicLot, language: Language, shown: (field: ShownField) => Html): Html {
  const allergens = fields.filter(({ path }) => path.startsWith('/allergens/'));
  const [first] = allergens;
  if (!first) return html``;
  return html`<div><dt>${first.label[language]}</dt><dd>${allergens.map((field, index) => html`${index > 0 ? '、' : ''}${shown(field)}`)}</dd></div>`;
}

/** Fields of a list of the record, an item a line; a code leads to the page of its lot. */
function listed(
  { fields }: PublicLot,
  prefix: string,
  title: string,
  shown: (field: ShownField) => Html,
): Html {
  const items = Map.groupBy(
    fields.filter(({ path }) => path.startsWith(prefix)),
    ({ path }) => path.split('/')[2],
  );
  if (items.size === 0) return html``;
  const part = (field: ShownField): Html =>
    field.path.endsWith('/code')
      ? html`<a class="code" href="/T/${String(field.value)}">${shown(field)}</a>`
      : shown(field);
  return html`<section><h2>${title}</h2><ul>${[...items.values()].map((item) => html`<li>${item.map((field) => html`${part(field)} `)}</li>`)}</ul></section>`;
}

function origins({ origins: lots }: PublicLot, language: Language): Html {
  if (lots.length === 0) return html``;
  const wanted = ['/goodsName', '/supplier/name', '/origin/name', '/maker/name', '/producedOn'];
  const text = (of: readonly ShownField[]) =>
    wanted.flatMap((path) => of.find((field) => field.path === path)?.value ?? []).join(' · ');
  return html`<section data-elsewhere=""><h2>${texts.origins[language]}</h2><ul>${lots.map(({ code, fields }) => html`<li>${text(fields)} <a class="code" href="/T/${code}">${code}</a></li>`)}</ul></section>`;
}

export const sampleText = ({ kept, until }: NonNullable<PublicLot['samples']>, language: Language): string =>
  kept === 0 || until === null
    ? texts.sampleNone[language]
    : texts.sampleKept[language]
        .replace('{count}', String(kept))
        .replace('{until}', shownTime(until, language));

function proofSection({ proof, code }: PublicLot, language: Language): Html {
  const provable = proof.state === 'anchored' || proof.state === 'sequenced';
  return html`<section class="proof" id="proof" data-state="${proof.state}" data-bundle="${provable ? `/T/${code}/bundle.json` : ''}" aria-live="polite">
    <h2>${texts.proof[language]}</h2>
    <p class="state state-${proof.state}">${proofStates[proof.state][language]}${
      proof.state === 'anchored'
        ? html` · <time datetime="${proof.anchoredAt}">${shownTime(proof.anchoredAt, language)}</time>`
        : ''
    }</p>
    ${proof.state === 'anchored' && proof.witness === 'none' ? html`<p class="witness">${frame.developmentLedger[language]}</p>` : ''}
    ${provable ? html`<div id="verdict"><p>${texts.checking[language]}</p></div>` : ''}
    <p>${texts.words[language]}</p>
    ${provable ? html`<p><a href="/T/${code}/bundle.json" download="${code}.proof.json">${texts.download[language]}</a></p>` : ''}
  </section>`;
}
