import { scopeCovers } from '#schemas/goods-scope.ts';
import type { SupplierKind } from '#schemas/supplier-kind.ts';
import { civilDateOf } from '#schemas/time.ts';
import type { Reader, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { type GoodsClass, type Reference, requiredDocuments } from '../reference/index.ts';
import { isValidOn, rcv08LicenceOnDelivery } from '../rules/index.ts';
import { type KnownLicence, licencesKnownAt } from './known-licences.ts';

/** Why deliveries of these goods may not be taken. */
export interface StandingFault {
  readonly ruleId: 'SUP-02' | 'SUP-03' | 'RCV-08';
  readonly code:
    | 'not-admitted'
    | 'exited'
    | 'suspended'
    | 'licence-missing'
    | 'licence-expired'
    | 'out-of-scope';
  /** Any one of these would mend it. */
  readonly documentKinds?: string[];
  /** Last valid day of the licence that lapsed. */
  readonly validTo?: string;
}

export interface SupplierStanding {
  readonly supplierId: string;
  readonly name: string;
  /** Empty for a person who farms without one. */
  readonly creditCode: string;
  readonly kind: SupplierKind;
  /** Papers valid on the day, of every kind; personal numbers masked. */
  readonly heldDocuments: { kind: string; number: string; validTo: string | null }[];
  /** Qualified when empty. */
  readonly faults: StandingFault[];
}

export interface StandingQuery {
  readonly supplierId: string;
  readonly schoolId: string;
  readonly goodsCode: string;
  /** Civil date in Asia/Shanghai. */
  readonly on: string;
  /** Judge by what was on record at this instant; by everything known now if absent. */
  readonly asKnownAt?: string;
}

/**
 * Was the supplier qualified to deliver these goods to this school on that day, as known at that instant (SUP-02,
 * SUP-03, SUP-07, RCV-08)? Computed from dates at the moment of use: no job has to have run for a lapsed licence to
 * count as lapsed.
 *
 * @throws DomainError `not-found` for an unknown supplier, `invalid-input` for goods that are no class of the table
 */
export async function supplierStandingOn(
  db: Reader | Tx['db'],
  reference: Reference,
  { goodsCode, ...query }: StandingQuery,
): Promise<SupplierStanding> {
  const standings = await supplierStandings(db, reference, query, [goodsCode]);
  return standings.get(goodsCode) as SupplierStanding;
}

/** The same for several classes of goods, with no more statements than for one. */
export async function supplierStandings(
  db: Reader | Tx['db'],
  reference: Reference,
  query: Omit<StandingQuery, 'goodsCode'>,
  goodsCodes: readonly string[],
): Promise<ReadonlyMap<string, SupplierStanding>> {
  const classes = goodsCodes.map((code) => {
    const goods = reference.goods.find(code);
    if (goods) return goods;
    throw new DomainError('invalid-input', { errors: [{ pointer: '/goodsCode', detail: 'unknown' }] });
  });
  const facts = await factsOf(db as Reader, query);
  return new Map(classes.map((goods) => [goods.code, judge(facts, goods, query, reference)]));
}

type Facts = Awaited<ReturnType<typeof factsOf>>;
type Asked = Omit<StandingQuery, 'goodsCode'>;

async function factsOf(db: Reader, query: Asked) {
  const supplier = await db
    .selectFrom('suppliers')
    .innerJoin('districts', 'districts.id', 'suppliers.districtId')
    .select(['suppliers.name', 'creditCode', 'kind', 'jurisdiction'])
    .where('suppliers.id', '=', query.supplierId)
    .executeTakeFirst();
  if (!supplier) throw new DomainError('not-found', { data: { supplierId: query.supplierId } });
  return {
    supplier,
    known: await licencesKnownAt(db, query.supplierId, query.asKnownAt),
    admissions: await admissionsOf(db, query),
    suspensions: await suspensionsOf(db, query),
  };
}

function judge(
  { supplier, known, admissions, suspensions }: Facts,
  goods: GoodsClass,
  query: Asked,
  reference: Reference,
): SupplierStanding {
  const { name, creditCode, kind, jurisdiction } = supplier;
  const asked = { ...query, goodsCode: goods.code };
  const required = requiredDocuments(
    { goods, supplierKind: kind, imported: false, jurisdiction, on: query.on },
    reference.documentOverrides,
  ).supplier;
  return {
    supplierId: query.supplierId,
    name,
    creditCode: creditCode ?? '',
    kind,
    heldDocuments: known
      .filter((paper) => isValidOn(paper, query.on))
      .map((paper) => ({ kind: paper.kind, number: paper.number, validTo: paper.validTo ?? null })),
    faults: [
      ...admissionFaults(admissions, asked),
      ...suspensionFaults(suspensions, asked),
      ...required.flatMap((group) => licenceFaults(group, known, asked)),
    ],
  };
}

const admissionsOf = (db: Reader, { supplierId, schoolId, on, asKnownAt }: Asked) =>
  db
    .selectFrom('admissions')
    .select(['goodsScope', 'admittedOn', 'exitedOn', 'exitRecordedAt'])
    .where('supplierId', '=', supplierId)
    .where('schoolId', '=', schoolId)
    .where('admittedOn', '<=', on)
    .$if(asKnownAt !== undefined, (rows) => rows.where('recordedAt', '<=', asKnownAt as string))
    .execute();

function admissionFaults(
  admissions: Facts['admissions'],
  { goodsCode, on, asKnownAt }: StandingQuery,
): StandingFault[] {
  if (admissions.length === 0) return [{ ruleId: 'RCV-08', code: 'not-admitted' }];
  const lasting = admissions.filter(({ exitedOn, exitRecordedAt }) => {
    const exitKnown = asKnownAt === undefined || (exitRecordedAt !== null && exitRecordedAt <= asKnownAt);
    return exitedOn === null || !exitKnown || on < exitedOn;
  });
  if (lasting.length === 0) return [{ ruleId: 'RCV-08', code: 'exited' }];
  const covered = lasting.some(({ goodsScope }) => scopeCovers(goodsScope, goodsCode));
  return covered ? [] : [{ ruleId: 'SUP-03', code: 'out-of-scope' }];
}

const suspensionsOf = (db: Reader, { supplierId }: Asked) =>
  db
    .selectFrom('supplierSuspensions')
    .select(['suspendedAt', 'liftedAt'])
    .where('supplierId', '=', supplierId)
    .where('cause', '=', 'district')
    .execute();

/** A suspension holds from the day on which it was pronounced until the day on which it was lifted. */
function suspensionFaults(
  suspensions: Facts['suspensions'],
  { on, asKnownAt }: StandingQuery,
): StandingFault[] {
  const known = (at: string) => asKnownAt === undefined || at <= asKnownAt;
  const lasting = suspensions.some(({ suspendedAt, liftedAt }) => {
    const begun = known(suspendedAt) && civilDateOf(suspendedAt) <= on;
    const over = liftedAt !== null && known(liftedAt) && civilDateOf(liftedAt) <= on;
    return begun && !over;
  });
  return lasting ? [{ ruleId: 'SUP-02', code: 'suspended' }] : [];
}

const faultOf = {
  unlicensed: { ruleId: 'RCV-08', code: 'licence-missing' },
  expired: { ruleId: 'SUP-02', code: 'licence-expired' },
  'out-of-scope': { ruleId: 'SUP-03', code: 'out-of-scope' },
} as const;

/** RCV-08, one group of papers at a time: any one of the group would do. */
function licenceFaults(
  group: readonly string[],
  licences: readonly KnownLicence[],
  { supplierId, goodsCode, on }: StandingQuery,
): StandingFault[] {
  const facts = { batchId: '', supplierId, goodsCode, deliveredOn: on, required: [group], licences };
  return rcv08LicenceOnDelivery.find(facts, {}).map(({ breach }) => {
    const fault = { ...faultOf[breach as keyof typeof faultOf], documentKinds: [...group] };
    const lapsed = licences.flatMap(({ kind, validTo }) =>
      group.includes(kind) && validTo !== undefined && validTo < on ? [validTo] : [],
    );
    const validTo = lapsed.toSorted().at(-1);
    return fault.code === 'licence-expired' && validTo !== undefined ? { ...fault, validTo } : fault;
  });
}
