export { authorise, authoriseJob, may, rolesHolding, scopesOf, type Target } from './authorise.ts';
export { type ConfirmedPerson, confirmHolder, confirmSecondPerson } from './confirm-second-person.ts';
export { createAccount } from './create-account.ts';
export { listAccounts } from './list-accounts.ts';
export { type Colleague, listColleagues } from './list-colleagues.ts';
export { ownSchool, schoolInView } from './own-school.ts';
export type { Permission } from './permissions.ts';
export { hashSecret, newToken, tokenHash } from './secrets.ts';
export { verifyAccountSecret } from './sign-in.ts';
