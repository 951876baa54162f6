import { checkUscc } from '#schemas/codes/uscc.ts';
import { personal } from '#schemas/records/record.ts';
import { NewSupplier } from '#schemas/supplier.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { appendRecord } from '../records/append.ts';
import { vouchForNumber } from './vouch-for-number.ts';

export interface RegisteredSupplier {
  readonly id: string;
  readonly recordId: string;
  /** What is odd about the credit code (SUP-01); also kept as findings. */
  readonly warnings: readonly string[];
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
  const { divisions, counties } = ctx.reference;
  const division = divisions.resolve(supplier.divisionCode);
  if (division.status === 'unknown') {
    throw new DomainError('invalid-input', { errors: [{ pointer: '/divisionCode', detail: 'unknown' }] });
  }
  const verdict = supplier.creditCode ? checkUscc(supplier.creditCode, divisions.knownRegion) : undefined;
  const { check, vouchedFor } = await vouchForNumber(ctx, actor, verdict, {
    pointer: '/creditCode',
    override: supplier.override,
  });
  const county = counties.match({ code: supplier.divisionCode });
  const county832 = {
    outcome: county.outcome,
    reason: county.reason,
    listRows: county.rows.map(({ listRow }) => listRow),
  };
  const { name, kind, divisionCode, address } = supplier;
  const shared = { name, kind, divisionCode, address, creditCodeCheck: check };
  return await transact(ctx, async (tx) => {
    const now = tx.clock.now();
    const id = newId(now);
    const recordId = await appendRecord(tx, {
      type: 'supplier-registered',
      subject: id,
      occurredAt: now,
      body: {
        ...shared,
        creditCode: verdict?.normalised,
        division: [...division.path],
        county832,
        reference: tx.reference.hash,
        contactName: personal(supplier.contactName),
        contactPhone: personal(supplier.contactPhone),
        legalPerson: supplier.legalPerson === undefined ? undefined : personal(supplier.legalPerson),
        vouchedFor,
      },
    });
    await tx.db
      .insertInto('suppliers')
      .values({
        ...shared,
        districtId: tx.districtId,
        id,
        creditCode: verdict?.normalised ?? null,
        divisionName: division.path.join(' '),
        county832: county832.outcome,
        county832Reason: county832.reason,
        county832Rows: county832.listRows,
        phoneMark: markOf(tx, 'phone', supplier.contactPhone),
        legalPersonMark: markOf(tx, 'legal-person', supplier.legalPerson),
        registeredAt: now,
        recordId,
      })
      .execute();
    return { id, recordId, warnings: [...(verdict?.warnings ?? [])] };
  });
}

const markOf = (tx: Tx, field: string, value: string | undefined) =>
  value === undefined ? null : tx.vault.mark(value, `${tx.districtId}/supplier/${field}`);
