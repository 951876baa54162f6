import { ledgerWords } from '#ledger/ledger-words.ts';
import type { Trace, TraceNode } from '#schemas/trace.ts';
import { type Html, html } from '../web/html.ts';
import type { Language, Message } from '../web/language.ts';
import { evidenceColumns, mainColumns, nodeName } from './columns.ts';
import { lotKinds, lotStatuses, pageTexts, pictureTexts } from './messages.ts';
import { traceSvg } from './picture/draw.ts';
import { proofBadge, proofDetails } from './proof-badge.ts';

/** What a reader may do about the lot, on another page. */
export interface NextStep {
  readonly path: string;
  readonly label: Message;
}

export interface TraceView {
  readonly trace: Trace;
  readonly language: Language;
  /** Whether the reader may download proofs of records. */
  readonly mayProve: boolean;
  /** Address of the page without the query. */
  readonly path: string;
  readonly steps: readonly NextStep[];
}

/** The page of a trace: what it is about, the figures, the picture, and the same as tables with the evidence. */
export function traceView(view: TraceView): Html {
  const { trace, language } = view;
  const t = (key: keyof typeof pageTexts) => pageTexts[key][language];
  return html`${startingLot(view)}
    <nav class="trace-directions d-print-none" aria-label="${t('direction')}">
      ${(['back', 'forward'] as const).map((direction) => html`<a class="btn ${direction === trace.direction ? 'btn-primary' : 'btn-outline-primary'}" href="${view.path}?direction=${direction}"${direction === trace.direction ? html` aria-current="true"` : ''}>${t(direction)}</a>`)}
      <a class="btn btn-outline-secondary" href="${view.path}/trace.csv?direction=${trace.direction}">${t('csv')}</a>
      ${view.steps.map(({ path, label }) => html`<a class="btn btn-outline-secondary" href="${path}">${label[language]}</a>`)}
    </nav>
    ${figures(view)}
    ${trace.truncated > 0 ? html`<p class="notice">${t('truncated').replace('{count}', String(trace.truncated))} <a href="${view.path}/trace.csv?direction=${trace.direction}&amp;all=1">${t('showAll')}</a></p>` : ''}
    ${trace.outsideScope > 0 ? html`<p class="notice">${t('outsideScope').replace('{count}', String(trace.outsideScope))}</p>` : ''}
    <div class="card trace-section">
      <h2 id="picture">${pictureTexts.title[language]}</h2>
      <section class="scroll-x" tabindex="0" aria-labelledby="picture">${traceSvg(trace, language)}</section>
      <p class="hint">${pictureTexts.same[language]}</p>
    </div>
    ${lotTable(view)}
    ${trace.direction === 'forward' && trace.counts.schools > 1 ? schoolTable(view) : ''}
    <section class="trace-section" aria-labelledby="evidence">
      <h2 id="evidence">${t('evidence')}</h2>
      ${trace.nodes.map((node) => evidenceOf(node, view))}
    </section>`;
}

function startingLot({ trace, language }: TraceView): Html {
  const start = trace.nodes.find(({ id }) => id === trace.start) as TraceNode;
  const facts = [lotKinds[start.kind][language], start.school?.name, start.supplier?.name, start.supplierLot];
  return html`<p class="trace-start">${facts.filter(Boolean).join(' · ')}
    ${start.code ? html`<span class="code">${start.code}</span> <a class="d-print-none" href="/T/${start.code}">${pageTexts.publicPage[language]}</a>` : ''}
    ${start.status === 'held' ? html`<strong class="text-danger">${lotStatuses.held[language]}</strong>` : ''}
    ${proofBadge(start.proof, trace.asOf, language)}
    ${confirmedBy(trace, language)}</p>`;
}

/** Who confirms what is anchored: of all lots, those that the fewest confirm. */
function confirmedBy({ nodes }: Trace, language: Language): Html | '' {
  const anchored = nodes.flatMap(({ proof }) => (proof.witness ? [proof] : []));
  if (anchored.length === 0) return '';
  const witness = anchored.some((proof) => proof.witness === 'none') ? 'none' : 'organisations';
  const fewest = Math.min(...anchored.map(({ organisations }) => organisations ?? 0));
  return html`<span class="proof-note">${ledgerWords(witness, fewest)[language]}</span>`;
}

function figures({ trace, language }: TraceView): Html {
  const t = (key: keyof typeof pageTexts) => pageTexts[key][language];
  const { counts } = trace;
  const lots = Object.values(counts.lots).reduce<number>((sum, count) => sum + (count ?? 0), 0);
  const shown: [string, number][] = [
    [t('suppliers'), counts.suppliers],
    [t('lots'), lots],
    [t('schools'), counts.schools],
  ];
  // Traced back, a meal or sample is only where the question began.
  if (trace.direction === 'forward')
    shown.push(
      [t('meals'), counts.meals],
      [t('diners'), counts.diners],
      [t('samplesKept'), counts.samplesKept],
    );
  return html`<dl class="figures">${shown.map(([label, count]) => html`<div><dt>${label}</dt><dd>${count.toLocaleString('en-US')}</dd></div>`)}</dl>`;
}

