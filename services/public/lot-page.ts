import type { Context } from '../context.ts';
import { shownTime } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import { publicDocument } from './document.ts';
import { kinds, texts } from './messages.ts';
import { proofSection, verdictSection } from './proof-view.ts';
import type { PublicLot } from './public-lot.ts';
import type { Reader } from './reader.ts';
import { type ShownField, wordsOf } from './shown-fields.ts';

/** A lot on its way to the page. */
interface View {
  readonly lot: PublicLot;
  readonly reader: Reader;
  /** A field's value, marked with its place in the record for the check in the page. */
  readonly shown: (field: ShownField) => Html;
}

const ofOrigin = /^\/(?:supplier\/|origin\/|maker\/|importer$|fromSchool$)/;
const ofSchool = /^\/(?:schoolName|toSchool)$/;
const inList = /\/\d+(?:\/|$)/;

/** Everything that the public may know of a lot. */
export function lotPage(lot: PublicLot, reader: Reader, { reference }: Pick<Context, 'reference'>): Html {
  const { language } = reader;
  const allergens = new Map(
    reference.allergens.map(({ code, nameZh, nameEn }) => [code, language === 'zh' ? nameZh : nameEn]),
  );
  const shown = (field: ShownField): Html => fieldText(field, wordsOf(field, language, allergens));
  const view: View = { lot, reader, shown };
  const [name, ...facts] = lot.fields.filter(({ path }) => !inList.test(path));
  const school = facts.find(({ path }) => ofSchool.test(path));
  const rest = facts.filter((field) => field !== school);
  const origin = rest.filter(({ path }) => ofOrigin.test(path));
  return publicDocument(reader, {
    title: String(name?.value ?? lot.code),
    path: `/T/${lot.code}`,
    scripted: true,
    head: html`<p class="kind">${kinds[lot.kind][language]}</p>
    <h1>${name ? shown(name) : lot.code}</h1>
    ${school ? html`<p class="school">${shown(school)}</p>` : ''}`,
    body: html`${lot.held ? html`<p class="held" role="alert">${texts.held[language]}</p>` : ''}
    ${verdictSection(lot, reader)}
    <div class="facts">${factSection(view, texts.origin[language], origin)}
    ${factSection(
      view,
      texts.about[language],
      rest.filter((field) => !origin.includes(field)),
      [allergenFact(view), sampleFact(view)],
    )}
    ${papers(view)}
    ${ingredients(view)}
    ${dishes(view)}
    ${furtherOrigins(view)}</div>
    ${proofSection(lot, reader)}`,
  });
}

/** Where words and value differ, the value stands beside: the proof is about values. */
const fieldText = ({ path, value }: ShownField, words: string): Html =>
  words === value
    ? html`<span data-field="${path}">${words}</span>`
    : html`<span data-field="${path}" data-value="${JSON.stringify(value)}">${words}</span>`;

function factSection(
  { reader: { language }, shown }: View,
  title: string,
  facts: readonly ShownField[],
  more: readonly (Html | undefined)[] = [],
): Html {
  const further = more.filter((fact) => fact !== undefined);
  if (facts.length + further.length === 0) return html``;
  return html`<section><h2>${title}</h2><dl>${facts.map((field) => html`<div><dt>${field.label[language]}</dt><dd${field.path.endsWith('/code') ? html` class="code"` : ''}>${shown(field)}</dd></div>`)}${further}</dl></section>`;
}

function allergenFact({ lot, reader: { language }, shown }: View): Html | undefined {
  const allergens = lot.fields.filter(({ path }) => path.startsWith('/allergens/'));
  const [first] = allergens;
  if (!first) return undefined;
  return html`<div><dt>${first.label[language]}</dt><dd>${allergens.map((field, index) => html`${index > 0 ? '、' : ''}${shown(field)}`)}</dd></div>`;
}

function sampleFact({ lot: { samples }, reader: { language } }: View): Html | undefined {
  if (!samples) return undefined;
  const { kept, until } = samples;
  const text =
    kept === 0 || until === null
      ? texts.sampleNone[language]
      : texts.sampleKept[language]
          .replace('{count}', String(kept))
          .replace('{until}', shownTime(until, language));
  return html`<div data-elsewhere=""><dt>${texts.sample[language]}</dt><dd>${text}</dd></div>`;
}

/** The fields of a list in the record, an item each. */
const itemsOf = ({ lot }: View, prefix: string): ShownField[][] => [
  ...Map.groupBy(
    lot.fields.filter(({ path }) => path.startsWith(prefix)),
    ({ path }) => path.split('/')[2],
  ).values(),
];

const section = (title: string, items: readonly Html[]): Html =>
  items.length === 0 ? html`` : html`<section><h2>${title}</h2><ul>${items}</ul></section>`;

/** A paper a line: its name, and beneath it what else is known of it, each with its label. */
const papers = (view: View): Html =>
  section(
    texts.papers[view.reader.language],
    itemsOf(view, '/papers/').map(([name, ...details]) => {
      const parts = details.map(
        (field) => html`<span>${field.label[view.reader.language]} ${view.shown(field)}</span> `,
      );
      return html`<li>${name ? html`<strong>${view.shown(name)}</strong>` : ''}<p class="details">${parts}</p></li>`;
    }),
  );

/** What was used, with where it came from when it came as it was; a code leads to the page of its lot. */
const ingredients = (view: View): Html =>
  section(
    texts.ingredients[view.reader.language],
    itemsOf(view, '/inputs/').map((item) => {
      const code = item.find(({ path }) => path.endsWith('/code'));
      const origin = view.lot.origins.find((one) => one.code === code?.value);
      return html`<li>${linked(view, item)}${origin ? html`<p class="details" data-elsewhere="">${originText(origin)}</p>` : ''}</li>`;
    }),
  );

const dishes = (view: View): Html =>
  section(
    texts.dishes[view.reader.language],
    itemsOf(view, '/dishes/').map((item) => html`<li>${linked(view, item)}</li>`),
  );

function linked({ reader, shown }: View, item: readonly ShownField[]): Html {
  const code = item.find(({ path }) => path.endsWith('/code'));
  const parts = item.map((field) =>
    field === code
      ? html`<span class="code">${shown(field)}</span>`
      : html`<strong>${shown(field)}</strong> `,
  );
  return code ? html`<a href="/T/${String(code.value)}${reader.query}">${parts}</a>` : html`${parts}`;
}

/** Deliveries that went in earlier, and so are not named in the lot's own record. */
function furtherOrigins({ lot, reader }: View): Html {
  const named = new Set(
    lot.fields.filter(({ path }) => path.startsWith('/inputs/')).map(({ value }) => value),
  );
  const further = lot.origins.filter(({ code }) => !named.has(code));
  return section(
    texts.origins[reader.language],
    further.map(
      (origin) =>
        html`<li data-elsewhere=""><a href="/T/${origin.code}${reader.query}"><strong>${textAt(origin, '/goodsName')}</strong> <span class="code">${origin.code}</span></a><p class="details">${originText(origin)}</p></li>`,
    ),
  );
}

type Origin = PublicLot['origins'][number];

const textAt = ({ fields }: Origin, path: string) => fields.find((field) => field.path === path)?.value ?? '';

const originText = (origin: Origin): string =>
  ['/supplier/name', '/origin/name', '/maker/name', '/producedOn']
    .map((path) => textAt(origin, path))
    .filter((text, index, all) => text !== '' && all.indexOf(text) === index)
    .join(' · ');
