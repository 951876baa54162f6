import { Hono } from 'hono';
import { civilDateOf } from '#schemas/time.ts';
import { may } from '../accounts/index.ts';
import { type Label, labelPage } from '../labels/index.ts';
import type { AppEnv } from '../web/env.ts';
import { readForm } from '../web/form.ts';
import { kilograms } from '../web/format.ts';
import { staffPage } from '../web/layout.ts';
import { correctPages } from './correct-pages.ts';
import { deliveriesPages } from './deliveries-page.ts';
import { deliveryBody } from './delivery-view.ts';
import { messages } from './messages.ts';
import { namesIn } from './names.ts';
import { receivePages } from './receive-pages.ts';
import { showDelivery } from './show-delivery.ts';
import { signDelivery } from './sign-delivery.ts';

/** The canteen's pages about deliveries. */
export const deliveryPages = new Hono<AppEnv>()
  .route('/', receivePages)
  .route('/', correctPages)
  .route('/', deliveriesPages)
  .get('/canteen/deliveries/:id', async (c) => {
    const { ctx, language } = c.var;
    const delivery = await showDelivery(ctx, c.req.param('id'));
    const { actor } = ctx;
    const mine = actor.kind === 'account' && actor.accountId === delivery.firstSignerId;
    const waits = delivery.status === 'awaiting-signature';
    const body = deliveryBody(c, {
      delivery,
      done: c.req.query('done') !== undefined,
      corrected: c.req.query('corrected') !== undefined,
      mayCorrect: may(ctx, 'delivery.correct', { schoolId: delivery.schoolId }),
      maySign: waits && !mine && may(ctx, 'delivery.sign', { schoolId: delivery.schoolId }),
      mayTrace: may(ctx, 'trace.read', { schoolId: delivery.schoolId, supplierId: delivery.supplierId }),
      names: namesIn(ctx, language),
    });
    const back = { path: '/deliveries', label: messages.deliveries };
    return await staffPage(c, { title: messages.delivery, back, styles: ['canteen.css'], body });
  })
  .post('/canteen/deliveries/:id/signature', async (c) => {
    const { ctx } = await readForm(c);
    const { id } = await signDelivery(ctx, { deliveryId: c.req.param('id') });
    return c.redirect(`/canteen/deliveries/${id}`, 303);
  })
  .get('/canteen/deliveries/:id/labels', async (c) => {
    const delivery = await showDelivery(c.var.ctx, c.req.param('id'));
    const labels = delivery.lines.flatMap(({ lot, goodsName, acceptedGrams, expiresOn }): Label[] =>
      lot
        ? [
            {
              heading: goodsName,
              code: lot.code,
              lines: [
                [undefined, delivery.supplierName],
                [undefined, `${civilDateOf(delivery.arrivedAt)} ${kilograms(acceptedGrams)} kg`],
                ...(expiresOn ? [[messages.expires, expiresOn] as const] : []),
              ],
            },
          ]
        : [],
    );
    return labelPage(c, labels, `/canteen/deliveries/${delivery.id}`);
  });
