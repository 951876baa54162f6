import { Role } from '../role.ts';
import { recordOf } from './record.ts';

export const AccountDisabled = recordOf('account-disabled', 1, { role: Role });
