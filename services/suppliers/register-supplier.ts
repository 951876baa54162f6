import { checkUscc } from '#schemas/codes/uscc.ts';
import { personal } from '#schemas/records/record.ts';
import { NewSupplier } from '#schemas/supplier.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { newId } from '../ids.ts';
import { appendRecord } from '../records/append.ts';
import { storeFindings } from '../records/findings.ts';
import { markPersonalValues } from '../records/personal-marks.ts';
import { numberFindings, relatedParties, ruleScope } from './findings.ts';
import { placeOf } from './place.ts';
import { vouchForNumber } from './vouch-for-number.ts';

export interface RegisteredSupplier {
  readonly id: string;
  readonly recordId: string;
  /** What is odd about the credit code (SUP-01); also kept as findings. */
  readonly warnings: string[];
}

/**
 * Enters a supplier in the district's register, shared by its schools. Being registered qualifies it for nothing:
 * papers and a school's admission come after.
 *
 * @throws DomainError `invalid-input`, `needs-override` and the refusals of the second person, `conflict`
 */
export async function registerSupplier(ctx: Context, input: NewSupplier): Promise<RegisteredSupplier> {
  const actor = authorise(ctx, 'supplier.register');
  const supplier = NewSupplier.parse(input);
  const { path: division, county832 } = placeOf(ctx.reference, supplier.divisionCode);
  const verdict = supplier.creditCode
    ? checkUscc(supplier.creditCode, ctx.reference.divisions.knownRegion)
    : undefined;
  const { check: creditCodeCheck, vouchedFor } = await vouchForNumber(ctx, actor, verdict, {
    pointer: '/creditCode',
    override: supplier.override,
  });
  const { name, kind, divisionCode, address, contactName, contactPhone, legalPerson } = supplier;
  const stated = { name, kind, divisionCode, address, creditCodeCheck };
  const creditCode = verdict?.normalised;
  return await transact(ctx, async (tx) => {
    const now = tx.clock.now();
    const id = newId(now);
    const recordId = await appendRecord(tx, {
      type: 'supplier-registered',
      subject: id,
      occurredAt: now,
      body: {
        ...stated,
        creditCode,
        division,
        county832,
        reference: tx.reference.hash,
        contactName: personal(contactName),
        contactPhone: personal(contactPhone),
        legalPerson: legalPerson === undefined ? undefined : personal(legalPerson),
        vouchedFor,
      },
    });
    const row = {
      ...stated,
      districtId: tx.districtId,
      id,
      creditCode: creditCode ?? null,
      divisionName: division.join(' '),
      county832: county832.outcome,
      county832Reason: county832.reason,
      county832Rows: county832.listRows,
      registeredAt: now,
      recordId,
    };
    await tx.db.insertInto('suppliers').values(row).execute();
    await markPersonalValues(tx, recordId, [
      { path: '/contactPhone', value: contactPhone, purpose: 'supplier/phone' },
      ...(legalPerson === undefined
        ? []
        : [{ path: '/legalPerson', value: legalPerson, purpose: 'supplier/legal-person' }]),
    ]);
    await judge(tx, row, { id, kind: 'BIZ_LICENSE', verdict, voucherId: vouchedFor?.account });
    return { id, recordId, warnings: [...(verdict?.warnings ?? [])] };
  });
}

/** Keeps what the rules find odd: the credit code (SUP-01), ties to other suppliers (SUP-05). */
async function judge(
  tx: Tx,
  supplier: Parameters<typeof relatedParties>[2] &
    Parameters<typeof numberFindings>[2] & { recordId: string },
  paper: Parameters<typeof numberFindings>[3],
): Promise<void> {
  const scope = await ruleScope(tx.db, tx.districtId, tx.clock);
  const findings = [
    ...numberFindings(tx, scope, supplier, paper),
    ...(await relatedParties(tx, scope, supplier)),
  ];
  const { id, recordId } = supplier;
  await storeFindings(tx, [{ subject: { kind: 'supplier', id, schoolId: null, recordId }, findings }]);
}
