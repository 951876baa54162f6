export { authorise, may, type Target } from './authorise.ts';
export { createAccount } from './create-account.ts';
export { hashSecret, newToken, tokenHash } from './secrets.ts';
export { verifyAccountSecret } from './sign-in.ts';
