import type { AccountActor } from '../context.ts';
import { DomainError } from '../errors.ts';

/** The school that the account belongs to. @throws DomainError `forbidden` for accounts without a school */
export function ownSchool({ schoolId }: AccountActor): string {
  if (schoolId === null) throw new DomainError('forbidden');
  return schoolId;
}

/**
 * The school that a query is about: the account's own, or for people of the district the one they name.
 *
 * @throws DomainError `invalid-input` when they name none, `forbidden` when people of a school name another
 */
export function schoolInView(actor: AccountActor, named: string | undefined): string {
  if (actor.schoolId !== null && named !== undefined && named !== actor.schoolId)
    throw new DomainError('forbidden');
  const schoolId = actor.schoolId ?? named;
  if (schoolId === undefined) {
    throw new DomainError('invalid-input', { errors: [{ pointer: '/schoolId', detail: 'required' }] });
  }
  return schoolId;
}
