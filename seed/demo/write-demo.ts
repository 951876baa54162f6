import type { DemoGuide } from '#schemas/demo.ts';
import { addDays } from '#schemas/time.ts';
import type { Context } from '#services/context.ts';
import type { Deps } from '#services/deps.ts';
import { demoOrigin } from '#services/districts/demo-districts.ts';
import { openDistrict } from '#services/districts/open-district.ts';
import { schoolDays, wallClock } from './calendar.ts';
import { syntheticCodes } from './codes.ts';
import { type CookedDish, clearOut, cookDay } from './cook-day.ts';
import { menuOf, needOf, orderFor } from './day-menu.ts';
import { type Arrival, deliverDay, type Story } from './deliver-day.ts';
import { fileReserves } from './file-reserves.ts';
import { type GoodsKey, makerLicences } from './goods.ts';
import { orderHelp } from './help-orders.ts';
import { SampleCabinet } from './keep-samples.ts';
import { firstFillGrams, topUpGrams, type Vat } from './oil-vat.ts';
import { demoPassword, type OpenedSchool, openSchools } from './open-schools.ts';
import { Pantry } from './pantry.ts';
import { type QualifiedSupplier, qualifySuppliers } from './qualify-suppliers.ts';
import { Dice } from './random.ts';
import { signOffMonth } from './sign-off.ts';
import { as, hire, type Player } from './stage.ts';
import { meetTroubles } from './troubles.ts';

export interface DemoSize {
  readonly schools: number;
  readonly schoolDays: number;
}

/** What `npm start` writes on its first run, and a small one for tests and slow machines. */
export const demoSizes = {
  full: { schools: 12, schoolDays: 30 },
  small: { schools: 3, schoolDays: 6 },
} as const satisfies Record<string, DemoSize>;

export interface Demo {
  readonly players: readonly Player[];
  /** Names of the schools by id. */
  readonly schoolNames: ReadonlyMap<string, string>;
  /** Names of the suppliers by id. */
  readonly supplierNames: ReadonlyMap<string, string>;
  readonly codes: DemoGuide['codes'];
}

type Progress = (message: string) => void;

/**
 * Writes the demo district through the verbs of the API, with the story's clock instead of the wall's: every
 * record carries the moment of the story as its recording time.
 *
 * @param until last civil date of the story
 */
export async function writeDemo(
  deps: Deps,
  size: DemoSize,
  until: string,
  progress: Progress,
): Promise<Demo> {
  const dice = new Dice('shansu');
  const days = schoolDays(until, size.schoolDays);
  const before = wallClock(addDays(days[0] as string, -30), '09:00');
  const operator = await openDemoDistrict(deps, before);
  const operatorContext = as(deps, operator, before);
  const hireForDistrict = (role: 'inspector' | 'auditor', displayName: string) =>
    hire(operatorContext, { username: `${role}.demo`, displayName, role, password: demoPassword });
  const inspector = await hireForDistrict('inspector', '沈督察');
  const auditor = await hireForDistrict('auditor', '顾审计');
  const schools = await openSchools(operatorContext, dice, size.schools);
  progress(`${schools.length} schools opened`);
  const codes = syntheticCodes(deps.reference.divisions.knownRegion);
  const buying = schools.filter(({ sharedWith }) => sharedWith === undefined);
  const managers = buying.map((school) => ({ school, ctx: as(deps, school.manager, before) }));
  const registrar = as(deps, (buying[0] as OpenedSchool).manager, before);
  const suppliers = await qualifySuppliers(registrar, managers, until, codes);
  progress(`${suppliers.length} suppliers qualified`);
  const traders = await hireTraders(operatorContext, suppliers);
  const shared = {
    deps,
    suppliers: new Map(suppliers.map((supplier) => [supplier.key, supplier])),
    makerLicences: makerLicences(codes),
  };
  const canteens = buying.map((school): Canteen => {
    const story = { ...shared, dice: new Dice(`shansu ${school.key}`) };
    return {
      school,
      story,
      pantry: new Pantry(),
      vat: { grams: 0 },
      cabinet: new SampleCabinet(story, school),
      arrivals: [],
      lots: new Map(),
    };
  });
  for (const [dayIndex, day] of days.entries()) {
    await Promise.all(canteens.map((canteen, index) => schoolDay(canteen, index, day, dayIndex)));
    progress(`day ${dayIndex + 1} of ${days.length}`);
  }
  const troubled = canteens[1] as Canteen;
  await meetTroubles(troubled.story, troubled.school, days.at(-2) as string);
  await fileReserves(deps, schools, { from: days[0] as string, until });
  const help = { ...shared, dice: new Dice('shansu 832') };
  await orderHelp(help, canteens, { from: days[0] as string, until });
  await signOffMonth(help, auditor, (canteens[2] ?? (canteens[0] as Canteen)).school, until);
  progress('832 orders recorded');
  return {
    players: [
      operator,
      inspector,
      auditor,
      ...schools.flatMap(({ manager, receiver, admin }) => [manager, receiver, admin]),
      ...traders,
    ],
    supplierNames: new Map(suppliers.map(({ id, name }) => [id, name])),
    schoolNames: new Map(schools.map(({ id, school }) => [id, school.name])),
    codes: examplesFrom(canteens[0] as Canteen),
  };
}

