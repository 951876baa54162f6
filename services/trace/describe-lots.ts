import type { LotProof, TracedPerson, TraceNode } from '#schemas/trace.ts';
import { type ProofStanding, proofStandings } from '../anchors/index.ts';
import type { AccountActor, Context, Reader } from '../context.ts';
import {
  accountsNamed,
  deliveriesOf,
  dishesOf,
  type LotRow,
  lotRows,
  mealsOf,
  papersOf,
  samplesOf,
  suppliersNamed,
  witnessesOf,
} from './lot-details.ts';
import { shownName } from './scope.ts';

interface Reading {
  readonly ctx: Context;
  readonly actor: AccountActor;
  readonly db: Reader;
  readonly schoolNames: ReadonlyMap<string, string>;
}

type Details = Awaited<ReturnType<typeof detailsOf>>;

/** Everything that a trace tells of these lots, in the order of their numbers given. */
export async function describeLots(reading: Reading, numbers: readonly number[]): Promise<TraceNode[]> {
  const lots = await lotRows(reading.db, numbers);
  const details = await detailsOf(reading, lots);
  const byNumber = new Map(lots.map((lot) => [lot.number, lot]));
  return numbers.map((number) => nodeOf(byNumber.get(number) as LotRow, reading, details));
}

async function detailsOf({ ctx, actor, db }: Reading, lots: readonly LotRow[]) {
  const idsOf = (kind: LotRow['kind']) => lots.flatMap((lot) => (lot.kind === kind ? [lot.id] : []));
  const present = <T>(values: readonly (T | null | undefined)[]): T[] =>
    values.filter((value) => value !== null && value !== undefined);
  const deliveries = await deliveriesOf(db, idsOf('delivery'));
  const witnesses = await witnessesOf(db, idsOf('disposal'));
  const proofs = await proofStandings(db, actor.districtId, present(lots.map(({ recordId }) => recordId)));
  const people = [...deliveries.values()].flatMap(({ firstSignerId, secondSignerId }) => [
    firstSignerId,
    secondSignerId,
  ]);
  const recorders = [...proofs.values()].map((proof) => (proof.state === 'failed' ? null : proof.actorId));
  return {
    deliveries,
    witnesses,
    proofs,
    papers: await papersOf(ctx, db, idsOf('delivery')),
    dishes: await dishesOf(db, idsOf('dish')),
    meals: await mealsOf(db, idsOf('meal')),
    samples: await samplesOf(db, idsOf('sample')),
    suppliers: await suppliersNamed(db, new Set(present(lots.map(({ supplierId }) => supplierId)))),
    accounts: await accountsNamed(db, new Set(present([...people, ...recorders, ...witnesses.values()]))),
  };
}

function nodeOf(lot: LotRow, reading: Reading, details: Details): TraceNode {
  const { id, kind, name, code, goodsCode, schoolId, supplierId, supplierLot } = lot;
  const { producedOn, expiresOn, beganAt, quantityGrams, status } = lot;
  // What a school has left of a lot is no business of its supplier.
  const remainingGrams = reading.actor.supplierId === null ? lot.remainingGrams : null;
  const delivery = details.deliveries.get(id);
  return {
    ...{ id, kind, name, code, goodsCode },
    school: schoolId === null ? null : { id: schoolId, name: reading.schoolNames.get(schoolId) ?? '' },
    supplier: (supplierId !== null && details.suppliers.get(supplierId)) || null,
    supplierLot,
    noteNumber: delivery?.noteNumber ?? null,
    origin: delivery?.originName ?? null,
    ...{ producedOn, expiresOn, beganAt, quantityGrams, remainingGrams, status },
    papers: details.papers.get(id) ?? [],
    people: peopleOf(lot, reading, details),
    dish: details.dishes.get(id) ?? null,
    meal: details.meals.get(id) ?? null,
    sample: details.samples.get(id) ?? null,
    proof: lotProof(lot, details),
  };
}

function peopleOf(lot: LotRow, { actor }: Reading, details: Details): TracedPerson[] {
  const proof = lot.recordId === null ? undefined : details.proofs.get(lot.recordId);
  const delivery = details.deliveries.get(lot.id);
  const recorder = proof && proof.state !== 'failed' ? proof.actorId : null;
  const acts: [TracedPerson['act'], string | null | undefined][] = delivery
    ? [
        ['signed', delivery.firstSignerId],
        ['signed', delivery.secondSignerId],
      ]
    : [
        ['recorded', recorder],
        ['witnessed', details.witnesses.get(lot.id)],
      ];
  return acts.flatMap(([act, id]) => {
    const account = id ? details.accounts.get(id) : undefined;
    return account
      ? [{ act, role: account.role, name: shownName(actor, account.displayName, lot.schoolId) }]
      : [];
  });
}

function lotProof({ recordId }: LotRow, { proofs }: Details): LotProof {
  const unknown = {
    recordId,
    recordedAt: null,
    anchoredAt: null,
    ledger: null,
    witness: null,
    organisations: null,
  };
  if (recordId === null) return { ...unknown, state: 'none' };
  const { actorId: _, ...standing }: { actorId?: string | null } & ProofStanding = proofs.get(recordId) ?? {
    state: 'failed',
  };
  return { ...unknown, ...standing };
}
