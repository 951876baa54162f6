import { addDays } from '#schemas/time.ts';
import { recordDeliveries } from '#services/batches/index.ts';
import type { Deps } from '#services/deps.ts';
import { newId } from '#services/ids.ts';
import { requiredDocuments } from '#services/reference/index.ts';
import { wallClock } from './calendar.ts';
import { type DemoGoods, demoGoods, type GoodsKey } from './goods.ts';
import type { OpenedSchool } from './open-schools.ts';
import type { Pantry } from './pantry.ts';
import type { QualifiedSupplier } from './qualify-suppliers.ts';
import type { Dice } from './random.ts';
import { as } from './stage.ts';

export interface Story {
  readonly deps: Deps;
  readonly dice: Dice;
  readonly suppliers: ReadonlyMap<string, QualifiedSupplier>;
  /** Production licence of the maker, by name of the goods. */
  readonly makerLicences: ReadonlyMap<string, string>;
}

type Delivery = Parameters<typeof recordDeliveries>[1]['deliveries'][number];
type Line = Delivery['lines'][number];

/** What a delivery brought of some goods. */
export interface Arrival {
  readonly goods: GoodsKey;
  readonly lotId: string;
  readonly code: string;
  readonly grams: number;
  readonly fen: number;
  readonly day: string;
}

/** The morning's deliveries of a school, one for each supplier, signed by two; what was accepted goes into the pantry. */
export async function deliverDay(
  story: Story,
  school: OpenedSchool,
  day: string,
  orders: ReadonlyMap<GoodsKey, number>,
  pantry: Pantry,
): Promise<Arrival[]> {
  const arrivals: Arrival[] = [];
  if (orders.size === 0) return arrivals;
  const lines = new Map<string, { goods: GoodsKey; lastDay: string; fen: number }>();
  const bySupplier = Map.groupBy(orders, ([goods]) => demoGoods[goods].supplier);
  const deliveries = [...bySupplier].map(([supplierKey, ordered]): Delivery => {
    const ordering = ordered.map(([goods, grams]) => {
      const line = lineOf(story, demoGoods[goods], supplierKey, day, grams);
      lines.set(line.id, {
        goods,
        lastDay: addDays(line.producedOn as string, demoGoods[goods].shelfLifeDays),
        fen: line.amountFen,
      });
      return line;
    });
    return {
      schoolId: school.id,
      supplierId: (story.suppliers.get(supplierKey) as QualifiedSupplier).id,
      noteNumber: `${supplierKey.toUpperCase()}-${day.replaceAll('-', '')}-${school.key}`,
      arrivedAt: wallClock(day, `06:${String(story.dice.between(10, 50))}`),
      vehicle: `沪A·演示${story.dice.between(100, 999)}`,
      lines: ordering,
      coSigner: { username: school.manager.username, pin: school.manager.pin as string },
    };
  });
  const receiver = as(story.deps, school.receiver, wallClock(day, '06:55'));
  const receipts = await recordDeliveries(receiver, { deliveries });
  for (const { lots } of receipts) {
    for (const { line, lotId, code, acceptedGrams: grams } of lots) {
      const { goods, lastDay, fen } = lines.get(line) as { goods: GoodsKey; lastDay: string; fen: number };
      pantry.put(goods, { lotId, lastDay, grams });
      arrivals.push({ goods, lotId, code, grams, fen, day });
    }
  }
  return arrivals;
}

/** A line as an honest delivery note has it, with the papers that its goods ask for. */
export function lineOf(
  story: Story,
  goods: DemoGoods,
  supplierKey: string,
  day: string,
  grams: number,
): Line {
  const { dice, deps } = story;
  const supplier = story.suppliers.get(supplierKey) as QualifiedSupplier;
  const priceFenPerKg = Math.round(goods.priceFenPerKg * (0.94 + dice.next() * 0.12));
  const producedOn = addDays(
    day,
    goods.shelfLifeDays > 60 ? -dice.between(12, 40) : goods.shelfLifeDays > 4 ? -1 : 0,
  );
  const lotNumber = `${goods.goodsCode.split('.')[1]?.slice(0, 3)}${producedOn.slice(2).replaceAll('-', '')}`;
  const packaged = deps.reference.goods.find(goods.goodsCode)?.kind === 'processed';
  return {
    id: newId(wallClock(day, '06:00')),
    goodsCode: goods.goodsCode,
    goodsName: goods.name,
    supplierLot: lotNumber,
    producedOn,
    shelfLifeDays: goods.shelfLifeDays,
    deliveredGrams: grams,
    acceptedGrams: grams,
    priceFenPerKg,
    amountFen: Math.round((priceFenPerKg * grams) / 1000),
    origin: { code: goods.originCode },
    ...(goods.maker ? { makerName: goods.maker } : {}),
    ...(goods.maker && packaged ? { makerLicence: story.makerLicences.get(goods.name) as string } : {}),
    ...(goods.temperatureMilliC === undefined
      ? {}
      : { surfaceTemperatureMilliC: goods.temperatureMilliC + 100 * dice.between(-5, 5) }),
    papers: papersOf(story, goods, supplier, { producedOn, lotNumber }),
  };
}

/** What one certificate covers: enough for every school of the district. */
const certifiedGrams = 30_000_000;

/** One paper for each requirement on the batch; the delivery note itself is the sales voucher. */
function papersOf(
  { deps: { reference } }: Story,
  goods: DemoGoods,
  supplier: QualifiedSupplier,
  lot: { producedOn: string; lotNumber: string },
) {
  const found = reference.goods.find(goods.goodsCode);
  if (!found) throw new Error(`no such goods: ${goods.goodsCode}`);
  const query = {
    goods: found,
    supplierKind: supplier.kind,
    imported: false,
    jurisdiction: '310115',
    on: lot.producedOn,
  };
  const { batch, producer } = requiredDocuments(query, reference.documentOverrides);
  const permits = producer
    .filter((group) => group.includes('SLAUGHTER_PERMIT'))
    .map(() => 'SLAUGHTER_PERMIT');
  const kinds = [...batch.map(([first]) => first as string).filter((kind) => kind !== 'INVOICE'), ...permits];
  return kinds.map((kind) => ({
    kind,
    number:
      kind === 'SLAUGHTER_PERMIT'
        ? `DZ-${supplier.divisionCode}`
        : `${kind}-${supplier.divisionCode}-${lot.lotNumber}`,
    issuedOn: lot.producedOn,
    ...(kind === 'COA' ? { lotNumber: lot.lotNumber } : {}),
    ...(kind === 'SLAUGHTER_PERMIT' ? {} : { quantityGrams: certifiedGrams }),
  }));
}
