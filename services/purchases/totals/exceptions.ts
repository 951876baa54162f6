import type { Finding } from '#schemas/finding.ts';
import type { ScopeQuery } from '#schemas/purchase-totals.ts';
import { civilDateOf, startOfDay } from '#schemas/time.ts';
import { authorise } from '../../accounts/index.ts';
import { type Context, type Reader, read } from '../../context.ts';
import {
  p832_01Reserve,
  p832_02DeclaredTotal,
  p832_05SharedCanteen,
  p832_06OrderClaimedOnce,
  p832_07Pace,
  p832_08OrderDelivered,
} from '../../rules/index.ts';
import { divisionCodeOf } from '../units.ts';
import { cutOff, type FactScope } from './fact-scope.ts';
import { scopeOf } from './scope.ts';
import { sumFacts } from './sum-facts.ts';
import { type BookedUnit, filersOf, receiversOf } from './unit-book.ts';
import { daysOf, type UnitFigures, unitFigures } from './unit-sums.ts';

/** Something to look into, at a unit or about orders of several. */
export interface Exception {
  readonly unit: string | null;
  readonly finding: Finding;
}

/**
 * What the 832 rules find in a year as it stands: filings (P832-01), pace and deadlines (07), declared totals once the
 * year is over (02), orders that nobody's or two units' (05, 06), accepted goods that never arrived (08). Derived anew
 * each time: what is mended is gone.
 */
export async function purchaseExceptions(ctx: Context, query: ScopeQuery): Promise<Exception[]> {
  const actor = authorise(ctx, 'purchase.read');
  return await read(ctx, async (db) => {
    const scope = await scopeOf(ctx, db, { actor, query });
    const year = scope.period.calendarYear;
    if (year === undefined) return [];
    const jurisdiction = await divisionCodeOf(db, actor.districtId);
    const figures = await unitFigures(db, scope);
    const lastYear = await reservesOf(db, scope, year - 1);
    const groups = await sumFacts(db, scope, 'filingUnit');
    const official = new Map(groups.map(({ key, sums }) => [key, sums.official]));
    const ofUnits = filersOf(figures.book, scope.query).flatMap((unit) => {
      const facts = {
        year,
        on: scope.asOf,
        lastYear: lastYear.get(unit.id),
        counted: official.get(unit.id) ?? 0,
      };
      const findings = findingsOfUnit(ctx, unit, { ...facts, jurisdiction, figures });
      return findings.map((finding) => ({ unit: unit.name, finding }));
    });
    const where = { jurisdiction, on: `${year}-12-31` };
    return [
      ...ofUnits,
      ...ctx.rules
        .evaluate(p832_05SharedCanteen, where, {
          year,
          canteens: [],
          contractorLines: await unshared(db, scope),
        })
        .map((finding) => ({ unit: null, finding })),
      ...ctx.rules
        .evaluate(p832_06OrderClaimedOnce, where, { claims: await openClaims(db) })
        .map((finding) => ({ unit: null, finding })),
      ...(await undelivered(ctx, db, scope, where)),
    ];
  });
}

interface UnitFacts {
  readonly year: number;
  readonly on: string;
  readonly lastYear: number | undefined;
  readonly counted: number;
  readonly jurisdiction: string;
  readonly figures: UnitFigures;
}

function findingsOfUnit(ctx: Context, unit: BookedUnit, about: UnitFacts): Finding[] {
  const { year, on, jurisdiction, figures } = about;
  const { filing } = unit;
  const where = { jurisdiction, schoolKind: unit.kind, on: `${year}-12-31` };
  if (unit.status === 'shared' || unit.status === 'none') return [];
  const pace = ctx.rules.evaluate(p832_07Pace, where, {
    unitId: unit.id,
    year,
    on,
    reservedFen: filing?.reservedFen ?? 0,
    countedFen: about.counted,
    filedOn: filing && civilDateOf(filing.filedAt),
  });
  if (!filing) return pace;
  const reserve = ctx.rules.evaluate(p832_01Reserve, where, {
    planId: filing.id,
    unitId: unit.id,
    canteenStatus: unit.status,
    declaredFoodTotalFen: filing.declaredFoodFen,
    reservedFen: filing.reservedFen,
    declaredBasisPoints: filing.ratioBasisPoints,
    lastYearReservedFen: about.lastYear,
  });
  // A year's food can be compared with a year's declaration only when the year is over.
  if (on < `${year}-12-31`) return [...reserve, ...pace];
  const received = receiversOf(figures.book, { filingUnit: unit.id });
  const declared = ctx.rules.evaluate(p832_02DeclaredTotal, where, {
    planId: filing.id,
    unitId: unit.id,
    year,
    declaredFoodTotalFen: filing.declaredFoodFen,
    deliveredFoodTotalFen: received.reduce((sum, { id }) => sum + (figures.ledgerFood.get(id) ?? 0), 0),
  });
  return [...reserve, ...declared, ...pace];
}

