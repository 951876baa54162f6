import { Role } from '../role.ts';
import { Id } from '../values.ts';
import { PersonalCommitment, recordOf } from './record.ts';

export const AccountCreated = recordOf('account-created', 1, {
  role: Role,
  supplier: Id.optional(),
  name: PersonalCommitment,
});
