import type { LotStatus } from '#schemas/lot.ts';
import type { RecordOf } from '#schemas/records/index.ts';
import type { Reader } from '../context.ts';
import { type DerivedRows, derivedColumns, derivedRows } from '../records/derived-rows.ts';
import { recordsAbout, recordsNamed } from '../records/records-about.ts';
import type { LotRow } from './lock-lots.ts';
import { gramsUsed, type Making, makingsOf } from './makings.ts';
import { lotsOfUnsignedDeliveries } from './unsigned-lots.ts';

const movements = [
  'lot-issued',
  'lot-restocked',
  'lot-returned',
  'lot-transferred',
  'lot-disposed',
  'sample-discarded',
] as const;
type Movement = RecordOf<(typeof movements)[number]>;

const holdings = ['lot-held', 'lot-released'] as const;
type Holding = RecordOf<(typeof holdings)[number]>;

/** What is left of a lot and whether it may be used follow from all that was recorded of it. */
export const lotDerivedRows: readonly DerivedRows[] = [
  derivedColumns('lots', async (db, lots) => {
    const [movesOf, madeOf] = [await recordsAbout(db, lots, movements), await makingsOf(db, lots)];
    const holdingsOf = await recordsAbout(db, lots, holdings);
    const unsigned = await unsignedLots(db, lots);
    return lots.map((lot) => {
      const { id } = lot;
      const remainingGrams = remainingOf(lot, [...movesOf(id), ...madeOf(id)]);
      const isHeld = holdsOf(holdingsOf(id)).some(({ liftedAt }) => liftedAt === null);
      return {
        id,
        remainingGrams,
        status: statusOf({ remainingGrams, isHeld, isUnsigned: unsigned.has(id) }),
      };
    });
  }),
  derivedRows('holds', { of: 'lots', by: 'lotId', key: 'id' }, async (db, lots) => {
    const holdingsOf = await recordsAbout(db, lots, holdings);
    return lots.flatMap(({ districtId, id: lotId }) =>
      holdsOf(holdingsOf(lotId)).map((hold) => ({ districtId, lotId, ...hold })),
    );
  }),
];

/** What a lot began with, less what was taken of it. Dishes, meals and suppliers' lots are not weighed. */
function remainingOf(lot: LotRow, records: readonly (Movement | Making)[]): number | null {
  if (lot.quantityGrams === null) return null;
  // The end of a trace: what it stands for was destroyed or went back.
  if (lot.kind === 'disposal' || lot.kind === 'return') return 0;
  return records.reduce((left, record) => left - takenBy(record, lot), lot.quantityGrams);
}

/** A delivery is counted in the store: what the kitchen takes of it was issued before. */
function takenBy(record: Movement | Making, { id, kind }: LotRow): number {
  switch (record.type) {
    case 'lot-restocked':
      return -record.grams;
    case 'lot-disposed':
      return kind === 'delivery' && record.place === 'kitchen' ? 0 : record.grams;
    case 'lot-relabelled':
      return gramsUsed(record, id);
    case 'dish-cooked':
    case 'lot-prepared':
    case 'vat-topped-up':
      return kind === 'delivery' ? 0 : gramsUsed(record, id);
    default:
      return record.grams;
  }
}

function statusOf(lot: {
  readonly remainingGrams: number | null;
  readonly isHeld: boolean;
  readonly isUnsigned: boolean;
}): LotStatus {
  if (lot.isUnsigned && lot.remainingGrams !== 0) return 'awaiting-signature';
  if (lot.isHeld) return 'held';
  return lot.remainingGrams === 0 ? 'closed' : 'open';
}

/** The holds of a lot, those that were lifted too. */
function holdsOf(records: readonly Holding[]) {
  return records.flatMap((record) => {
    if (record.type !== 'lot-held') return [];
    const release = records.find(
      (later) => later.type === 'lot-released' && later.holds.includes(record.hold),
    );
    return {
      id: record.hold,
      reason: record.because,
      heldAt: record.occurredAt,
      heldById: record.actor.account as string,
      liftedAt: release?.occurredAt ?? null,
      recordId: record.id,
    };
  });
}

/** Lots that nobody has signed second: of a delivery, or sent by another school and not accepted. */
async function unsignedLots(db: Reader, lots: readonly LotRow[]): Promise<ReadonlySet<string>> {
  const sent = await recordsNamed(db, lots, ['lot-transferred']);
  const acceptances = await recordsAbout(db, lots, ['transfer-accepted']);
  const arriving = lots.filter(({ id, recordId }) => sent.has(recordId) && acceptances(id).length === 0);
  const delivered = await lotsOfUnsignedDeliveries(
    db,
    lots.map(({ id }) => id),
  );
  return new Set([...delivered, ...arriving.map(({ id }) => id)]);
}
