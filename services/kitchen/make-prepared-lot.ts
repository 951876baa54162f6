import type { LotEventKind } from '#schemas/lot.ts';
import type { Tx } from '../context.ts';
import { newId } from '../ids.ts';
import { linkLots, type MadeLot, makeLot, mentionLot } from '../lots/index.ts';
import type { UsedLot } from './take-from-kitchen.ts';

interface Prepared {
  readonly id?: string;
  readonly event: Extract<LotEventKind, 'preparation' | 'top-up' | 'relabelling'>;
  readonly schoolId: string;
  readonly name: string;
  readonly grams: number;
  readonly madeAt: string;
  readonly used: readonly UsedLot[];
  readonly allergens: readonly string[];
  readonly expiresOn: string | undefined;
  readonly vessel: string | undefined;
}

export interface MadePrepared extends MadeLot {
  readonly recordId: string;
}

/** Adds a prepared lot linked to what it was made of. The caller appends its record, under `recordId`. */
export async function makePreparedLot(tx: Tx, prepared: Prepared): Promise<MadePrepared> {
  const { id, event, schoolId, name, grams, madeAt, used, allergens, expiresOn, vessel } = prepared;
  const recordId = newId(tx.clock.now());
  const lot = await makeLot(tx, {
    ...(id === undefined ? {} : { id }),
    kind: 'prepared',
    schoolId,
    name,
    beganAt: madeAt,
    quantityGrams: grams,
    recordId,
    expiresOn: expiresOn ?? null,
  });
  await tx.db
    .insertInto('preparedLots')
    .values({
      districtId: tx.districtId,
      lotId: lot.id,
      schoolId,
      vessel: vessel ?? null,
      allergens: [...allergens],
    })
    .execute();
  await linkLots(tx, {
    kind: event,
    schoolId,
    occurredAt: madeAt,
    recordId,
    inputs: used.map((input) => ({ number: input.lot.number, quantityGrams: input.grams })),
    outputs: [lot],
  });
  return { ...lot, recordId };
}

/** What was used, as records tell it. */
export const mentionUsed = (used: readonly UsedLot[]) =>
  used.map(({ lot, grams }) => ({ ...mentionLot(lot), grams }));
