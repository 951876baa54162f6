import { Dimension, type TotalsQuery } from '#schemas/purchase-totals.ts';
import { type Html, html } from '../../web/html.ts';
import type { Language } from '../../web/language.ts';
import { punctuation } from '../../web/punctuation.ts';
import { dimensionNames, texts, valueNames } from '../messages.ts';
import { filterNames } from '../totals/dimensions.ts';
import type { FilterNames } from '../totals/filter-names.ts';
import { totalsLink } from './links.ts';
import { valueName, type Words } from './words.ts';

const firstYear = 2021;

/** What the page is about, as a form that needs no script; filters of a drill-down as links that take them away. */
export function scopeForm(query: TotalsQuery, names: FilterNames, words: Words): Html {
  const { language } = words;
  const year = query.year ?? query.schoolYear ?? firstYear;
  const last = Math.max(Number((query.asOf ?? `${year}`).slice(0, 4)), year);
  const years = Array.from({ length: last - firstYear + 1 }, (_, i) => last - i);
  const views = ['booked', 'restated'].map((view) => ({
    value: view,
    label: valueNames[view]?.[language] ?? view,
  }));
  const dimensions = Dimension.options.map((value) => ({ value, label: dimensionNames[value][language] }));
  return html`<form method="get" action="/bureau/832" class="card card-body scope">
    <div class="field-row">
      ${select(
        'year',
        texts.year[language],
        years.map((value) => ({ value: String(value), label: String(value) })),
        String(year),
      )}
      ${select('part', texts.part[language], parts(language), chosenPart(query))}
      ${select('view', texts.view[language], views, query.view)}
      ${select('by', texts.by[language], dimensions, query.by)}
      <div class="field"><label class="form-label" for="asOf">${texts.asOf[language]}</label>
        <input class="form-control" type="date" id="asOf" name="asOf" value="${query.asOf ?? ''}"></div>
      ${kept(query)}
      <div class="field field-button"><button class="btn btn-primary" type="submit">${texts.show[language]}</button></div>
    </div>
    ${chips(query, names, words)}
  </form>`;
}

/** The field `part` as the query's own parameters. */
export function withPart({ part, year, ...rest }: Readonly<Record<string, string>>): Record<string, string> {
  const given: Record<string, string> = year === undefined ? rest : { ...rest, year };
  if (part === 'school-year') {
    const { year: first, ...others } = given;
    return first === undefined ? others : { ...others, schoolYear: first };
  }
  const [, kind, number] = /^([qm])(\d{1,2})$/.exec(part ?? '') ?? [];
  if (kind === undefined || number === undefined) return given;
  return { ...given, [kind === 'q' ? 'quarter' : 'month']: number };
}

const parts = (language: Language) => [
  { value: '', label: texts.wholeYear[language] },
  ...quartersAndMonths(language),
  { value: 'school-year', label: texts.schoolYear[language] },
];

/** A calendar year and its parts, as choices of a form. */
export const partsOfYear = (language: Language) => [
  { value: 'year', label: texts.wholeYear[language] },
  ...quartersAndMonths(language),
];

function quartersAndMonths(language: Language) {
  const months = Array.from({ length: 12 }, (_, i) => i + 1);
  return [
    ...[1, 2, 3, 4].map((q) => ({ value: `q${q}`, label: language === 'zh' ? `第${q}季度` : `Q${q}` })),
    ...months.map((m) => ({ value: `m${m}`, label: language === 'zh' ? `${m}月` : `Month ${m}` })),
  ];
}

function chosenPart({ quarter, month, schoolYear }: TotalsQuery): string {
  if (schoolYear !== undefined) return 'school-year';
  if (quarter !== undefined) return `q${quarter}`;
  return month === undefined ? '' : `m${month}`;
}

function select(
  name: string,
  label: string,
  options: readonly { value: string; label: string }[],
  chosen: string,
): Html {
  return html`<div class="field"><label class="form-label" for="${name}">${label}</label>
    <select class="form-select" id="${name}" name="${name}">${options.map(
      ({ value, label: text }) =>
        html`<option value="${value}"${value === chosen ? html` selected` : ''}>${text}</option>`,
    )}</select></div>`;
}

const kept = (query: TotalsQuery): Html[] =>
  filterNames.flatMap((name) =>
    query[name] === undefined ? [] : [html`<input type="hidden" name="${name}" value="${query[name]}">`],
  );

function chips(query: TotalsQuery, names: FilterNames, words: Words): Html {
  const { language } = words;
  const active = filterNames.filter((name) => query[name] !== undefined);
  if (active.length === 0) return html``;
  return html`<p class="chips">${texts.within[language]}${punctuation[language].colon}${active.map((name) => {
    const without = totalsLink({ ...query, [name]: undefined });
    return html` <a class="btn btn-outline-secondary" href="${without}">${dimensionNames[name][language]} ${names[name] ?? valueName(name, query[name] as string, words)} × <span class="visually-hidden">${texts.withoutFilter[language]}</span></a>`;
  })}</p>`;
}
