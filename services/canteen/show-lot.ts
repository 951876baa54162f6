import type { LotEventKind, LotKind } from '#schemas/lot.ts';
import type { TraceNode } from '#schemas/trace.ts';
import { Id } from '#schemas/values.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, type Reader, read } from '../context.ts';
import { DomainError } from '../errors.ts';
import { describeLots, lotNamed, openHoldsBehind, readSearchText, schoolNames } from '../trace/index.ts';
import type { ActionableLot } from './lot-actions.ts';
import { type LotHold, lotHolds } from './lot-holds.ts';
import { type LotRecord, lotRecords } from './lot-records.ts';

/** A lot that went into this one, or that this one went into. */
export interface LinkedLot {
  readonly lotId: string;
  readonly code: string | null;
  readonly kind: LotKind;
  readonly name: string;
  readonly event: LotEventKind;
  readonly at: string;
  readonly quantityGrams: number | null;
  /** At this school, so that its people may open its page. */
  readonly here: boolean;
}

/** Everything that the people who work with a lot want to know of it. */
export interface ShownLot extends ActionableLot {
  readonly node: TraceNode;
  readonly holds: readonly LotHold[];
  readonly origins: readonly LinkedLot[];
  readonly outcomes: readonly LinkedLot[];
  readonly records: readonly LotRecord[];
  readonly asOf: string;
}

/**
 * One lot of the own school, or any lot for people of the district.
 *
 * @param name id or public code, typed any way
 * @throws DomainError `not-found`, for lots of other schools too
 */
export async function showLot(ctx: Context, name: string): Promise<ShownLot> {
  const actor = authorise(ctx, 'kitchen.read');
  const { code } = readSearchText(name);
  const asked = code !== undefined ? { code } : Id.safeParse(name).success ? { id: name } : undefined;
  return await read(ctx, async (db) => {
    const lot = asked && (await lotNamed(db, asked));
    const hidden = actor.schoolId !== null && lot?.schoolId !== actor.schoolId;
    if (!lot || hidden) throw new DomainError('not-found');
    const names = await schoolNames(db, lot.schoolId === null ? [] : [lot.schoolId]);
    const [node] = await describeLots({ ctx, actor, db, schoolNames: names }, [lot.number]);
    if (!node) throw new Error('a lot that was found can be described');
    const held = await openHoldsBehind(db, [lot.number]);
    return {
      lotId: lot.id,
      code: node.code,
      kind: lot.kind,
      expiresOn: node.expiresOn,
      ...amounts(node, await placesOf(db, lot.id)),
      awaitingSignature: node.status === 'awaiting-signature',
      held: held.has(lot.number),
      node,
      holds: await lotHolds(db, lot),
      origins: await linked(db, lot, 'origins'),
      outcomes: await linked(db, lot, 'outcomes'),
      records: await lotRecords(db, actor.districtId, lot.id),
      asOf: ctx.clock.now(),
    };
  });
}

type Places = Awaited<ReturnType<typeof placesOf>>;

async function placesOf(db: Reader, lotId: string) {
  return await db
    .selectFrom('lots')
    .leftJoin('kitchenStock', 'kitchenStock.lotId', 'lots.id')
    .leftJoin('preparedLots', 'preparedLots.lotId', 'lots.id')
    .leftJoin('deliveryLines', 'deliveryLines.lotId', 'lots.id')
    .select(['kitchenStock.remainingGrams as issuedGrams', 'vessel', 'deliveryId'])
    .select('lots.remainingGrams')
    .where('lots.id', '=', lotId)
    .executeTakeFirstOrThrow();
}

/** Deliveries are in the store until they are issued, what is prepared is in the kitchen, and nothing else is stock. */
function amounts(
  { kind }: { readonly kind: LotKind },
  { remainingGrams, issuedGrams, vessel, deliveryId }: Places,
) {
  return {
    vessel,
    deliveryId,
    storeGrams: kind === 'delivery' ? (remainingGrams ?? 0) : 0,
    kitchenGrams: kind === 'prepared' ? (remainingGrams ?? 0) : (issuedGrams ?? 0),
  };
}

/** A vat of oil feeds hundreds of dishes: the newest are listed, the trace has them all. */
const atMost = 30;

async function linked(
  db: Reader,
  { number, schoolId }: { readonly number: number; readonly schoolId: string | null },
  which: 'origins' | 'outcomes',
): Promise<LinkedLot[]> {
  const [own, other] = which === 'origins' ? (['child', 'parent'] as const) : (['parent', 'child'] as const);
  const rows = await db
    .selectFrom('lotLinks')
    .innerJoin('lots', 'lots.number', `lotLinks.${other}`)
    .innerJoin('lotEvents', 'lotEvents.id', 'lotLinks.eventId')
    .select(['lots.id as lotId', 'lots.code', 'lots.kind', 'lots.name', 'lots.schoolId', 'lotLinks.at'])
    .select(['lotEvents.kind as event', 'lotLinks.quantityGrams'])
    .where(`lotLinks.${own}`, '=', number)
    .orderBy('lotLinks.at', 'desc')
    .orderBy('lots.number', 'desc')
    .limit(atMost)
    .execute();
  return rows.map(({ schoolId: theirs, ...row }) => ({ ...row, here: theirs === schoolId }));
}
