import type { LotStatus } from '#schemas/lot.ts';
import type { Tx } from '../context.ts';
import {
  linkManyLots,
  type MadeLot,
  makeLots,
  type SupplierLot,
  type SupplierLotKey,
  supplierLots,
} from '../lots/index.ts';
import { refuseObstructed } from './obstacle.ts';
import { texts } from './obstacle-texts.ts';
import type { PlannedDelivery, PlannedLine, PlannedLot } from './plan.ts';

/** An accepted line with its lot, and the supplier's lot that it is part of. */
export interface AcceptedLine {
  readonly plan: PlannedDelivery;
  readonly planned: PlannedLine;
  readonly lot: PlannedLot;
}

export const acceptedLines = (plans: readonly PlannedDelivery[]): AcceptedLine[] =>
  plans.flatMap((plan) =>
    plan.lines.flatMap((planned) => (planned.lot ? [{ plan, planned, lot: planned.lot }] : [])),
  );

/**
 * Raw produce comes without lot number and date; then the delivery note is all that tells one load from the next.
 * Without it, all the cabbage that a supplier ever delivered would be one lot.
 */
const supplierLotKey = ({ plan, planned: { line } }: AcceptedLine): SupplierLotKey => ({
  supplierId: plan.delivery.supplierId,
  goodsCode: line.goodsCode,
  name: line.goodsName,
  supplierLot: line.supplierLot ?? (line.producedOn === undefined ? plan.delivery.noteNumber : null),
  producedOn: line.producedOn ?? null,
});

/**
 * The supplier's lot of each accepted line, in their order.
 *
 * @throws DomainError `lot-held` when one of them is held in the whole district
 */
async function originsOf(tx: Tx, accepted: readonly AcceptedLine[]): Promise<SupplierLot[]> {
  const origins = await supplierLots(tx, accepted.map(supplierLotKey));
  refuseObstructed(
    accepted.flatMap(({ plan, planned }, index) => {
      if (origins[index]?.status !== 'held') return [];
      const { id, goodsName } = planned.line;
      const ordinal = plan.lines.indexOf(planned) + 1;
      const line = { id, goodsName, ordinal, pointer: `/lines/${ordinal - 1}` };
      return [{ line, obstacle: { code: 'lot-held' as const, pointer: '/supplierLot', text: texts.held } }];
    }),
  );
  return origins;
}

/**
 * Makes the delivery lots that do not stand yet, and links all of them to the suppliers' lots that they are part of.
 *
 * @param standing lots of an earlier version of the delivery, by id
 */
export async function writeLots(
  tx: Tx,
  accepted: readonly AcceptedLine[],
  standing: ReadonlyMap<string, Pick<MadeLot, 'number'>> = new Map(),
): Promise<void> {
  if (accepted.length === 0) return;
  const origins = await originsOf(tx, accepted);
  const made = await makeLots(tx, accepted.filter(({ lot }) => !standing.has(lot.id)).map(newLot));
  const numbers = new Map([...standing, ...made.map((lot) => [lot.id, lot] as const)]);
  await linkManyLots(
    tx,
    accepted.map(({ plan, planned, lot }, index) => ({
      kind: 'delivery' as const,
      schoolId: plan.delivery.schoolId,
      occurredAt: plan.delivery.arrivedAt,
      recordId: lot.recordId,
      inputs: [{ number: (origins[index] as SupplierLot).number, quantityGrams: planned.line.acceptedGrams }],
      outputs: [{ number: (numbers.get(lot.id) as MadeLot).number, kind: 'delivery' as const }],
    })),
  );
}

const newLot = (accepted: AcceptedLine) => ({
  ...lotColumns(accepted),
  id: accepted.lot.id,
  code: accepted.lot.code,
  kind: 'delivery' as const,
  schoolId: accepted.plan.delivery.schoolId,
  status: unusedStatus(accepted.plan),
});

/** What a statement of the delivery says of a lot, the first and each that corrects it. */
export const lotColumns = ({ plan, planned: { line, expiresOn }, lot }: AcceptedLine) => ({
  recordId: lot.recordId,
  supplierId: plan.delivery.supplierId,
  goodsCode: line.goodsCode,
  name: line.goodsName,
  supplierLot: line.supplierLot ?? null,
  producedOn: line.producedOn ?? null,
  expiresOn: expiresOn ?? null,
  beganAt: plan.delivery.arrivedAt,
  quantityGrams: line.acceptedGrams,
});

/** Nobody may use a lot before two people have signed. */
export const unusedStatus = ({ signers }: PlannedDelivery): LotStatus =>
  signers.length === 2 ? 'open' : 'awaiting-signature';
