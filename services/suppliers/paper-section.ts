import type { QualificationView } from '#schemas/supplier-view.ts';
import { civilDateOf } from '#schemas/time.ts';
import { may } from '../accounts/index.ts';
import { shownTime } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import { punctuation } from '../web/punctuation.ts';
import { roleWords } from '../web/role-words.ts';
import { checkWords, licenceStatusWords, messages } from './messages.ts';
import { daysLeft, goodsNames, paperName, validityBar } from './page-parts.ts';
import type { SupplierPageView } from './supplier-page.ts';

/** The papers that are believed now, each on its line of time, with what was believed before behind it. */
export function paperSection(view: SupplierPageView): Html {
  const { language, supplier } = view;
  const t = (key: keyof typeof messages) => messages[key][language];
  const believed = supplier.qualifications.filter(({ supersededAt }) => supersededAt === undefined);
  return html`<section class="card mb-3" aria-labelledby="papers">
    <div class="card-header"><h2 class="card-title" id="papers">${t('papers')}</h2></div>
    ${
      believed.length === 0
        ? html`<div class="card-body">${t('noPapers')}</div>`
        : html`<ul class="list-group list-group-flush">${believed.map((paper) => paperItem(view, paper))}</ul>`
    }</section>`;
}

function paperItem(view: SupplierPageView, paper: QualificationView): Html {
  const { ctx, language, supplier } = view;
  const t = (key: keyof typeof messages) => messages[key][language];
  const today = civilDateOf(ctx.clock.now());
  const { validFrom, validTo, status, goodsScope } = paper;
  const earlier = predecessors(paper, supplier.qualifications);
  const remaining = validTo === undefined ? '' : daysLeft(validTo, today, language);
  return html`<li class="list-group-item paper">
    <div><strong>${paperName(ctx.reference, paper.kind, language)}</strong> <span class="code">${paper.number}</span>
      ${paper.holder ? html` · ${paper.holder}` : ''}
      ${status === 'active' ? '' : html` <span class="badge bg-red-lt">${licenceStatusWords[status][language]}</span>`}
      ${paper.numberCheck === 'pass' || paper.numberCheck === 'unchecked' ? '' : html` <span class="badge bg-yellow-lt">${checkWords[paper.numberCheck][language]}</span>`}</div>
    <div>${validFrom} – ${validTo ?? t('openEnded')} ${remaining ? html`· <strong>${remaining}</strong>` : ''}</div>
    ${validityBar(validFrom, validTo, today)}
    <div class="text-secondary small">${paper.issuer} · ${goodsScope ? goodsNames(ctx.reference, goodsScope, language) : t('scopeAny')}</div>
    <div class="text-secondary small">${stamp(view, paper)}</div>
    <div class="actions">
      ${paper.paper ? html`<a class="btn btn-sm" href="/papers/${paper.paper}">${t('openPaper')}</a>` : ''}
      ${may(ctx, 'supplier.qualify', { supplierId: supplier.id }) ? html`<a class="btn btn-sm" href="/suppliers/${supplier.id}/papers/${paper.id}/correct">${t('correct')}</a>` : ''}
    </div>
    ${earlier.length > 0 ? html`<details><summary>${t('earlierVersions')} · ${earlier.length}</summary><ul>${earlier.map((version) => earlierItem(view, version))}</ul></details>` : ''}
  </li>`;
}

/** When a version was recorded, by whom, and why if it corrects another. */
function stamp({ language }: SupplierPageView, { recordedAt, recordedBy, reason }: QualificationView): Html {
  const who = recordedBy.name ?? '';
  return html`${messages.recordedBy[language]} ${shownTime(recordedAt, language)} · ${roleWords[recordedBy.role][language]} ${who}${reason ? html` · ${messages.correctionReason[language]}${punctuation[language].colon}${reason}` : ''}`;
}

function earlierItem(view: SupplierPageView, version: QualificationView): Html {
  const { ctx, language } = view;
  const { number, validFrom, validTo, status, goodsScope, supersededAt } = version;
  const until = supersededAt === undefined ? '' : shownTime(supersededAt, language);
  return html`<li><span class="code">${number}</span> · ${validFrom} – ${validTo ?? messages.openEnded[language]} · ${licenceStatusWords[status][language]}
    ${goodsScope ? html` · ${goodsNames(ctx.reference, goodsScope, language)}` : ''}
    <div class="text-secondary small">${messages.believedUntil[language]} ${until} · ${stamp(view, version)}</div></li>`;
}

/** What a version took the place of, the latest first. */
function predecessors(paper: QualificationView, all: readonly QualificationView[]): QualificationView[] {
  const before = all.find(({ id }) => id === paper.replacesId);
  return before ? [before, ...predecessors(before, all)] : [];
}
