import type { Finding } from '#schemas/finding.ts';
import { addDays, civilDateOf } from '#schemas/time.ts';
import { type Context, districtOf, type Reader, read, type Tx } from '../context.ts';
import { sup02Expiry } from '../rules/index.ts';
import { ruleScope } from './findings.ts';
import { kindName } from './list-alerts.ts';
import { currentPapers, isRenewed } from './renewal.ts';

/** A paper at a threshold that was not told yet. */
export interface DuePaper {
  readonly qualificationId: string;
  /** Days before the end; 0 when it has lapsed. */
  readonly thresholdDays: number;
  readonly finding: Finding;
  /** As records name it. */
  readonly paper: {
    readonly kind: string;
    readonly kindName: string;
    readonly number: string;
    readonly validTo: string;
  };
}

/**
 * Suppliers with a paper that ends before the farthest threshold, unless it was told already that it lapsed; and those
 * that are suspended for a lapse, because their renewed licence may come into force today.
 */
export async function suppliersWithDuePapers(ctx: Context): Promise<string[]> {
  const districtId = districtOf(ctx.actor);
  return await read(ctx, async (db) => {
    const scope = await ruleScope(db, districtId, ctx.clock);
    const rule = ctx.rules.inForce(sup02Expiry.ruleId, scope);
    if (rule === undefined) return [];
    const { alertDays } = sup02Expiry.parameters.parse(rule.parameters);
    const ending = await suppliersWithPapersUntil(db, addDays(scope.on, Math.max(...alertDays)));
    return [...new Set([...ending, ...(await suppliersSuspendedForLapse(db))])];
  });
}

async function suppliersWithPapersUntil(db: Reader, lastDay: string): Promise<string[]> {
  const rows = await db
    .selectFrom('qualifications')
    .select('supplierId')
    .distinct()
    .where('supersededAt', 'is', null)
    .where('validTo', '<=', lastDay)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('alerts')
            .select('alerts.id')
            .whereRef('alerts.qualificationId', '=', 'qualifications.id')
            .where('thresholdDays', '=', 0),
        ),
      ),
    )
    .orderBy('supplierId')
    .execute();
  return rows.map(({ supplierId }) => supplierId);
}

async function suppliersSuspendedForLapse(db: Reader): Promise<string[]> {
  const rows = await db
    .selectFrom('supplierSuspensions')
    .select('supplierId')
    .distinct()
    .where('cause', '=', 'expiry')
    .where('liftedAt', 'is', null)
    .orderBy('supplierId')
    .execute();
  return rows.map(({ supplierId }) => supplierId);
}

/** What SUP-02 finds today about a supplier's papers and was not told before. Renewed papers may lapse in silence. */
export async function duePapers(tx: Tx, supplierId: string): Promise<DuePaper[]> {
  const today = civilDateOf(tx.clock.now());
  const all = await currentPapers(tx, supplierId);
  const papers = all.flatMap((paper) => {
    const { validTo } = paper;
    return validTo === null || isRenewed({ ...paper, validTo }, all, today) ? [] : [{ ...paper, validTo }];
  });
  const scope = await ruleScope(tx.db, tx.districtId, tx.clock);
  const findings = tx.rules.evaluate(sup02Expiry, scope, { supplierId, on: today, papers });
  const told = await tx.db
    .selectFrom('alerts')
    .select(['qualificationId', 'thresholdDays'])
    .where('supplierId', '=', supplierId)
    .execute();
  return findings.flatMap((finding) => {
    const due = papers.find(({ id }) => finding.evidence.includes(id));
    if (!due) return [];
    const thresholdDays = finding.breach === 'expired' ? 0 : Number(finding.data.alert);
    const { id: qualificationId, kind, number, validTo } = due;
    if (told.some((t) => t.qualificationId === qualificationId && t.thresholdDays === thresholdDays))
      return [];
    const paper = { kind, kindName: kindName(tx.reference, kind), number, validTo };
    return [{ qualificationId, thresholdDays, finding, paper }];
  });
}
