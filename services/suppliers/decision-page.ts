import type { SupplierView } from '#schemas/supplier-view.ts';
import type { Permission } from '../accounts/index.ts';
import type { Context } from '../context.ts';
import type { Fields } from '../web/form.ts';
import { errorSummary, type FormView, inputField } from '../web/form-view.ts';
import { type Html, html } from '../web/html.ts';
import type { Message } from '../web/language.ts';
import { admitSupplier } from './admit-supplier.ts';
import { evaluateSupplier } from './evaluate-supplier.ts';
import { exitSupplier } from './exit-supplier.ts';
import { goodsField, tickedGoods } from './goods-field.ts';
import { liftSuspension } from './lift-suspension.ts';
import { messages } from './messages.ts';
import { suspendSupplier } from './suspend-supplier.ts';

/** Something that a person decides about a supplier, on a page of its own. */
interface Decision {
  readonly title: Message;
  readonly action: Message;
  readonly permission: Permission;
  /** When there is something to decide. */
  readonly open: (supplier: SupplierView) => boolean;
  readonly fields: readonly ('goodsScope' | 'admittedOn' | 'reason' | 'score' | 'remark')[];
  readonly carryOut: (ctx: Context, supplierId: string, fields: Fields) => Promise<unknown>;
}

const isAdmitted = ({ admissions }: SupplierView) =>
  admissions.some(({ exitedOn }) => exitedOn === undefined);
const isSuspended = ({ suspensions }: SupplierView) =>
  suspensions.some(({ cause, liftedAt }) => cause === 'district' && liftedAt === undefined);

/** By the last step of the page's address. */
export const decisions: Readonly<Record<string, Decision>> = {
  admit: {
    title: messages.admitTitle,
    action: messages.admit,
    permission: 'supplier.admit',
    open: (supplier) => !isAdmitted(supplier),
    fields: ['admittedOn', 'goodsScope'],
    carryOut: (ctx, supplierId, fields) =>
      admitSupplier(ctx, {
        supplierId,
        goodsScope: tickedGoods(fields) ?? [],
        ...(fields.admittedOn ? { admittedOn: fields.admittedOn } : {}),
      }),
  },
  exit: {
    title: messages.exitTitle,
    action: messages.exit,
    permission: 'supplier.admit',
    open: isAdmitted,
    fields: ['reason'],
    carryOut: (ctx, supplierId, { reason = '' }) => exitSupplier(ctx, { supplierId, reason }),
  },
  evaluate: {
    title: messages.evaluate,
    action: messages.evaluate,
    permission: 'supplier.admit',
    open: isAdmitted,
    fields: ['score', 'remark'],
    carryOut: (ctx, supplierId, { score, remark = '' }) =>
      evaluateSupplier(ctx, { supplierId, score: Number(score), remark }),
  },
  suspend: {
    title: messages.suspendTitle,
    action: messages.suspend,
    permission: 'supplier.suspend',
    open: (supplier) => !isSuspended(supplier),
    fields: ['reason'],
    carryOut: (ctx, supplierId, { reason = '' }) => suspendSupplier(ctx, { supplierId, reason }),
  },
  lift: {
    title: messages.liftTitle,
    action: messages.lift,
    permission: 'supplier.suspend',
    open: isSuspended,
    fields: ['reason'],
    carryOut: (ctx, supplierId, { reason = '' }) => liftSuspension(ctx, { supplierId, reason }),
  },
};

export function decisionForm(
  view: FormView,
  ctx: Context,
  {
    path,
    name,
    decision,
    keys,
  }: {
    readonly path: string;
    readonly name: string;
    readonly decision: Decision;
    readonly keys: Html;
  },
): Html {
  const { goodsScope, admittedOn, reason, score, remark } = messages;
  const inputs = {
    goodsScope: () => goodsField(view, ctx.reference, goodsScope),
    admittedOn: () =>
      inputField(view, { name: 'admittedOn', label: admittedOn, type: 'date', optional: true }),
    reason: () => inputField(view, { name: 'reason', label: reason }),
    score: () => inputField(view, { name: 'score', label: score, type: 'number', inputmode: 'numeric' }),
    remark: () => inputField(view, { name: 'remark', label: remark }),
  };
  return html`<form class="card card-body" method="post" action="${path}">
    ${errorSummary(view, { goodsScope, admittedOn, reason, score, remark })}${keys}
    <p><strong>${name}</strong></p>
    ${decision.fields.map((field) => inputs[field]())}
    <div><button class="btn btn-primary btn-wide" type="submit">${decision.action[view.language]}</button></div>
  </form>`;
}
