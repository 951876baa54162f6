import type { ParsedDelivery } from '#schemas/delivery.ts';
import { civilDateOf } from '#schemas/time.ts';
import type { Context, Reader, Tx } from '../context.ts';
import type { RuleScope } from '../rules/index.ts';
import { type SchoolFacts, schoolOf } from '../schools/index.ts';
import { type SupplierStanding, supplierStandings } from '../suppliers/index.ts';

/** The delivery as it is judged: what was stated, without who signs it. */
export type StatedDelivery = Omit<ParsedDelivery, 'coSigner'>;
export type StatedLine = StatedDelivery['lines'][number];

/** What else the rules need to know about a delivery. */
export interface DeliveryFacts {
  readonly school: SchoolFacts;
  /** Civil date of the arrival: the day by which everything is judged. */
  readonly arrivedOn: string;
  readonly scope: RuleScope;
  readonly supplier: Pick<SupplierStanding, 'name' | 'creditCode' | 'kind'>;
  /** Whether the supplier may deliver these goods, by goods code of the lines. */
  readonly standing: ReadonlyMap<string, SupplierStanding>;
}

export type FactsOf = (delivery: StatedDelivery) => Promise<DeliveryFacts>;

/** Looks facts up in the transaction, each school and each standing once however many deliveries ask. */
export function factsIn(db: Reader | Tx['db'], { reference }: Pick<Context, 'reference'>): FactsOf {
  const schools = new Map<string, Promise<SchoolFacts>>();
  const standings = new Map<string, Promise<ReadonlyMap<string, SupplierStanding>>>();
  return async ({ schoolId, supplierId, arrivedAt, lines }) => {
    const school = await once(schools, schoolId, () => schoolOf(db, schoolId));
    const on = civilDateOf(arrivedAt);
    const goodsCodes = [...new Set(lines.map((line) => line.goodsCode))].toSorted();
    const query = { supplierId, schoolId, on };
    const standing = await once(standings, JSON.stringify([query, goodsCodes]), () =>
      supplierStandings(db, reference, query, goodsCodes),
    );
    const [supplier] = standing.values();
    if (!supplier) throw new Error('a delivery has at least one line');
    const scope = { jurisdiction: school.jurisdiction, schoolKind: school.kind, on };
    return { school, arrivedOn: on, scope, supplier, standing };
  };
}

function once<T>(known: Map<string, Promise<T>>, key: string, look: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? look();
  known.set(key, found);
  return found;
}
