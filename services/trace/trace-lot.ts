import { parseTraceCode } from '#schemas/codes/trace-code.ts';
import type { Trace, TraceDirection, TraceLink } from '#schemas/trace.ts';
import { Id } from '#schemas/values.ts';
import { authorise } from '../accounts/index.ts';
import { type AccountActor, type Context, type Reader, read } from '../context.ts';
import { DomainError } from '../errors.ts';
import { countLots } from './count-lots.ts';
import { describeLots } from './describe-lots.ts';
import { eventsOf, mealsOf, samplesOf, schoolNames } from './lot-details.ts';
import { nearestFirst } from './nearest-first.ts';
import { lotNamed, type ReachedLot, reachedLots } from './reached-lots.ts';
import { mayAskAbout, visibleLots } from './scope.ts';
import { type Step, walk } from './walk.ts';

export interface TraceQuery {
  /** Id or public code, typed any way. */
  readonly lot: string;
  readonly direction: TraceDirection;
  /** How many lots are described; the nearest ones. Counts are over all of them. */
  readonly limit: number;
}

/**
 * Where a lot came from, or where it went: every lot on the way to any depth, with what is known and what is proven
 * of each.
 *
 * @throws DomainError `not-found` for a lot that is not there or not the reader's business
 */
export async function traceLot(ctx: Context, { lot, direction, limit }: TraceQuery): Promise<Trace> {
  const actor = authorise(ctx, 'trace.read');
  return await read(ctx, async (db) => {
    const start = await startingLot(db, actor, lot);
    const { numbers, steps } = await walk(db, start.number, direction);
    const reached = await reachedLots(db, numbers);
    const visible = reached.filter(visibleLots(actor, start, direction));
    const names = await schoolNames(db, new Set(visible.flatMap(({ schoolId }) => schoolId ?? [])));
    const numbersSeen = new Set(visible.map(({ number }) => number));
    const nearest = nearestFirst(start.number, steps, direction).filter((number) => numbersSeen.has(number));
    const shown = nearest.slice(0, limit);
    return {
      start: start.id,
      direction,
      asOf: ctx.clock.now(),
      counts: countLots(visible, { schoolNames: names, ...(await fedAndKept(db, visible)) }),
      nodes: await describeLots({ ctx, actor, db, schoolNames: names }, shown),
      links: await linksBetween(db, steps, idsByNumber(visible, shown)),
      truncated: nearest.length - shown.length,
      outsideScope: reached.length - visible.length,
    };
  });
}

async function startingLot(db: Reader, actor: AccountActor, text: string): Promise<ReachedLot> {
  const code = parseTraceCode(text);
  const named = code !== undefined ? { code } : Id.safeParse(text).success ? { id: text } : undefined;
  const lot = named && (await lotNamed(db, named));
  if (!lot || !(await mayAskAbout(db, actor, lot))) throw new DomainError('not-found');
  return lot;
}

async function fedAndKept(db: Reader, lots: readonly ReachedLot[]) {
  const meals = await mealsOf(db, idsOf(lots, 'meal'));
  const samples = await samplesOf(db, idsOf(lots, 'sample'));
  return {
    diners: new Map([...meals].map(([id, meal]) => [id, meal.diners])),
    kept: new Set([...samples].flatMap(([id, { discardedAt }]) => (discardedAt === null ? [id] : []))),
  };
}

const idsOf = (lots: readonly ReachedLot[], kind: ReachedLot['kind']) =>
  lots.flatMap((lot) => (lot.kind === kind ? [lot.id] : []));

function idsByNumber(lots: readonly ReachedLot[], shown: readonly number[]): Map<number, string> {
  const wanted = new Set(shown);
  return new Map(lots.flatMap(({ id, number }) => (wanted.has(number) ? [[number, id] as const] : [])));
}

async function linksBetween(
  db: Reader,
  steps: readonly Step[],
  ids: ReadonlyMap<number, string>,
): Promise<TraceLink[]> {
  const within = steps.filter(({ parent, child }) => ids.has(parent) && ids.has(child));
  const events = await eventsOf(db, new Set(within.map(({ eventId }) => eventId)));
  return within.flatMap(({ parent, child, eventId, at, quantityGrams }) => {
    const event = events.get(eventId);
    if (!event) throw new Error(`the link of event ${eventId} has no event`);
    const [from, to] = [ids.get(parent) as string, ids.get(child) as string];
    const { kind, recordId } = event;
    return { from, to, event: kind, at, quantityGrams, recordId };
  });
}
