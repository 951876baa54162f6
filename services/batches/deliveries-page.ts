import { Hono, type Context as HonoContext } from 'hono';
import type { DeliverySummary } from '#schemas/delivery-view.ts';
import { addDays, civilDateOf } from '#schemas/time.ts';
import { CivilDate } from '#schemas/values.ts';
import type { AppEnv } from '../web/env.ts';
import { kilograms, sortableTime, yuan } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import { staffPage } from '../web/layout.ts';
import { listDeliveries } from './list-deliveries.ts';
import { messages } from './messages.ts';
import { texts } from './receive-fields.ts';

/** Days shown unless others are asked for. */
const lately = 30;

/** Deliveries of a period: of the own goods for suppliers, of the own school or the district for others. */
export const deliveriesPages = new Hono<AppEnv>().get('/deliveries', async (c) => {
  const { ctx } = c.var;
  const today = civilDateOf(ctx.clock.now());
  const to = dayOf(c.req.query('to')) ?? today;
  const from = dayOf(c.req.query('from')) ?? addDays(to, -lately);
  const deliveries = await listDeliveries(ctx, { from, to });
  return await staffPage(c, { title: messages.deliveries, body: listBody(c, deliveries, { from, to }) });
});

/** A link from elsewhere may say anything; it then means the days shown by default. */
const dayOf = (text: string | undefined): string | undefined => CivilDate.safeParse(text).data;

function listBody(
  c: HonoContext<AppEnv>,
  deliveries: readonly DeliverySummary[],
  { from, to }: { readonly from: string; readonly to: string },
): Html {
  const t = texts(c.var.language);
  const { actor } = c.var.ctx;
  const isSupplier = actor.kind === 'account' && actor.supplierId !== null;
  const row = (delivery: DeliverySummary) => html`<tr>
    <td><a class="nowrap" href="/canteen/deliveries/${delivery.id}">${sortableTime(delivery.arrivedAt)}</a><div class="code small hash">${delivery.noteNumber}</div></td>
    <td>${isSupplier ? delivery.schoolName : html`${delivery.supplierName}<div class="hint">${delivery.schoolName}</div>`}</td>
    <td>${delivery.goods.join('、')}</td>
    <td class="number">${kilograms(delivery.acceptedGrams)} kg${delivery.refusedGrams > 0 ? html`<div class="hint">${t('refused')} ${kilograms(delivery.refusedGrams)} kg</div>` : ''}</td>
    <td class="number">${yuan(delivery.totalFen)}</td>
    <td>${t(delivery.status === 'signed' ? 'signed' : 'awaiting-signature')}</td></tr>`;
  return html`<form class="search mb-3" method="get" action="/deliveries">
      <label for="from">${t('fromDay')}</label><input class="form-control" id="from" name="from" type="date" value="${from}">
      <label for="to">${t('toDay')}</label><input class="form-control" id="to" name="to" type="date" value="${to}">
      <button class="btn btn-outline-primary" type="submit">${t('showDays')}</button></form>
    ${
      deliveries.length === 0
        ? html`<p>${t('noDeliveries')}</p>`
        : html`<div class="card"><div class="scroll-x" tabindex="0"><table class="table">
      <thead><tr><th scope="col">${t('arrived')}</th><th scope="col">${t(isSupplier ? 'toSchool' : 'fromTo')}</th><th scope="col">${t('goodsName')}</th><th scope="col" class="number">${t('accepted')}</th><th scope="col" class="number">${t('total')}</th><th scope="col">${t('status')}</th></tr></thead>
      <tbody>${deliveries.map(row)}</tbody></table></div></div>`
    }`;
}
