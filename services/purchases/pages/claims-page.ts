import type { OrderClaim } from '#schemas/order-claim.ts';
import { choiceField, errorSummary, type FormView, inputField } from '../../web/form-view.ts';
import { shownTime, yuan } from '../../web/format.ts';
import { type Html, html } from '../../web/html.ts';
import { punctuation } from '../../web/punctuation.ts';
import type { UnsharedOrder } from '../claims.ts';
import { texts, valueNames } from '../messages.ts';
import { schoolTexts } from '../school-messages.ts';

export interface ClaimsView {
  readonly claims: readonly OrderClaim[];
  readonly unshared: readonly UnsharedOrder[];
  readonly schools: readonly { readonly id: string; readonly name: string }[];
  /** Whether the reader decides. */
  readonly decides: boolean;
}

/** Orders that two units claim, and contractors' orders whose schools are not known yet. */
export function claimsPage(view: ClaimsView, form: FormView, keys: () => Html): Html {
  const { language } = form;
  return html`${errorSummary(form, schoolTexts)}
    <section><h2>${schoolTexts.queue[language]}</h2>
      ${view.claims.length === 0 ? html`<p>${schoolTexts.noClaims[language]}</p>` : view.claims.map((claim) => claimCard(claim, view, form, keys))}</section>
    <section><h2>${schoolTexts.unshared[language]}</h2>
      ${view.unshared.length === 0 ? html`<p>${schoolTexts.noUnshared[language]}</p>` : view.unshared.map((order) => shareCard(order, view, form, keys))}</section>`;
}

function claimCard(
  claim: OrderClaim,
  { schools, decides }: ClaimsView,
  form: FormView,
  keys: () => Html,
): Html {
  const { language } = form;
  const nameOf = (id: string) => schools.find((school) => school.id === id)?.name ?? id;
  const word = (value: string) => valueNames[value]?.[language] ?? value;
  const { colon, open, close } = punctuation[language];
  const choices = (['keep', 'reassign'] as const).map((value) => ({
    value,
    label: schoolTexts[value][language],
  }));
  const decision = html`<form method="post" action="/bureau/832/claims/${claim.id}">${keys()}<div class="field-row">
      ${choiceField({ ...form, values: {} }, { name: 'decision', label: schoolTexts.decide, choices })}
      ${inputField({ ...form, values: {} }, { name: 'reason', label: schoolTexts.reason })}
      <div class="field field-button"><button class="btn btn-primary" type="submit">${schoolTexts.decide[language]}</button></div></div></form>`;
  return html`<div class="card card-body mb-2"><p><a class="code" href="/canteen/832/lines/${claim.heldLineId}">${claim.orderNo} / ${claim.lineNo}</a>
      <span class="hint">${shownTime(claim.claimedAt, language)}</span></p>
    <p>${schoolTexts.holder[language]}${colon}${nameOf(claim.heldBySchoolId)}${open}${word(claim.heldOnPlatform)}${close} · ${schoolTexts.claimant[language]}${colon}${nameOf(claim.schoolId)}${open}${word(claim.platform)}${close}</p>
    ${claim.decision === null ? (decides ? decision : '') : html`<p>${schoolTexts.decided[language]}${colon}${schoolTexts[claim.decision][language]}</p>`}</div>`;
}

function shareCard(
  order: UnsharedOrder,
  { schools, decides }: ClaimsView,
  form: FormView,
  keys: () => Html,
): Html {
  const { language } = form;
  const { platform, orderNo, contractor, lines, orderedFen } = order;
  const shares = html`<form method="post" action="/bureau/832/allocations">${keys()}
      <input type="hidden" name="platform" value="${platform}"><input type="hidden" name="orderNo" value="${orderNo}">
      <fieldset><legend>${schoolTexts.shares[language]}</legend><div class="field-row">${schools.map(
        ({
          id,
          name,
        }) => html`<div class="field"><label class="form-label" for="${orderNo}-${id}">${name}</label>
          <input class="form-control" type="text" id="${orderNo}-${id}" name="share-${id}" inputmode="decimal" autocomplete="off" value="${form.values.orderNo === orderNo ? (form.values[`share-${id}`] ?? '') : ''}"></div>`,
      )}</div></fieldset><button class="btn btn-primary" type="submit">${schoolTexts.share[language]}</button></form>`;
  return html`<div class="card card-body mb-2"><p><span class="code">${orderNo}</span> · ${contractor} · ${texts.count[language]} ${lines} · ¥${yuan(orderedFen)}</p>${decides ? shares : ''}</div>`;
}
