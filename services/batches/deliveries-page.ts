import { Hono, type Context as HonoContext } from 'hono';
import type { DeliverySummary } from '#schemas/delivery-view.ts';
import { addDays, civilDateOf } from '#schemas/time.ts';
import { askedDay } from '../web/asked-day.ts';
import type { AppEnv } from '../web/env.ts';
import { kilograms, sortableTime, yuan } from '../web/format.ts';
import { type Html, html } from '../web/html.ts';
import { staffPage } from '../web/layout.ts';
import { type Column, listTable } from '../web/list-table.ts';
import { punctuation } from '../web/punctuation.ts';
import { deliveriesListed, listDeliveries } from './list-deliveries.ts';
import { messages } from './messages.ts';
import { texts } from './receive-fields.ts';

/** Days shown unless others are asked for: those of one's own, and those of a whole district. */
const lately = { own: 30, district: 7 };

/** Deliveries of a period: of the own goods for suppliers, of the own school or the district for others. */
export const deliveriesPages = new Hono<AppEnv>().get('/deliveries', async (c) => {
  const { ctx } = c.var;
  const today = civilDateOf(ctx.clock.now());
  const to = askedDay(c.req.query('to')) ?? today;
  const { actor } = ctx;
  const ofDistrict = actor.kind === 'account' && actor.schoolId === null && actor.supplierId === null;
  const from = askedDay(c.req.query('from')) ?? addDays(to, -lately[ofDistrict ? 'district' : 'own']);
  const deliveries = await listDeliveries(ctx, { from, to });
  const body = listBody(c, deliveries, { from, to });
  return await staffPage(c, { title: messages.deliveries, styles: ['lists.css'], body });
});

function listBody(
  c: HonoContext<AppEnv>,
  deliveries: readonly DeliverySummary[],
  { from, to }: { readonly from: string; readonly to: string },
): Html {
  const t = texts(c.var.language);
  const { actor } = c.var.ctx;
  const isSupplier = actor.kind === 'account' && actor.supplierId !== null;
  const rows = deliveries.map((delivery) => [
    html`<a class="nowrap" href="/canteen/deliveries/${delivery.id}">${sortableTime(delivery.arrivedAt)}</a><div class="code small hash">${delivery.noteNumber}</div>`,
    isSupplier
      ? delivery.schoolName
      : html`${delivery.supplierName}<div class="hint">${delivery.schoolName}</div>`,
    delivery.goods.join(punctuation[c.var.language].comma),
    html`${kilograms(delivery.acceptedGrams)} kg${delivery.refusedGrams > 0 ? html`<div class="hint">${t('refused')} ${kilograms(delivery.refusedGrams)} kg</div>` : ''}`,
    yuan(delivery.totalFen),
    t(delivery.status),
  ]);
  const columns: Column[] = [
    { title: t('arrived') },
    { title: t(isSupplier ? 'toSchool' : 'fromTo') },
    { title: t('goodsName') },
    { title: t('accepted'), numeric: true },
    { title: t('totalYuan'), numeric: true },
    { title: t('status') },
  ];
  return html`<form class="search mb-3" method="get" action="/deliveries">
      <label class="days">${t('fromDay')} <input class="form-control" name="from" type="date" value="${from}"></label>
      <label class="days">${t('toDay')} <input class="form-control" name="to" type="date" value="${to}"></label>
      <button class="btn btn-outline-primary" type="submit">${t('showDays')}</button></form>
    ${deliveries.length === deliveriesListed ? html`<p class="hint">${t('onlyNewest').replace('{n}', String(deliveriesListed))}</p>` : ''}
    ${
      deliveries.length === 0
        ? html`<p>${t('noDeliveries')}</p>`
        : html`<div class="card">${listTable({ caption: t('deliveries'), columns, rows })}</div>`
    }`;
}
