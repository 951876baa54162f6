import type { Context as HonoContext } from 'hono';
import { civilDateOf } from '#schemas/time.ts';
import type { LotProof } from '#schemas/trace.ts';
import { may } from '../accounts/index.ts';
import { eventKinds, lotKinds, proofBadge, proofDetails } from '../trace/index.ts';
import type { AppEnv } from '../web/env.ts';
import { kilograms, shownTime, sortableTime } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { punctuation } from '../web/punctuation.ts';
import { roleWords } from '../web/role-words.ts';
import { actionsFor, lotPath } from './lot-actions.ts';
import { lotFacts } from './lot-facts.ts';
import type { LotHold } from './lot-holds.ts';
import type { LotRecord } from './lot-records.ts';
import { lotTexts, recordNames, texts } from './messages.ts';
import type { LinkedLot, ShownLot } from './show-lot.ts';
import { expiryBadge, stateBadges } from './stock-list.ts';

/** What stands above everything about a lot: its name and code, how much is left and where, and its state. */
export function lotHead(lot: ShownLot, language: Language): Html {
  const t = texts(language);
  const l = lotTexts(language);
  const { node, storeGrams, kitchenGrams } = lot;
  const places = [
    ...(storeGrams > 0 ? [[t('store'), storeGrams] as const] : []),
    ...(kitchenGrams > 0 ? [[t('kitchen'), kitchenGrams] as const] : []),
  ];
  return html`<div class="card card-body mb-3 lot-head">
    <p><strong class="lot-name">${node.name}</strong>${lot.vessel ? ` · ${lot.vessel}` : ''} <span class="hint">${lotKinds[lot.kind][language]}</span><br>
      ${lot.code ? html`<span class="code">${lot.code}</span>` : ''}</p>
    <p>${stateBadges(lot, language)}${lot.kind === 'delivery' || lot.kind === 'prepared' ? expiryBadge(lot.expiresOn, civilDateOf(lot.asOf), language) : ''}</p>
    <p class="amounts">${places.map(([place, grams]) => html`<span>${place} <strong>${kilograms(grams)}</strong> kg</span>`)}${node.sample && node.remainingGrams ? html`<span>${l('left')} <strong>${node.remainingGrams}</strong> g</span>` : ''}${places.length === 0 && node.status === 'closed' ? html`<span class="hint">${l('nothingLeft')}</span>` : ''}</p></div>`;
}

/** The page of a lot: what it is, what can be done with it, and everything that is known and proven of it. */
export function lotBody(c: HonoContext<AppEnv>, lot: ShownLot): Html {
  const { ctx, language } = c.var;
  const l = lotTexts(language);
  return html`${lotHead(lot, language)}
    ${lot.held ? html`<p class="alert alert-danger">${l('heldNote')}</p>` : ''}
    ${actions(c, lot)}
    ${lot.holds.length > 0 ? html`<section class="card card-body mb-3"><h2>${l('holds')}</h2><ul class="list-unstyled">${lot.holds.map((hold) => holdRow(hold, language))}</ul></section>` : ''}
    <section class="card card-body mb-3"><h2>${l('facts')}</h2>${lotFacts(ctx, lot, language)}</section>
    ${lot.kind === 'delivery' ? papers(lot, language) : ''}
    ${linked(l('origins'), lot.origins, language)}
    ${lot.outcomes.length === 0 && ['delivery', 'prepared', 'dish'].includes(lot.kind) ? html`<section class="card card-body mb-3"><h2>${l('outcomes')}</h2><p class="hint">${l('noOutcomes')}</p></section>` : linked(l('outcomes'), lot.outcomes, language)}
    ${records(c, lot)}`;
}

function actions(c: HonoContext<AppEnv>, lot: ShownLot): Html {
  const { ctx, language } = c.var;
  const l = lotTexts(language);
  const today = civilDateOf(lot.asOf);
  const kept = lot.node.sample?.discardedAt === null && !lot.held && may(ctx, 'sample.write');
  const label = lot.kind === 'sample' ? `/labels/samples/${lot.code}` : `/labels/lots/${lot.code}`;
  return html`<div class="tiles-of-work mb-3">
    ${actionsFor(ctx, lot, today).map((action) => html`<a class="btn btn-outline-primary" href="${action.path(lot)}">${action.label[language]}</a>`)}
    ${kept && lot.kind === 'sample' ? html`<a class="btn btn-outline-primary" href="/canteen/samples/${lot.lotId}/discard">${l('discard')}</a>` : ''}
    ${lot.code && lot.kind !== 'disposal' && lot.kind !== 'return' ? html`<a class="btn btn-outline-secondary" href="${label}">${l('label')}</a>` : ''}
    ${may(ctx, 'trace.read') ? html`<a class="btn btn-outline-secondary" href="/trace/${lot.code ?? lot.lotId}">${l('trace')}</a>` : ''}</div>`;
}