function lotTable(view: TraceView): Html {
  const { trace, language } = view;
  return html`<div class="card trace-section">
    <h2 id="lots">${pageTexts.table[language]}</h2>
    <section class="scroll-x" tabindex="0" aria-labelledby="lots"><table class="table table-sm">
      <thead><tr>${mainColumns.map(({ title, numeric }) => html`<th scope="col"${numeric ? html` class="number"` : ''}>${title[language]}</th>`)}</tr></thead>
      <tbody>${trace.nodes.map((node) => html`<tr${node.status === 'held' ? html` class="held"` : ''}>${mainColumns.map((column) => lotCell(node, column, view))}</tr>`)}</tbody>
    </table></section>
  </div>`;
}

function lotCell(
  node: TraceNode,
  { key, text, numeric }: (typeof mainColumns)[number],
  view: TraceView,
): Html {
  const { trace, language } = view;
  const shown = text(node, language);
  if (key === 'name') return html`<th scope="row"><a href="#lot-${node.id}">${shown}</a></th>`;
  if (key === 'proof') return html`<td>${proofBadge(node.proof, trace.asOf, language)}</td>`;
  if (key === 'code') return html`<td class="code">${shown}</td>`;
  return html`<td${numeric ? html` class="number"` : ''}>${shown}</td>`;
}

function schoolTable({ trace, language }: TraceView): Html {
  const t = (key: keyof typeof pageTexts) => pageTexts[key][language];
  const kinds = ['delivery', 'dish', 'meal'] as const;
  return html`<div class="card trace-section">
    <h2 id="by-school">${t('bySchool')}</h2>
    <div class="scroll-x" tabindex="0"><table class="table table-sm">
      <thead><tr><th scope="col">${t('schools')}</th>${kinds.map((kind) => html`<th scope="col" class="number">${lotKinds[kind][language]}</th>`)}<th scope="col" class="number">${t('diners')}</th><th scope="col" class="number">${t('samplesKept')}</th></tr></thead>
      <tbody>${trace.counts.bySchool.map(({ name, lots, diners, samplesKept }) => html`<tr><th scope="row">${name}</th>${kinds.map((kind) => html`<td class="number">${lots[kind] ?? 0}</td>`)}<td class="number">${diners}</td><td class="number">${samplesKept}</td></tr>`)}</tbody>
    </table></div>
  </div>`;
}

/** One lot with everything known of it. The anchor lies inside, so that a browser opens it when it is gone to. */
function evidenceOf(node: TraceNode, { trace, language, mayProve }: TraceView): Html {
  const t = (key: keyof typeof pageTexts) => pageTexts[key][language];
  const facts = [...mainColumns, ...evidenceColumns]
    .filter(({ key }) => key !== 'name' && key !== 'proof' && key !== 'papers')
    .map(({ title, text }) => [title[language], text(node, language)] as const)
    .filter(([, text]) => text !== '');
  const provable =
    mayProve &&
    node.proof.recordId !== null &&
    node.proof.state !== 'pending' &&
    node.proof.state !== 'failed';
  return html`<details class="card evidence">
    <summary>${lotKinds[node.kind][language]} · ${nodeName(node, language)}${node.school ? ` · ${node.school.name}` : ''} ${proofBadge(node.proof, trace.asOf, language)}</summary>
    <div id="lot-${node.id}">
      <dl class="facts">${facts.map(([title, text]) => html`<div><dt>${title}</dt><dd>${text}</dd></div>`)}</dl>
      ${node.papers.length > 0 ? papersOf(node, language) : ''}
      ${proofDetails(node.proof, language)}
      <p class="d-print-none"><a href="/trace/${node.code ?? node.id}?direction=${trace.direction}">${t('traceThis')}</a>
      ${provable ? html` · <a href="/trace/${node.code ?? node.id}/bundle.json">${t('bundle')}</a>` : ''}</p>
    </div>
  </details>`;
}

function papersOf({ papers }: TraceNode, language: Language): Html {
  const paperColumns = paperTitles[language];
  return html`<div class="scroll-x" tabindex="0"><table class="table table-sm">
    <thead><tr>${paperColumns.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
    <tbody>${papers.map(({ name, number, issuer, issuedOn, validTo }) => html`<tr><th scope="row">${name}</th><td class="code">${number}</td><td>${issuer ?? ''}</td><td>${issuedOn ?? ''}</td><td>${validTo ?? ''}</td></tr>`)}</tbody>
  </table></div>`;
}

const paperTitles: Readonly<Record<Language, readonly string[]>> = {
  zh: ['票证', '编号', '出具单位', '出具日期', '有效期至'],
  en: ['Paper', 'Number', 'Issuer', 'Issued', 'Valid until'],
};
