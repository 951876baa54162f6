import { holdLot, releaseLot } from '../../lots/index.ts';
import { html } from '../../web/html.ts';
import { reasonField, reasonIn } from '../../web/work-fields.ts';
import { formMessages, usualReasons } from '../form-messages.ts';
import { lotPath } from '../lot-actions.ts';
import type { LotForm } from './lot-form.ts';

const labels = { reason: formMessages.reason };

/** Nothing of the lot may be used from now on. */
export const holdForm: LotForm = {
  labels,
  submit: formMessages.sendHold,
  body: async ({ view }) => html`<p>${formMessages.holdNote[view.language]}</p>
    ${reasonField(view, { name: 'reason', label: formMessages.reason, usual: usualReasons.hold })}`,
  send: async (ctx, lot, fields) => {
    await holdLot(ctx, { lotId: lot.lotId, reason: reasonIn(fields, 'reason') });
    return `${lotPath(lot)}?done=hold`;
  },
};

/** The holds of the lot are lifted. */
export const releaseForm: LotForm = {
  labels,
  submit: formMessages.sendRelease,
  hindrance: async (ctx, { holds }) => {
    const open = holds.filter(({ liftedAt }) => liftedAt === null);
    const own = open.filter(({ onThis }) => onThis);
    const [origin] = open;
    if (own.length === 0 && origin) {
      const { lotId, lotCode: code, lotName: label } = origin;
      return { text: formMessages.heldElsewhere, cure: { path: lotPath({ lotId, code }), label } };
    }
    if (own.length === 0) return { text: formMessages.notHeld };
    const lifts = ctx.actor.kind === 'account' && ctx.actor.role === 'inspector';
    if (lifts || own.every(({ byRole }) => byRole !== 'inspector')) return undefined;
    return { text: formMessages.inspectorOnly };
  },
  body: async ({ view }) =>
    reasonField(view, { name: 'reason', label: formMessages.reason, usual: usualReasons.release }),
  send: async (ctx, lot, fields) => {
    await releaseLot(ctx, { lotId: lot.lotId, reason: reasonIn(fields, 'reason') });
    return `${lotPath(lot)}?done=release`;
  },
};
