import { z } from 'zod';
import { Role } from '../role.ts';
import { Id } from '../values.ts';
import { PersonalCommitment } from './record.ts';

/** Somebody who signed: the account's pseudonym in the clear, the name as a personal value. */
export const RecordSigner = z.strictObject({ account: Id, role: Role, name: PersonalCommitment });

/** One supplier as outsiders know it. */
export const RecordSupplier = z.strictObject({
  id: Id,
  name: z.string(),
  creditCode: z.string().optional(),
});

/** What was found while recording, and never blocked it: rule and breach, so that a finding cannot quietly vanish. */
export const RecordFinding = z.strictObject({ rule: z.string(), breach: z.string() });
