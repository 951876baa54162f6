import { sql } from 'kysely';
import { Dice } from '#seed/demo/random.ts';
import type { Db } from '#services/db/connect.ts';

export const graphSizes = {
  small: { schools: 2, days: 3 },
  S: { schools: 10, days: 20 },
  M: { schools: 100, days: 200 },
} as const;
export type GraphSize = keyof typeof graphSizes;

/** Lots of the generated graph to start from. */
interface TraceGraph {
  readonly edges: number;
  readonly dishes: readonly number[];
  readonly deliveries: readonly number[];
  readonly freshOrigins: readonly number[];
  /** The national oil lot of one month: it reaches every school. */
  readonly oil: number;
}

const chunk = 20_000;

/**
 * A school district's trace graph of the published shape. Each school-day has 30 deliveries, 8 prepared lots, 15 dishes
 * of 2–5 fresh or prepared lots and 3–5 seasonings, 15 samples and 3 meals; suppliers are 0.6 to a school with ten lots
 * a day from eight origins; ten seasonings come in one national lot a month.
 */
export async function writeGraph(db: Db, districtId: string, size: GraphSize): Promise<TraceGraph> {
  const { schools, days } = graphSizes[size];
  const dice = new Dice(`graph ${size}`);
  const links = new LinkWriter(db, districtId);
  const suppliers = Math.ceil(schools * 0.6);
  let next = 1;
  const numbers = (count: number) => Array.from({ length: count }, () => next++);
  const found = { dishes: [] as number[], deliveries: [] as number[], freshOrigins: [] as number[], oil: 0 };
  let seasonings: number[] = [];
  let inStore = new Map<number, number[]>();
  for (let day = 0; day < days; day++) {
    if (day % 20 === 0) {
      const national = numbers(10);
      if (day === 0) found.oil = national[0] as number;
      inStore = new Map();
      for (let school = 0; school < schools; school++) {
        const here = numbers(10);
        inStore.set(school, here);
        for (const [index, lot] of here.entries()) await links.add(national[index] as number, lot, day, 0);
      }
    }
    const supplierLots: number[] = [];
    for (let supplier = 0; supplier < suppliers; supplier++) {
      const origins = numbers(8);
      if (dice.chance(0.1)) found.freshOrigins.push(origins[0] as number);
      for (const lot of numbers(10)) {
        await links.add(dice.pick(origins), lot, day, 1);
        supplierLots.push(lot);
      }
    }
    for (let school = 0; school < schools; school++) {
      seasonings = inStore.get(school) as number[];
      const deliveries = numbers(30);
      for (const lot of deliveries) await links.add(dice.pick(supplierLots), lot, day, 2);
      const prepared = numbers(8);
      for (const lot of prepared)
        for (let part = 0; part < 3; part++) await links.add(dice.pick(deliveries), lot, day, 3);
      const dishes = numbers(15);
      for (const dish of dishes) {
        for (let part = dice.between(2, 5); part > 0; part--)
          await links.add(dice.pick(dice.chance(0.3) ? prepared : deliveries), dish, day, 4);
        for (let part = dice.between(3, 5); part > 0; part--)
          await links.add(dice.pick(seasonings), dish, day, 4);
        await links.add(dish, next++, day, 5);
      }
      const meals = numbers(3);
      for (const [index, dish] of dishes.entries()) await links.add(dish, meals[index % 3] as number, day, 6);
      if (dice.chance(200 / (schools * days))) {
        found.dishes.push(dishes[0] as number);
        found.deliveries.push(deliveries[0] as number);
      }
    }
  }
  await links.flush();
  await sql`analyze lot_links`.execute(db);
  return { ...found, edges: links.count };
}

/** Writes links in large statements. */
class LinkWriter {
  readonly #db: Db;
  readonly #districtId: string;
  #parents: number[] = [];
  #children: number[] = [];
  #minutes: number[] = [];
  count = 0;

  constructor(db: Db, districtId: string) {
    this.#db = db;
    this.#districtId = districtId;
  }

  async add(parent: number, child: number, day: number, hour: number): Promise<void> {
    this.#parents.push(parent);
    this.#children.push(child);
    this.#minutes.push(day * 1440 + hour * 60);
    this.count++;
    if (this.#parents.length >= chunk) await this.flush();
  }

  async flush(): Promise<void> {
    await sql`
      insert into lot_links (district_id, parent, child, event_id, quantity_grams, at, school_id, child_kind)
      select ${this.#districtId}::uuid, parent, child, gen_random_uuid(), 1000,
        timestamptz '2026-01-01T00:00:00Z' + minute * interval '1 minute', null, 'prepared'
      from unnest(${this.#parents}::bigint[], ${this.#children}::bigint[], ${this.#minutes}::int[]) as t(parent, child, minute)
      on conflict do nothing`.execute(this.#db);
    this.#parents = [];
    this.#children = [];
    this.#minutes = [];
  }
}
