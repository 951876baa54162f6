export { authorise, authoriseJob, may, rolesHolding, scopesOf } from './authorise.ts';
export { confirmHolder, confirmSecondPerson } from './confirm-second-person.ts';
export { createAccount } from './create-account.ts';
export { listAccounts } from './list-accounts.ts';
export { listColleagues } from './list-colleagues.ts';
export { ownSchool, schoolInView } from './own-school.ts';
export type { Permission } from './permissions.ts';
export { hashSecret, newToken, tokenHash } from './secrets.ts';
