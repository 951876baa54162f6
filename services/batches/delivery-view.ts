import type { Context as HonoContext } from 'hono';
import type { Delivery } from '#schemas/delivery-view.ts';
import type { AppEnv } from '../web/env.ts';
import { formKeys } from '../web/form.ts';
import { celsius, kilograms, shownTime, yuan } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import { punctuation } from '../web/punctuation.ts';
import type { MessageKey } from './messages.ts';
import { findingList, type Names } from './names.ts';
import { texts } from './receive-fields.ts';

interface DeliveryPage {
  readonly delivery: Delivery;
  /** Straight from receiving. */
  readonly done: boolean;
  /** Straight from correcting. */
  readonly corrected: boolean;
  readonly mayCorrect: boolean;
  /** The reader is the second person that it waits for. */
  readonly maySign: boolean;
  /** The reader may follow a lot to where it came from and went. */
  readonly mayTrace: boolean;
  readonly names: Names;
}

/** One delivery: what came, which lots it became, who signed, and everything recorded about it. */
export function deliveryBody(
  c: HonoContext<AppEnv>,
  { delivery, done, corrected, mayCorrect, maySign, mayTrace, names }: DeliveryPage,
): Html {
  const { language } = c.var;
  const t = texts(language);
  const time = (instant: string) => shownTime(instant, language);
  return html`${done ? html`<p class="done" role="status">✓ ${t('done')}</p>` : ''}
    ${corrected ? html`<p class="done" role="status">✓ ${t('corrected')}</p>` : ''}
    <div class="card card-body">
      <p><strong>${delivery.supplierName}</strong> → ${delivery.schoolName}<br>
        ${t('note')} <span class="code">${delivery.noteNumber}</span><br>
        ${time(delivery.arrivedAt)}${late(delivery) ? html` <span class="hint">${t('lateEntry')} ${time(delivery.recordedAt)}</span>` : ''}</p>
      <p><strong>${t(delivery.status === 'signed' ? 'signed' : 'awaiting')}</strong> ${delivery.signers.map(({ name }) => name ?? '—').join(punctuation[language].comma)}</p>
      ${maySign ? html`<form method="post" action="/canteen/deliveries/${delivery.id}/signature">${formKeys(c)}<button class="btn btn-primary btn-wide btn-lg" type="submit">${t('signNow')}</button></form>` : ''}
      ${delivery.lines.some(({ lot }) => lot) ? html`<p><a class="btn btn-outline-primary btn-wide" href="/canteen/deliveries/${delivery.id}/labels">${t('labels')}</a></p>` : ''}
      ${mayCorrect ? html`<p><a class="btn btn-outline-secondary btn-wide" href="/canteen/deliveries/${delivery.id}/correct">${t('correct')}</a></p>` : ''}
      ${done ? html`<p><a class="btn btn-outline-primary btn-wide" href="/canteen/receive">${t('nextDelivery')}</a></p>` : ''}
    </div>
    ${delivery.lines.map((line) => lineBody(line, names, mayTrace))}
    ${findingList(delivery.findings, names)}
    <p class="running-total">${t('total')} <strong>${yuan(delivery.totalFen)}</strong> ${t('yuan')}</p>
    <details class="card card-body"><summary>${t('history')}</summary><ol>${delivery.history.map(
      ({ recordId, type, recordedAt, reason }) =>
        html`<li>${time(recordedAt)} ${type in historyNames ? t(type as MessageKey) : type}${reason ? html`${punctuation[language].colon}${reason}` : ''} <span class="code">${recordId}</span></li>`,
    )}</ol></details>`;
}

const historyNames = { 'delivery-received': true, 'delivery-signed': true };

/** Entered more than two hours after the goods came: lawful, and shown. */
const late = ({ arrivedAt, recordedAt }: Delivery): boolean =>
  Date.parse(recordedAt) - Date.parse(arrivedAt) > 2 * 3_600_000;

function lineBody(line: Delivery['lines'][number], names: Names, mayTrace: boolean): Html {
  const { colon, open, close } = punctuation[names.language];
  const t = texts(names.language);
  const { lot } = line;
  return html`<section class="card card-body checked-line"><h2>${line.goodsName}</h2>
    <p>${t('accepted')} <strong>${kilograms(line.acceptedGrams)}</strong> ${t('kilograms')} × ${yuan(line.priceFenPerKg)} = ${yuan(line.amountFen)} ${t('yuan')}
      ${line.surfaceTemperatureMilliC === null ? '' : html`<br>${celsius(line.surfaceTemperatureMilliC)} ℃`}
      ${line.supplierLot ? html`<br>${t('lot')} ${line.supplierLot}` : ''}
      ${line.expiresOn ? html`<br>${t('expires')} ${line.expiresOn}` : ''}
      ${line.originName ? html`<br>${t('origin')} ${line.originName}` : ''}
      ${line.makerName ? html`<br>${t('maker')} ${line.makerName} ${line.makerLicence ?? ''}` : ''}</p>
    ${line.refusedGrams > 0 && line.disposition ? html`<p class="field-error">${t('refused')} ${kilograms(line.refusedGrams)} ${t('kilograms')}${colon}${line.refusalReason ?? ''}${open}${t(line.disposition)}${close}</p>` : ''}
    ${line.papers.map(({ kind, number, sha256 }) => html`<p class="hint">${names.paperName(kind)} <span class="code">${number}</span>${sha256 ? html` <a class="nav-link" href="/papers/${sha256}">${t('seePhoto')}</a>` : ''}</p>`)}
    ${findingList(line.findings, names)}
    ${lot ? html`<p>${t('code')} <span class="code">${lot.code}</span>${mayTrace ? html` <a class="nav-link" href="/trace/${lot.code}">${t('trace')}</a>` : ''} · ${t(lotStatus[lot.status])} · ${t('remaining')} ${kilograms(lot.remainingGrams)} ${t('kilograms')}</p>` : ''}
  </section>`;
}

/** Words for the state of a lot. */
const lotStatus = {
  'awaiting-signature': 'awaiting-signature',
  open: 'open',
  held: 'lot-held',
  closed: 'closed',
} as const satisfies Record<string, MessageKey>;
