import type { SchoolKind } from '#schemas/school.ts';
import type { Reader, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';

export interface SchoolFacts {
  readonly id: string;
  readonly name: string;
  readonly kind: SchoolKind;
  readonly sampleMinimumGrams: number;
  /** Of its district, for the rules that hold there. */
  readonly jurisdiction: string;
}

/** What verbs and rules need to know of a school. @throws DomainError `not-found` */
export async function schoolOf(db: Reader | Tx['db'], id: string): Promise<SchoolFacts> {
  const school = await (db as Reader)
    .selectFrom('schools')
    .innerJoin('districts', 'districts.id', 'schools.districtId')
    .select(['schools.id', 'schools.name', 'kind', 'sampleMinimumGrams', 'jurisdiction'])
    .where('schools.id', '=', id)
    .executeTakeFirst();
  if (!school) throw new DomainError('not-found', { data: { schoolId: id } });
  return school;
}
