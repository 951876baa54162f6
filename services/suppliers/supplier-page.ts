import { breaches } from '#schemas/finding.ts';
import type { SupplierView } from '#schemas/supplier-view.ts';
import { may } from '../accounts/index.ts';
import type { Context } from '../context.ts';
import { shownTime } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { decisions } from './decision-page.ts';
import { alertList } from './list-page.ts';
import { checkWords, countyWords, kindWords, messages } from './messages.ts';
import { goodsNames, stateBadge } from './page-parts.ts';
import { paperSection } from './paper-section.ts';

export interface SupplierPageView {
  readonly ctx: Context;
  readonly language: Language;
  readonly supplier: SupplierView;
  /** The question about a day, with its answer when one was asked. */
  readonly standing: Html;
}

/** Everything about one supplier, the urgent first. */
export function supplierPage(view: SupplierPageView): Html {
  const { ctx, language, supplier, standing } = view;
  return html`
    <div class="toolbar">${stateBadge(supplier.state, language)}<div class="actions">
      ${may(ctx, 'supplier.qualify', { supplierId: supplier.id }) ? html`<a class="btn btn-primary" href="/suppliers/${supplier.id}/papers/new">${messages.addPaper[language]}</a>` : ''}
      ${ctx.actor.kind === 'account' && ctx.actor.supplierId === supplier.id ? html`<a class="btn" href="/deliveries">${messages.ownDeliveries[language]}</a>` : ''}
      ${Object.entries(decisions).map(([step, { permission, open, action }]) =>
        may(ctx, permission) && open(supplier)
          ? html`<a class="btn" href="/suppliers/${supplier.id}/${step}">${action[language]}</a>`
          : '',
      )}
    </div></div>
    ${supplier.alerts.length > 0 ? alertList(ctx, supplier.alerts, language) : ''}
    ${suspensionSection(view)}
    ${paperSection(view)}
    ${admissionSection(view)}
    ${aboutSection(view)}
    ${standing}
    ${findingSection(view)}
    ${evaluationSection(view)}`;
}

const section = (id: string, title: string, body: Html): Html =>
  html`<section class="card mb-3" aria-labelledby="${id}"><div class="card-header"><h2 class="card-title" id="${id}">${title}</h2></div>${body}</section>`;

function aboutSection({ language, supplier }: SupplierPageView): Html {
  const t = (key: keyof typeof messages) => messages[key][language];
  const { creditCode, creditCodeCheck, division, divisionCode, county832, contact } = supplier;
  const { phone, name, legalPerson } = contact ?? {};
  const legal = legalPerson === undefined ? '' : html`<dt>${t('legalPerson')}</dt><dd>${legalPerson}</dd>`;
  return section(
    'about',
    t('details'),
    html`<div class="card-body"><dl class="facts">
      <dt>${t('kind')}</dt><dd>${kindWords[supplier.kind][language]}</dd>
      ${creditCode ? html`<dt>${t('creditCode')}</dt><dd><span class="code">${creditCode}</span> <span class="text-secondary">${checkWords[creditCodeCheck][language]}</span></dd>` : ''}
      <dt>${t('place')}</dt><dd>${division} <span class="code">${divisionCode}</span><br><span class="text-secondary">${countyWords[county832][language]}</span></dd>
      <dt>${t('address')}</dt><dd>${supplier.address}</dd>
      ${contact ? html`<dt>${t('contactName')}</dt><dd>${name ?? t('erased')}</dd><dt>${t('contactPhone')}</dt><dd>${phone ?? t('erased')}</dd>${legal}` : ''}
      <dt>${t('registeredAt')}</dt><dd>${shownTime(supplier.registeredAt, language)}</dd>
    </dl></div>`,
  );
}

function suspensionSection({ language, supplier }: SupplierPageView): Html {
  if (supplier.suspensions.length === 0) return html``;
  const { byDistrict, byExpiry, lifted, suspensions } = messages;
  const items = supplier.suspensions.map(
    ({ cause, reason, suspendedAt, liftedAt }) => html`<li class="list-group-item">
      <strong>${(cause === 'district' ? byDistrict : byExpiry)[language]}</strong> · ${shownTime(suspendedAt, language)}<br>${reason}
      ${liftedAt ? html`<br><span class="text-secondary">${lifted[language]} ${shownTime(liftedAt, language)}</span>` : ''}</li>`,
  );
  return section(
    'suspensions',
    suspensions[language],
    html`<ul class="list-group list-group-flush">${items}</ul>`,
  );
}

function admissionSection({ ctx, language, supplier }: SupplierPageView): Html {
  const t = (key: keyof typeof messages) => messages[key][language];
  const items = supplier.admissions.map(
    ({ schoolName, goodsScope, admittedOn, exitedOn, exitReason }) => html`<li class="list-group-item">
      <strong>${schoolName}</strong> · ${exitedOn ? `${admittedOn} – ${exitedOn} ${t('exited')}` : t('since').replace('{day}', admittedOn)}<br>
      ${goodsNames(ctx.reference, goodsScope, language)}${exitReason ? html`<br><span class="text-secondary">${exitReason}</span>` : ''}</li>`,
  );
  const body =
    items.length > 0
      ? html`<ul class="list-group list-group-flush">${items}</ul>`
      : html`<div class="card-body">${t('noAdmissions')}</div>`;
  return section('admissions', t('admissions'), body);
}

function findingSection({ ctx, language, supplier }: SupplierPageView): Html {
  if (supplier.findings.length === 0) return html``;
  const titles = new Map(
    ctx.rules.all.map((rule) => [rule.id, language === 'zh' ? rule.titleZh : rule.titleEn]),
  );
  const items = supplier.findings.map(({ ruleId, breach, data, raisedAt }) => {
    const others = (data.evidence as string[] | undefined)?.filter((id) => id !== supplier.id) ?? [];
    const tie = breach === 'related' ? others[0] : undefined;
    return html`<li class="list-group-item"><span class="code">${ruleId}</span> ${titles.get(ruleId) ?? ''} · <strong>${breaches[breach][language]}</strong>
      ${tie ? html`<br><a href="/suppliers/${tie}">${messages.otherSupplier[language]}</a>` : ''}
      <br><span class="text-secondary">${shownTime(raisedAt, language)}</span></li>`;
  });
  return section(
    'findings',
    messages.findings[language],
    html`<ul class="list-group list-group-flush">${items}</ul>`,
  );
}

function evaluationSection({ language, supplier }: SupplierPageView): Html {
  if (supplier.evaluations.length === 0) return html``;
  const items = supplier.evaluations.map(
    ({ schoolName, evaluatedOn, score, remark }) =>
      html`<li class="list-group-item"><strong>${score}</strong> · ${schoolName} · ${evaluatedOn}<br>${remark}</li>`,
  );
  return section(
    'evaluations',
    messages.evaluations[language],
    html`<ul class="list-group list-group-flush">${items}</ul>`,
  );
}
