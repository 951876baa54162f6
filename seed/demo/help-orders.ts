import { addDays } from '#schemas/time.ts';
import { adjustOrderLine, fileReserve, recordOrderLines } from '#services/purchases/index.ts';
import { wallClock } from './calendar.ts';
import type { Story } from './deliver-day.ts';
import { demoGoods, type GoodsKey } from './goods.ts';
import type { OpenedSchool } from './open-schools.ts';
import type { QualifiedSupplier } from './qualify-suppliers.ts';
import { as } from './stage.ts';

type OrderLine = Parameters<typeof recordOrderLines>[1]['lines'][number];

/** Goods that the schools order on the 832 platform, all from cooperatives and firms of listed counties. */
const helpGoods: readonly GoodsKey[] = ['rice', 'potato', 'egg', 'orange'];
const reserveBasisPoints = 1_500;
/** A diner's food for a year, in fen: what schools declare. */
const declaredFenPerDiner = 140_000;

/** Files the reserve of every school for each year, and records two order lines a month of the last twelve months. */
export async function orderHelp(
  story: Story,
  schools: readonly OpenedSchool[],
  until: string,
): Promise<void> {
  const days = orderDays(until);
  const years = new Set([...days, until].map((day) => Number(day.slice(0, 4))));
  for (const year of years) for (const school of schools) await fileYear(story, school, schools, year, until);
  for (const school of schools.filter(({ sharedWith }) => sharedWith === undefined)) {
    const manager = as(story.deps, school.manager, wallClock(until, '08:30'));
    const { lines } = await recordOrderLines(manager, {
      lines: days.map((on) => orderLine(story, school, on, until)),
    });
    const [first] = lines;
    if (first?.id && story.dice.chance(0.4)) {
      const at = wallClock(addDays(until, -3), '15:00');
      await adjustOrderLine(manager, first.id, {
        kind: 'refund',
        at,
        fen: 12_000,
        reason: '少发一箱，平台退款',
      });
    }
  }
}

/** The 6th and the 18th of each month of the last year, oldest first. */
function orderDays(until: string): string[] {
  const days: string[] = [];
  for (let day = addDays(until, -360); day < until; day = addDays(day, 1)) {
    if (day.endsWith('-06') || day.endsWith('-18')) days.push(day);
  }
  return days;
}

async function fileYear(
  story: Story,
  school: OpenedSchool,
  schools: readonly OpenedSchool[],
  year: number,
  until: string,
) {
  const representedById = schools.find(({ key }) => key === school.sharedWith)?.id;
  const declaredFoodFen = representedById ? 0 : school.school.dinersPerMeal * declaredFenPerDiner;
  await fileReserve(as(story.deps, school.manager, wallClock(until, '08:20')), {
    schoolId: school.id,
    year,
    canteenStatus: school.school.canteenStatus832 ?? 'own',
    ...(representedById ? { representedById } : {}),
    declaredFoodFen,
    ...(declaredFoodFen === 0
      ? {}
      : {
          ratioBasisPoints: reserveBasisPoints,
          reservedFen: (declaredFoodFen * reserveBasisPoints) / 10_000,
        }),
    filedAt: wallClock(until < `${year}-03-12` ? addDays(until, -1) : `${year}-03-12`, '10:00'),
  });
}

/** Older orders are finished; of the newest some wait for acceptance, payment or evaluation. */
function orderLine({ dice, suppliers }: Story, school: OpenedSchool, on: string, until: string): OrderLine {
  const goods = demoGoods[dice.pick(helpGoods)];
  const supplier = suppliers.get(goods.supplier) as QualifiedSupplier;
  const orderedGrams = Math.ceil(school.school.dinersPerMeal * dice.between(3, 9) * 0.1) * 1000;
  const orderedFen = Math.round((orderedGrams * goods.priceFenPerKg) / 1000);
  const settled = addDays(on, 20) < until;
  const accepted = addDays(on, 6) < until && (settled || dice.chance(0.8));
  const paid = accepted && addDays(on, 12) < until && (settled || dice.chance(0.7));
  const evaluated = paid && dice.chance(settled ? 0.92 : 0.4);
  const union = dice.chance(0.12);
  const contracted = school.contractor ? suppliers.get(school.contractor) : undefined;
  return {
    schoolId: school.id,
    orderNo: `832${on.replaceAll('-', '')}${String(dice.between(0, 999_999)).padStart(6, '0')}`,
    channel: contracted ? 'contractor' : union ? 'union' : 'canteen',
    ...(contracted ? { contractor: { name: contracted.name, creditCode: contracted.creditCode } } : {}),
    supplier: { name: supplier.name, creditCode: supplier.creditCode, countyCode: supplier.divisionCode },
    goods: { name: goods.name, code: goods.goodsCode },
    orderedAt: wallClock(on, '09:30'),
    orderedGrams,
    orderedFen,
    ...(accepted
      ? { accepted: { at: wallClock(addDays(on, 5), '07:10'), fen: orderedFen, grams: orderedGrams } }
      : {}),
    ...(paid ? { paid: { at: wallClock(addDays(on, 11), '14:00'), fen: orderedFen } } : {}),
    ...(evaluated ? { evaluatedAt: wallClock(addDays(on, 11), '16:00') } : {}),
  };
}
