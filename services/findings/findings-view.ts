import { breaches } from '#schemas/finding.ts';
import type { FindingFilter, FindingPage, StoredFinding } from '#schemas/stored-finding.ts';
import { may } from '../accounts/index.ts';
import type { Context } from '../context.ts';
import type { UnsampledDish } from '../samples/index.ts';
import { findingFacts } from '../web/finding-facts.ts';
import { sortableTime } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { listTable } from '../web/list-table.ts';
import { subjectWords, texts } from './messages.ts';

interface FindingsView {
  readonly ctx: Context;
  readonly language: Language;
  readonly filter: FindingFilter;
  readonly page: FindingPage;
  readonly unsampled: readonly UnsampledDish[];
  /** Days that are looked at, when more were asked for. */
  readonly atMost?: number;
  readonly schools: readonly { readonly id: string; readonly name: string }[];
}

/** What the rules found in some days, by school and rule; each finding with its basis and the way to its evidence. */
export function findingsView(view: FindingsView): Html {
  const { ctx, language, filter, page } = view;
  const t = (key: keyof typeof texts) => texts[key][language];
  const columns = [t('found'), t('about'), t('facts'), t('raised')].map((title) => ({ title }));
  return html`<p class="hint">${t('intro')}</p>
    ${filterForm(view)}
    ${
      view.atMost === undefined
        ? ''
        : html`<p class="alert alert-warning" role="status">${t('onlyDays')
            .replace('{n}', String(view.atMost))
            .replace('{from}', filter.from ?? '')}</p>`
    }
    ${unsampledList(view)}
    ${ruleCounts(view)}
    ${
      page.findings.length === 0
        ? html`<p>${t('none')}</p>`
        : html`<div class="card">${listTable({ caption: t('title'), columns, rows: page.findings.map((finding) => row(finding, view)) })}</div>`
    }
    ${page.next ? html`<p class="mt-3"><a class="btn" href="${linkTo({ ...filter, after: page.next })}">${t('next')}</a></p>` : ''}
    ${may(ctx, 'purchase.decide') ? html`<p class="mt-3"><a href="/bureau/832/filings">${t('purchases')}</a></p>` : ''}`;
}

const linkTo = (filter: FindingFilter): string =>
  `/findings?${new URLSearchParams(filter as Record<string, string>).toString()}`;

function filterForm({ ctx, language, filter, schools, page }: FindingsView): Html {
  const t = (key: keyof typeof texts) => texts[key][language];
  const option = (value: string, label: string, chosen: string | undefined) =>
    html`<option value="${value}"${value === chosen ? html` selected` : ''}>${label}</option>`;
  const rules = new Set([
    ...page.counts.map(({ ruleId }) => ruleId),
    ...(filter.ruleId ? [filter.ruleId] : []),
  ]);
  return html`<form class="search mb-3" method="get" action="/findings">
    <label class="days">${t('from')} <input class="form-control" name="from" type="date" value="${filter.from}"></label>
    <label class="days">${t('to')} <input class="form-control" name="to" type="date" value="${filter.to}"></label>
    ${schools.length > 1 ? html`<label class="days">${t('school')} <select class="form-select" name="schoolId">${option('', t('allSchools'), undefined)}${schools.map(({ id, name }) => option(id, name, filter.schoolId))}</select></label>` : ''}
    <label class="days">${t('rule')} <select class="form-select" name="ruleId">${option('', t('allRules'), undefined)}${[...rules].map((id) => option(id, `${id} ${titleOf(ctx, id, language)}`, filter.ruleId))}</select></label>
    <button class="btn btn-primary" type="submit">${t('show')}</button></form>`;
}

const unsampledShown = 20;

