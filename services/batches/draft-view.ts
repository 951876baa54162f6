import type { Context as HonoContext } from 'hono';
import type { AppEnv } from '../web/env.ts';
import { namesIn } from './names.ts';
import { paperNeeds } from './paper-needs.ts';
import type { ReceiveView } from './receive-fields.ts';
import { type Draft, type FieldFault, typed } from './receive-form.ts';
import type { Reason } from './receive-reason.ts';
import { supplierGoods } from './receiving-choices.ts';

/** A draft as it is shown again, with what is wrong with it. */
export interface ShownDraft {
  readonly draft: Draft;
  readonly faults?: readonly FieldFault[];
  readonly reason?: Reason;
}

/** Everything that the cards of a draft show: the supplier's goods, and the papers that these need. */
export async function draftView(
  c: HonoContext<AppEnv>,
  supplierName: string,
  { draft, faults = [], reason }: ShownDraft,
): Promise<ReceiveView> {
  const { ctx, language } = c.var;
  const asked = draft.lineIds.map((id) => ({
    goodsCode: typed(draft, id, 'goods'),
    imported: typed(draft, id, 'importer') !== '',
  }));
  return {
    ...namesIn(ctx, language),
    draft,
    supplierName,
    goods: await supplierGoods(ctx, draft.supplierId),
    needs: await paperNeeds(ctx, draft.supplierId, asked),
    faults: [...faults, ...(reason?.faults ?? [])],
    ...(reason ? { refusal: reason } : {}),
  };
}
