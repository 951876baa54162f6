import type { Finding } from '#schemas/finding.ts';
import { civilDateOf } from '#schemas/time.ts';
import { type Context, districtOf, type Reader } from '../../context.ts';
import {
  p832_01Reserve,
  p832_02DeclaredTotal,
  p832_05SharedCanteen,
  p832_06OrderClaimedOnce,
  p832_07Pace,
} from '../../rules/index.ts';
import { divisionCodeOf } from '../units.ts';
import type { Exception } from './exception.ts';
import { cutOff, type FactScope } from './fact-scope.ts';
import { isYearKnown } from './ledger-cover.ts';
import { sumFacts } from './sum-facts.ts';
import { undelivered } from './undelivered.ts';
import { type BookedUnit, filersOf, receiversOf } from './unit-book.ts';
import type { UnitFigures } from './unit-sums.ts';

interface Asked {
  readonly scope: FactScope;
  readonly figures: UnitFigures;
}

/**
 * What the 832 rules find in a year as it stands: filings (P832-01), pace and deadlines (07), declared totals once the
 * year is over and the ledger covers it (02), orders that are nobody's or two units' (05, 06), accepted goods that never
 * arrived (08). Derived anew each time: what is mended is gone.
 */
export async function exceptionsOf(
  ctx: Context,
  db: Reader,
  { scope, figures }: Asked,
): Promise<Exception[]> {
  const year = scope.period.calendarYear;
  if (year === undefined) return [];
  const jurisdiction = await divisionCodeOf(db, districtOf(ctx.actor));
  const lastYear = await reservesOf(db, scope, year - 1);
  const groups = figures.byFiler ?? (await sumFacts(db, scope, 'filingUnit'));
  const official = new Map(groups.map(({ key, sums }) => [key, sums.official]));
  const ofUnits = filersOf(figures.book, scope.query).flatMap((unit) => {
    const facts = {
      year,
      on: scope.asOf,
      lastYear: lastYear.get(unit.id),
      counted: official.get(unit.id) ?? 0,
    };
    const findings = findingsOfUnit(ctx, unit, { ...facts, jurisdiction, figures, scope });
    return findings.map((finding) => ({ unit: { id: unit.id, name: unit.name }, finding }));
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
}

interface UnitFacts {
  readonly year: number;
  readonly on: string;
  readonly lastYear: number | undefined;
  readonly counted: number;
  readonly jurisdiction: string;
  readonly figures: UnitFigures;
  readonly scope: FactScope;
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
  const received = receiversOf(figures.book, { filingUnit: unit.id });
  if (!isYearKnown(about.scope, received)) return [...reserve, ...pace];
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