interface Canteen {
  readonly story: Story;
  readonly school: OpenedSchool;
  readonly pantry: Pantry;
  readonly vat: Vat;
  readonly cabinet: SampleCabinet;
  readonly arrivals: Arrival[];
  /** Newest lot code of some goods, and of a dish. */
  readonly lots: Map<GoodsKey | 'dish', string>;
}

/** One school's day: clear out, buy what is short, cook, serve, keep samples. */
async function schoolDay(
  { story, school, pantry, vat, cabinet, arrivals, lots }: Canteen,
  index: number,
  day: string,
  dayIndex: number,
) {
  await clearOut(story, school, day, pantry);
  const dishes = menuOf(index, dayIndex);
  const need = needOf(dishes, school.school.dinersPerMeal);
  if (dishes.some(({ fried }) => fried)) need.set('oil', vat.lotId ? topUpGrams : firstFillGrams);
  const short = [...need].filter(([goods, grams]) => pantry.gramsOf(goods) < grams).map(([goods]) => goods);
  const orders = new Map<GoodsKey, number>(
    short.map((goods) => [goods, orderFor(goods, school, index, dayIndex)]),
  );
  for (const arrival of await deliverDay(story, school, day, orders, pantry)) {
    arrivals.push(arrival);
    lots.set(arrival.goods, arrival.code);
  }
  const cooked = await cookDay(story, school, day, dishes, pantry, vat);
  lots.set('dish', (cooked.at(-1) as CookedDish).code);
  await cabinet.discardDue(day);
  await cabinet.keep(day, cooked);
}

function examplesFrom({ lots, cabinet }: Canteen): DemoGuide['codes'] {
  const example = (kind: GoodsKey | 'dish'): string => lots.get(kind) as string;
  const sample = cabinet.newest?.code as string;
  return {
    public: example('rice'),
    deliveryLot: example('rice'),
    oilLot: example('oil'),
    dish: example('dish'),
    sample,
  };
}

/** Somebody at a supplier that delivers often, and at one whose licence runs out soon. */
async function hireTraders(operator: Context, suppliers: readonly QualifiedSupplier[]): Promise<Player[]> {
  const traders: Player[] = [];
  for (const [key, displayName] of [
    ['tangyuan', '于稻香'],
    ['aohan', '白满仓'],
  ] as const) {
    const { id: supplierId } = suppliers.find((supplier) => supplier.key === key) as QualifiedSupplier;
    const username = `supplier.${key}`;
    traders.push(
      await hire(operator, { username, displayName, role: 'supplier', supplierId, password: demoPassword }),
    );
  }
  return traders;
}

async function openDemoDistrict(deps: Deps, at: string): Promise<Player> {
  const operator = { username: 'operator.demo', displayName: '系统运维', password: demoPassword };
  const { districtId, operatorId, apiToken } = await openDistrict(
    { db: deps.db, clock: { now: () => at } },
    {
      divisionCode: '310115',
      name: '演示区',
      jurisdiction: '310115',
      origin: `${demoOrigin}/310115`,
      operator,
    },
  );
  const scope = { schoolId: null, supplierId: null, pin: null };
  return { accountId: operatorId, districtId, role: 'operator', ...scope, ...operator, apiToken };
}