/** Samples that were never taken: nobody wrote anything, so that they are asked for anew each time. */
function unsampledList({ ctx, language, unsampled }: FindingsView): Html {
  if (unsampled.length === 0) return html``;
  const t = (key: keyof typeof texts) => texts[key][language];
  const dishPath = (id: string) => (may(ctx, 'trace.read') ? `/trace/${id}` : undefined);
  const dishes = unsampled
    .slice(0, unsampledShown)
    .map(
      ({ dishId, dishName, schoolName, dueAt }) =>
        html`<li>${schoolName} · ${linked(dishPath(dishId), dishName)} · ${t('sampleDue')} ${sortableTime(dueAt)}</li>`,
    );
  return html`<section class="told told-doubtful mb-3" aria-labelledby="unsampled">
    <h2 id="unsampled">${t('unsampled')} · ${unsampled.length}</h2>
    <p class="hint"><span class="code">SMP-01</span> ${titleOf(ctx, 'SMP-01', language)} · ${t('unsampledHint')}</p>
    <ul>${dishes}</ul>${unsampled.length > unsampledShown ? html`<p>${t('moreDishes').replace('{n}', String(unsampled.length - unsampledShown))}</p>` : ''}</section>`;
}

/** How many there are of each rule, each figure a way to its rows. */
function ruleCounts({ ctx, language, filter, page }: FindingsView): Html {
  if (page.counts.length === 0) return html``;
  const { after: _, ...shown } = filter;
  return html`<ul class="finding-counts">${page.counts.map(
    ({ ruleId, count }) =>
      html`<li><a class="row-link" href="${linkTo({ ...shown, ruleId })}"${ruleId === filter.ruleId ? html` aria-current="true"` : ''}><span class="code">${ruleId}</span> ${titleOf(ctx, ruleId, language)} · ${count}</a></li>`,
  )}</ul>`;
}

/** A rule keeps its title through its versions. */
const titleOf = ({ rules }: Context, ruleId: string, language: Language): string =>
  rules.all.find(({ id }) => id === ruleId)?.[language === 'zh' ? 'titleZh' : 'titleEn'] ?? '';

function row(finding: StoredFinding, { ctx, language }: FindingsView): Html[] {
  const { subject, school } = finding;
  return [
    html`${breaches[finding.breach][language]} <span class="badge ${finding.severity === 'guard' ? 'bg-red-lt' : 'bg-yellow-lt'}">${texts[finding.severity][language]}</span>
      <div class="basis"><span class="code">${finding.ruleId}</span> ${titleOf(ctx, finding.ruleId, language)}</div>
      <div class="hint basis">${finding.citation}${finding.verified ? '' : texts.unverified[language]}</div>`,
    html`${linked(subjectPath(ctx, subject), `${subjectWords[subject.kind]?.[language] ?? subject.kind} ${subject.name}`)}
      ${school && subject.kind !== 'school' ? html`<div class="hint">${school.name}</div>` : ''}`,
    html`${findingFacts(finding.data, language)}${evidenceLots(finding, ctx, language)}`,
    html`<span class="nowrap">${sortableTime(finding.raisedAt)}</span>`,
  ];
}

/** The page that shows what a finding is about, for those who may open it. */
function subjectPath(ctx: Context, { kind, id }: StoredFinding['subject']): string | undefined {
  if (kind === 'lot' || kind === 'sample') return may(ctx, 'trace.read') ? `/trace/${id}` : undefined;
  if (kind === 'delivery') return `/canteen/deliveries/${id}`;
  if (kind === 'supplier') return `/suppliers/${id}`;
  if (kind === 'order-line') return may(ctx, 'purchase.read') ? `/canteen/832/lines/${id}` : undefined;
  return kind === 'reserve-filing' && may(ctx, 'purchase.decide') ? '/bureau/832/filings' : undefined;
}

const linked = (path: string | undefined, text: string): Html =>
  path === undefined ? html`${text}` : html`<a href="${path}">${text}</a>`;

const lotsShown = 8;

function evidenceLots({ lots }: StoredFinding, ctx: Context, language: Language): Html {
  if (lots.length === 0) return html``;
  const mayTrace = may(ctx, 'trace.read');
  const links = lots
    .slice(0, lotsShown)
    .map(({ id, name }) => html`<li>${linked(mayTrace ? `/trace/${id}` : undefined, name)}</li>`);
  const more =
    lots.length > lotsShown
      ? html`<li>${texts.moreLots[language].replace('{n}', String(lots.length - lotsShown))}</li>`
      : '';
  return html`<ul class="evidence-lots">${links}${more}</ul>`;
}