function holdRow(hold: LotHold, language: Language): Html {
  const l = lotTexts(language);
  return html`<li class="mb-2">${hold.liftedAt === null ? html`<strong>■ ${hold.reason}</strong>` : html`<s>${hold.reason}</s> <span class="hint">${l('lifted')} ${shownTime(hold.liftedAt, language)}</span>`}<br>
    <span class="hint">${shownTime(hold.heldAt, language)} · ${l('by')}${roleWords[hold.byRole][language]}</span>
    ${hold.onThis ? '' : html`<br>${l('onOrigin')}${hold.lotName} <span class="code">${hold.lotCode ?? ''}</span>`}</li>`;
}

function papers({ node }: ShownLot, language: Language): Html {
  const l = lotTexts(language);
  return html`<section class="card card-body mb-3"><h2>${l('papers')}</h2>
    ${node.papers.length === 0 ? html`<p class="hint">${l('noPapers')}</p>` : ''}
    <ul class="list-unstyled rows">${node.papers.map(
      ({ name, number, issuedOn, validTo, sha256 }) =>
        html`<li><span><strong>${name}</strong> <span class="code">${number}</span> <span class="hint">${[issuedOn, validTo && `→ ${validTo}`].filter(Boolean).join(' ')}</span></span>${sha256 ? html`<a href="/papers/${sha256}">${l('photo')}</a>` : ''}</li>`,
    )}</ul></section>`;
}

function linked(title: string, lots: readonly LinkedLot[], language: Language): Html {
  if (lots.length === 0) return html``;
  return html`<section class="card card-body mb-3"><h2>${title}</h2><ul class="list-unstyled rows">${lots.map(
    ({ lotId, code, kind, name, event, at, quantityGrams, here }) =>
      html`<li>${here ? html`<a href="${lotPath({ lotId, code })}">${name}</a>` : html`<span>${name}</span>`}
        <span class="hint">${lotKinds[kind][language]} · ${eventKinds[event][language]}${quantityGrams === null ? '' : ` ${kilograms(quantityGrams)} kg`} · ${sortableTime(at).slice(5)}</span></li>`,
  )}</ul></section>`;
}

function records(c: HonoContext<AppEnv>, { records: all, node, asOf }: ShownLot): Html {
  const { ctx, language } = c.var;
  const l = lotTexts(language);
  const provable = node.proof.state === 'anchored' || node.proof.state === 'sequenced';
  return html`<section class="card card-body mb-3"><h2>${l('proof')} ${proofBadge(node.proof, asOf, language)}</h2>
    ${proofDetails(node.proof, language)}
    ${provable && may(ctx, 'record.read') && may(ctx, 'trace.read') ? html`<p><a class="row-link" href="/trace/${node.code ?? node.id}/bundle.json">${l('bundle')}</a></p>` : ''}
    <details${all.length < 5 ? html` open` : ''}><summary>${l('records')} (${all.length})</summary>
      <ol class="list-unstyled rows">${all.map((record) => recordRow(record, asOf, language))}</ol></details></section>`;
}

/** Entered more than two hours after it happened: lawful, and shown. */
const isLate = ({ occurredAt, recordedAt }: LotRecord): boolean =>
  Date.parse(recordedAt) - Date.parse(occurredAt) > 2 * 3_600_000;

function recordRow(record: LotRecord, asOf: string, language: Language): Html {
  const l = lotTexts(language);
  const notes = [
    ...(record.replaces ? [l('correction')] : []),
    ...(record.replaced ? [l('replaced')] : []),
    ...(isLate(record) ? [`${l('lateEntry')} ${sortableTime(record.recordedAt)}`] : []),
  ];
  return html`<li><span>${sortableTime(record.occurredAt)} <strong>${recordNames[record.type]?.[language] ?? record.type}</strong>${record.grams === null ? '' : ` ${kilograms(record.grams)} kg`}${record.because ? `${punctuation[language].colon}${record.because}` : ''}
    ${notes.length > 0 ? html`<span class="hint">${notes.join(' · ')}</span>` : ''}</span> ${proofBadge(proofOf(record), asOf, language)}</li>`;
}

const proofOf = ({ id, proof }: LotRecord): LotProof => ({
  recordId: id,
  recordedAt: null,
  anchoredAt: null,
  ledger: null,
  witness: null,
  organisations: null,
  ...proof,
});
