import { addDays } from '#schemas/time.ts';
import { adjustOrderLine, linkDeliveries, recordOrderLines } from '#services/purchases/index.ts';
import { wallClock } from './calendar.ts';
import type { Arrival, Story } from './deliver-day.ts';
import { type Days, reserveOf, storyYears } from './file-reserves.ts';
import { demoGoods, type GoodsKey } from './goods.ts';
import type { OpenedSchool } from './open-schools.ts';
import { type OrderLine, platformOrder } from './platform-order.ts';
import { as } from './stage.ts';

/** A school that orders, and what its deliveries brought. */
interface Buyer {
  readonly school: OpenedSchool;
  readonly arrivals: readonly Arrival[];
}

/** Goods that the schools buy on the 832 platform, all from cooperatives and firms of listed counties. */
const helpGoods = ['rice', 'potato', 'egg'] as const satisfies readonly GoodsKey[];
const isHelp = ({ goods }: Arrival) => (helpGoods as readonly GoodsKey[]).includes(goods);

/** How much of its reserve a school buys in a year. Two are slow, for the rules to find. */
const paceOf = (key: string): number => ({ mingde: 0.62, chunya: 0.7 })[key] ?? 1.12;

/**
 * Records what the schools bought on the 832 platform: twice a month before the story, when deliveries were not yet
 * kept here; then every delivery of such goods with the order that it came from. One school has oranges as accepted
 * and paid that no delivery brought, one order is claimed by two.
 */
export async function orderHelp(story: Story, buyers: readonly Buyer[], days: Days): Promise<void> {
  for (const buyer of buyers) {
    const { school, arrivals } = buyer;
    const manager = as(story.deps, school.manager, wallClock(days.until, '08:30'));
    const delivered = arrivals.filter(isHelp);
    const past = pastDays(days).map((on) => pastOrder(story, school, on, days));
    const onTheWay = story.dice.chance(0.5) ? [orderOnTheWay(story, school, days)] : [];
    const lines = [
      ...past,
      ...delivered.map((arrival) => orderOf(story, school, arrival, days)),
      ...onTheWay,
    ];
    const recorded = await recordOrderLines(manager, { lines });
    const links = delivered.map(({ lotId }, index) => ({
      lineId: recorded.lines[past.length + index]?.id as string,
      lotIds: [lotId],
    }));
    if (links.length > 0) await linkDeliveries(manager, { links });
    const [first] = recorded.lines;
    if (past.length > 0 && first?.id && story.dice.chance(0.4)) {
      const at = wallClock(addDays(days.until, -3), '15:00');
      await adjustOrderLine(manager, first.id, {
        kind: 'refund',
        at,
        fen: 12_000,
        reason: '少发一箱，平台退款',
      });
    }
  }
  await claimTwice(story, buyers, days);
  await buyOnPaper(story, buyers, days);
}

/** The 6th and the 18th of each month from the beginning of the story's first year to its first day. */
function pastDays(days: Days): string[] {
  const found: string[] = [];
  for (let day = `${storyYears(days)[0]}-01-01`; day < addDays(days.from, -6); day = addDays(day, 1)) {
    if (day.endsWith('-06') || day.endsWith('-18')) found.push(day);
  }
  return found;
}

/** An order from before the story: a twenty-fourth of what the school buys in a year. */
function pastOrder(story: Story, school: OpenedSchool, on: string, days: Days): OrderLine {
  const { dice } = story;
  const goods = demoGoods[dice.pick([...helpGoods, 'orange'] as const)];
  const share = (reserveOf(school) * paceOf(school.key)) / 24;
  const orderedGrams = Math.ceil((share * (0.85 + dice.next() * 0.3)) / goods.priceFenPerKg) * 1_000;
  const union = dice.chance(0.12) ? ('union' as const) : undefined;
  const orderedFen = (orderedGrams * goods.priceFenPerKg) / 1_000;
  const order = { goods, orderedGrams, orderedFen, orderedOn: on, arrivedOn: addDays(on, 5) };
  return {
    ...platformOrder(story, school, order, days.until),
    ...(union ? { channel: union, contractor: undefined } : {}),
  };
}

/** The order that a delivery came from. */
function orderOf(story: Story, school: OpenedSchool, arrival: Arrival, days: Days): OrderLine {
  const { goods, grams: orderedGrams, fen: orderedFen, day: arrivedOn } = arrival;
  const orderedOn = addDays(arrivedOn, -story.dice.between(3, 6));
  return platformOrder(
    story,
    school,
    { goods: demoGoods[goods], orderedGrams, orderedFen, orderedOn, arrivedOn },
    days.until,
  );
}

/** Rice for a fortnight that has not come yet. */
function orderOnTheWay(story: Story, school: OpenedSchool, days: Days): OrderLine {
  const orderedGrams = school.school.dinersPerMeal * 1_000;
  const orderedFen = (orderedGrams * demoGoods.rice.priceFenPerKg) / 1_000;
  const [orderedOn, arrivedOn] = [addDays(days.until, -1), addDays(days.until, 4)];
  return platformOrder(
    story,
    school,
    { goods: demoGoods.rice, orderedGrams, orderedFen, orderedOn, arrivedOn },
    days.until,
  );
}

/** Oranges that the vocational school ordered, accepted and paid, and that never came through its door. */
async function buyOnPaper(story: Story, buyers: readonly Buyer[], days: Days): Promise<void> {
  const { school } = buyers.find(({ school: { key } }) => key === 'gongye') ?? (buyers.at(-1) as Buyer);
  const [orderedOn, arrivedOn] = [addDays(days.until, -19), addDays(days.until, -14)];
  const ordered = {
    goods: demoGoods.orange,
    orderedGrams: 400_000,
    orderedFen: 304_000,
    orderedOn,
    arrivedOn,
  };
  const manager = as(story.deps, school.manager, wallClock(days.until, '08:40'));
  await recordOrderLines(manager, { lines: [platformOrder(story, school, ordered, days.until)] });
}

/** The newest order of the first school, claimed by the second one too. */
async function claimTwice(story: Story, buyers: readonly Buyer[], days: Days): Promise<void> {
  const [, second] = buyers;
  if (!second) return;
  const [orderedOn, arrivedOn] = [addDays(days.until, -9), addDays(days.until, -5)];
  const ordered = { goods: demoGoods.rice, orderedGrams: 200_000, orderedFen: 104_000, orderedOn, arrivedOn };
  const [held] = buyers as [Buyer];
  const line = { ...platformOrder(story, held.school, ordered, days.until), channel: 'union' as const };
  for (const { school } of [held, second]) {
    const manager = as(story.deps, school.manager, wallClock(days.until, '08:45'));
    await recordOrderLines(manager, { lines: [{ ...line, schoolId: school.id }] });
  }
}
