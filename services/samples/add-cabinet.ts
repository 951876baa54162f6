import { NewCabinet } from '#schemas/sample.ts';
import { authorise, ownSchool } from '../accounts/index.ts';
import { type Context, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { appendRecord } from '../records/append.ts';
import { schoolOf } from '../schools/index.ts';

/** Puts a sample cabinet into use. @throws DomainError `conflict` for a second one of the same name */
export async function addCabinet(ctx: Context, input: NewCabinet): Promise<{ id: string; recordId: string }> {
  const schoolId = ownSchool(authorise(ctx, 'sample.write'));
  const { name } = NewCabinet.parse(input);
  return await transact(ctx, async (tx) => {
    const namesake = tx.db.selectFrom('cabinets').select('id').where('schoolId', '=', schoolId);
    if (await namesake.where('name', '=', name).executeTakeFirst()) {
      throw new DomainError('conflict', { errors: [{ pointer: '/name', detail: 'already in use' }] });
    }
    const now = tx.clock.now();
    const id = newId(now);
    const school = await schoolOf(tx.db, schoolId);
    const recordId = await appendRecord(tx, {
      type: 'cabinet-added',
      subject: id,
      school: schoolId,
      occurredAt: now,
      body: { schoolName: school.name, name },
    });
    await tx.db
      .insertInto('cabinets')
      .values({ districtId: tx.districtId, id, schoolId, name, recordId })
      .execute();
    return { id, recordId };
  });
}
