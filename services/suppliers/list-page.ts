import type { ExpiryAlert, SupplierSummary } from '#schemas/supplier-view.ts';
import { civilDateOf } from '#schemas/time.ts';
import { may } from '../accounts/index.ts';
import type { Context } from '../context.ts';
import { type Html, html } from '../web/html.ts';
import type { Language } from '../web/language.ts';
import { listTable } from '../web/list-table.ts';
import type { SupplierPage } from './list-suppliers.ts';
import { kindWords, messages } from './messages.ts';
import { daysLeft, paperName, stateBadge } from './page-parts.ts';

interface View {
  readonly ctx: Context;
  readonly language: Language;
  readonly search: string;
  readonly page: SupplierPage;
  readonly alerts: readonly ExpiryAlert[];
}

/** The register: what is about to lapse first, then everybody. */
export function listPage({ ctx, language, search, page, alerts }: View): Html {
  const t = (key: keyof typeof messages) => messages[key][language];
  const columns = [t('name'), t('state'), t('endsFirst'), t('admitted')].map((title) => ({ title }));
  const more = new URLSearchParams({ ...(search ? { search } : {}), after: page.next ?? '' });
  return html`
    ${alerts.length > 0 ? alertList(ctx, alerts, language) : ''}
    <div class="toolbar">
      <form class="search" method="get" action="/suppliers" role="search">
        <label class="visually-hidden" for="search">${t('search')}</label>
        <input class="form-control" id="search" name="search" type="search" value="${search}" placeholder="${t('search')}" autocomplete="off">
        <button class="btn btn-outline-primary" type="submit">${t('searchAction')}</button>
      </form>
      ${may(ctx, 'supplier.register') ? html`<a class="btn btn-primary" href="/suppliers/new">${t('registerTitle')}</a>` : ''}
    </div>
    ${
      page.suppliers.length === 0
        ? html`<p>${t('noneFound')}</p>`
        : html`<div class="card">${listTable({ caption: t('title'), columns, rows: page.suppliers.map((supplier) => row(ctx, supplier, language)) })}</div>`
    }
    ${page.next ? html`<p class="mt-3"><a class="btn" href="/suppliers?${more.toString()}">${t('next')}</a></p>` : ''}`;
}

function row(ctx: Context, supplier: SupplierSummary, language: Language): (Html | string)[] {
  const { id, name, kind, division, state, endsFirst, admittedSchools } = supplier;
  const admitted =
    ctx.actor.kind === 'account' && ctx.actor.schoolId !== null
      ? admittedSchools > 0
        ? messages.admittedHere[language]
        : '—'
      : `${admittedSchools} ${messages.schools[language]}`;
  return [
    html`<a href="/suppliers/${id}">${name}</a><div class="hint">${kindWords[kind][language]} · ${division}</div>`,
    stateBadge(state, language),
    endsFirst
      ? html`<span class="nowrap">${endsFirst.validTo}</span><div class="hint">${paperName(ctx.reference, endsFirst.kind, language)}</div>`
      : '—',
    admitted,
  ];
}

/** Open alerts, each leading to its supplier. */
export function alertList(ctx: Context, alerts: readonly ExpiryAlert[], language: Language): Html {
  const today = civilDateOf(ctx.clock.now());
  return html`<section class="card mb-3" aria-labelledby="alerts">
    <div class="card-header"><h2 class="card-title" id="alerts">${messages.alerts[language]} · ${alerts.length}</h2></div>
    <ul class="list-group list-group-flush">${alerts.map(
      ({ supplierId, supplierName, kind, number, validTo }) => html`<li class="list-group-item">
        <a href="/suppliers/${supplierId}">${supplierName}</a> · ${paperName(ctx.reference, kind, language)} <span class="code">${number}</span><br>
        <strong>${daysLeft(validTo, today, language)}</strong> <span class="text-secondary">${messages.validTo[language]} ${validTo}</span></li>`,
    )}</ul></section>`;
}
