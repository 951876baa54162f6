import { NewSchool } from '#schemas/school.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { newId } from '../ids.ts';
import { appendRecord } from '../records/append.ts';

/** Adds a school with its canteen to the district. */
export async function openSchool(ctx: Context, input: NewSchool): Promise<{ id: string; recordId: string }> {
  authorise(ctx, 'school.open');
  const { representedById, ...school } = NewSchool.parse(input);
  return await transact(ctx, async (tx) => {
    const now = tx.clock.now();
    const id = newId(now);
    const recordId = await appendRecord(tx, {
      type: 'school-opened',
      subject: id,
      school: id,
      occurredAt: now,
      body: { ...school, representedBy: representedById },
    });
    await tx.db
      .insertInto('schools')
      .values({
        ...school,
        districtId: tx.districtId,
        id,
        creditCode: school.creditCode ?? null,
        representedById: representedById ?? null,
        recordId,
      })
      .execute();
    return { id, recordId };
  });
}
