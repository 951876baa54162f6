import { sql } from 'kysely';
import type { Finding } from '#schemas/finding.ts';
import type { Tx } from '../context.ts';
import { rcv03CertificateBalance } from '../rules/index.ts';
import type { PlannedDelivery } from './plan.ts';

/**
 * Papers that certify a quantity of goods, so that using one twice means something. A factory certificate or a test
 * report is about a lot and rightly goes to every buyer of it; it counts only when it states a quantity itself.
 */
const certifying = new Set([
  'AQ_PRODUCT',
  'AQ_ANIMAL',
  'MQ_CERT',
  'PC_COMMIT',
  'ORIGIN_PROOF',
  'IMP_CIQ',
  'IMP_DECL',
]);

/** True for papers that say how much they are about. */
export const statesQuantity = (kind: string): boolean => certifying.has(kind);

interface Certificate {
  readonly kind: string;
  readonly number: string;
}
const keyOf = ({ kind, number }: Certificate) => `${kind} ${number}`;

function certificatesOf(plan: PlannedDelivery): Map<string, Certificate> {
  const papers = plan.lines.flatMap(({ line, lot }) => (lot ? line.papers : []));
  const counted = papers.filter(
    ({ kind, quantityGrams }) => statesQuantity(kind) || quantityGrams !== undefined,
  );
  return new Map(counted.map((paper) => [keyOf(paper), paper]));
}

const allCertificates = (plans: readonly PlannedDelivery[]) => [
  ...new Map(plans.flatMap((plan) => [...certificatesOf(plan)])).values(),
];

/**
 * Lets deliveries with the same certificate pass one after the other, so that two schools that use up a certificate
 * in the same instant do not both find it unused. All locks in one order.
 */
export async function lockCertificates(tx: Tx, plans: readonly PlannedDelivery[]): Promise<void> {
  const keys = allCertificates(plans).map((paper) => `${tx.districtId} ${keyOf(paper)}`);
  if (keys.length === 0) return;
  await sql`
    select pg_advisory_xact_lock(lock) from
      (select distinct hashtextextended(key, 0) as lock from unnest(${keys}::text[]) key order by 1) locks`.execute(
    tx.db,
  );
}

/**
 * RCV-03, by lot id: a certificate whose goods do not add up over all schools and suppliers of the district. Asked
 * after the papers of these deliveries were written, so that they count too.
 */
export async function certificateFindings(
  tx: Tx,
  plans: readonly PlannedDelivery[],
): Promise<ReadonlyMap<string, Finding[]>> {
  const uses = await usesOf(tx, allCertificates(plans));
  const found = new Map<string, Finding[]>();
  for (const plan of plans) {
    for (const { line, lot } of plan.lines) {
      if (!lot) continue;
      const findings = line.papers.flatMap((paper) => balance(tx, plan, uses.get(keyOf(paper)) ?? []));
      found.set(lot.id, findings);
    }
  }
  return found;
}

type Use = Awaited<ReturnType<typeof readUses>>[number];

async function usesOf(tx: Tx, certificates: readonly Certificate[]): Promise<Map<string, Use[]>> {
  const rows = certificates.length === 0 ? [] : await readUses(tx, certificates);
  return Map.groupBy(rows, keyOf);
}

async function readUses(tx: Tx, certificates: readonly Certificate[]) {
  return await tx.db
    .selectFrom('deliveryPapers')
    .select(['kind', 'number', 'quantityGrams', 'usedGrams', 'schoolId', 'supplierId', 'lotId'])
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple('number', 'kind'),
        'in',
        certificates.map(({ number, kind }) => tuple(number, kind)),
      ),
    )
    .where('lotId', 'is not', null)
    .orderBy('lotId')
    .execute();
}

function balance(tx: Tx, { facts }: PlannedDelivery, uses: readonly Use[]): Finding[] {
  const [first] = uses;
  if (!first) return [];
  // Two deliveries may state the quantity of one certificate differently: the smaller statement is the safe one.
  const stated = uses.flatMap(({ quantityGrams }) => quantityGrams ?? []);
  return tx.rules.evaluate(rcv03CertificateBalance, facts.scope, {
    certificateId: keyOf(first),
    kind: first.kind,
    ...(stated.length > 0 ? { certifiedGrams: Math.min(...stated) } : {}),
    uses: uses.map(({ lotId, supplierId, schoolId, usedGrams }) => ({
      batchId: lotId as string,
      supplierId,
      schoolId,
      quantityGrams: usedGrams,
    })),
  });
}