async function reservesOf(db: Reader, { asOf }: FactScope, year: number): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('reserveFilings')
    .select(['schoolId', 'reservedFen'])
    .where('year', '=', year)
    .where('filedAt', '<', cutOff(asOf))
    .where('replacedAt', 'is', null)
    .execute();
  return new Map(rows.map(({ schoolId, reservedFen }) => [schoolId, reservedFen]));
}

/** Contractor lines for several schools that nobody has shared out. */
async function unshared(db: Reader, { period, query }: FactScope) {
  const lines = await db
    .selectFrom('purchaseFacts')
    .select('lineId')
    .distinct()
    .where('unitId', 'is', null)
    .where(query.view === 'booked' ? 'bookedOn' : 'restatedOn', '>=', period.from)
    .where(query.view === 'booked' ? 'bookedOn' : 'restatedOn', '<=', period.to)
    .execute();
  return lines.map(({ lineId }) => ({ lineId, shares: [] }));
}

/** Each open claim beside the line that is held. */
async function openClaims(db: Reader) {
  const claims = await db
    .selectFrom('orderClaims as c')
    .innerJoin('orderLines as l', (join) =>
      join.onRef('l.districtId', '=', 'c.districtId').onRef('l.id', '=', 'c.lineId'),
    )
    .select(['c.id', 'c.schoolId', 'c.platform', 'c.orderNo', 'c.lineNo'])
    .select(['l.id as heldId', 'l.schoolId as heldBy', 'l.platform as heldOn'])
    .where('decision', 'is', null)
    .execute();
  return claims.flatMap(({ id, schoolId, platform, orderNo, lineNo, heldId, heldBy, heldOn }) => [
    { claimId: id, unitId: schoolId, platform, orderNo, lineNo },
    { claimId: heldId, unitId: heldBy, platform: heldOn, orderNo, lineNo },
  ]);
}

/** P832-08, one finding a unit with its lines as evidence. */
async function undelivered(
  ctx: Context,
  db: Reader,
  scope: FactScope,
  where: { jurisdiction: string; on: string },
): Promise<Exception[]> {
  const { from, to } = daysOf(scope);
  const lines = await db
    .selectFrom('orderLines as l')
    .innerJoin('schools as s', (join) =>
      join.onRef('s.districtId', '=', 'l.districtId').onRef('s.id', '=', 'l.schoolId'),
    )
    .select(['l.id', 'l.channel', 'l.acceptedFen', 's.name as unit'])
    .where('deliveryLotId', 'is', null)
    .where('acceptedFen', 'is not', null)
    .where('acceptedAt', '>=', startOfDay(from))
    .where('acceptedAt', '<', cutOff(to))
    .$if(scope.query.filingUnit !== undefined, (few) =>
      few.where('l.schoolId', '=', scope.query.filingUnit as string),
    )
    .execute();
  return [...Map.groupBy(lines, ({ unit }) => unit)].flatMap(([unit, own]) => {
    const [first, ...others] = ctx.rules.evaluate(p832_08OrderDelivered, where, {
      lines: own.map(({ id, channel, acceptedFen }) => ({
        lineId: id,
        channel,
        acceptedFen: acceptedFen ?? 0,
        batchIds: [],
      })),
    });
    if (!first) return [];
    const all = [first, ...others];
    const acceptedFen = all.reduce((sum, { data }) => sum + Number(data.acceptedFen), 0);
    const evidence = all.flatMap((finding) => finding.evidence);
    return [{ unit, finding: { ...first, evidence, data: { lines: all.length, acceptedFen } } }];
  });
}
