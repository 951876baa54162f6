import type { Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import type { LotRow } from '../lots/index.ts';
import type { PlannedDelivery } from './plan.ts';
import { type AcceptedLine, acceptedLines, lotColumns, unusedStatus, writeLots } from './write-lots.ts';

/** What a correction does to the lots of a delivery. */
export interface LotChanges {
  /** Lines that are accepted now; those with a standing lot keep it. */
  readonly accepted: readonly AcceptedLine[];
  readonly standing: ReadonlyMap<string, LotRow>;
  /** Lots of lines that are gone or refused now. */
  readonly dropped: readonly LotRow[];
}

/**
 * Compares the corrected delivery with the lots that stand. A quantity cannot fall below what was already used.
 *
 * @throws DomainError `stock-exceeded`
 */
export function lotChanges(plan: PlannedDelivery, lots: readonly LotRow[]): LotChanges {
  const accepted = acceptedLines([plan]);
  const standing = new Map(lots.map((lot) => [lot.id, lot]));
  const kept = new Map(accepted.map(({ lot, planned }) => [lot.id, planned.line.acceptedGrams]));
  for (const lot of lots) {
    const usedGrams = usedOf(lot);
    if ((kept.get(lot.id) ?? 0) < usedGrams) {
      throw new DomainError('stock-exceeded', {
        detail: {
          zh: `${lot.name} 已领用或退回 ${usedGrams} 克，数量不能改得更少`,
          en: `${usedGrams} g of ${lot.name} were used or returned; the quantity cannot be less`,
        },
        data: { lotId: lot.id, usedGrams },
      });
    }
  }
  return { accepted, standing, dropped: lots.filter(({ id }) => !kept.has(id)) };
}

const usedOf = ({ quantityGrams, remainingGrams }: LotRow): number =>
  (quantityGrams ?? 0) - (remainingGrams ?? 0);

/** Brings lots and links in line with the corrected delivery. The replaced records keep what was said before. */
export async function correctLots(tx: Tx, { accepted, standing, dropped }: LotChanges): Promise<void> {
  await unlinkFromOrigins(tx, [...standing.values()]);
  for (const line of accepted) {
    const lot = standing.get(line.lot.id);
    if (lot) await correctLot(tx, lot, line);
  }
  for (const { id } of dropped) {
    await tx.db
      .updateTable('lots')
      .set({ quantityGrams: 0, remainingGrams: 0, status: 'closed' })
      .where('id', '=', id)
      .execute();
  }
  await writeLots(tx, accepted, standing);
}

/** The links that the replaced records told of, from the suppliers' lots; what the lots became stays linked. */
async function unlinkFromOrigins(tx: Tx, lots: readonly LotRow[]): Promise<void> {
  const recordIds = lots.flatMap(({ recordId }) => recordId ?? []);
  if (recordIds.length === 0) return;
  await tx.db
    .deleteFrom('lotLinks')
    .where('eventId', 'in', ({ selectFrom }) =>
      selectFrom('lotEvents').select('id').where('kind', '=', 'delivery').where('recordId', 'in', recordIds),
    )
    .execute();
}

async function correctLot(tx: Tx, lot: LotRow, accepted: AcceptedLine): Promise<void> {
  const columns = lotColumns(accepted);
  const remainingGrams = columns.quantityGrams - usedOf(lot);
  const status = remainingGrams === 0 ? 'closed' : unusedStatus(accepted.plan);
  await tx.db
    .updateTable('lots')
    .set({ ...columns, remainingGrams, status })
    .where('id', '=', lot.id)
    .execute();
}
