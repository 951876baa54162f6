import { z } from 'zod';
import { Role } from './role.ts';
import { Id, Instant, Line } from './values.ts';

export const NewAccount = z
  .strictObject({
    username: z.string().regex(/^[a-z0-9][a-z0-9._-]{2,39}$/),
    displayName: Line(40),
    role: Role,
    schoolId: Id.optional(),
    supplierId: Id.optional(),
    password: z.string().min(10).max(200),
    /** Six digits that sign a delivery on somebody else's phone. */
    pin: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
  })
  .meta({
    id: 'NewAccount',
    examples: [
      {
        username: 'wang.min',
        displayName: '王敏',
        role: 'receiver',
        schoolId: '01938e6a-9c00-7000-8000-000000000001',
        password: 'correct horse battery',
        pin: '271828',
      },
    ],
  });
export type NewAccount = z.infer<typeof NewAccount>;

/** What an administrator sees of an account; never a secret. */
export const AccountSummary = z
  .object({
    id: Id,
    username: z.string(),
    displayName: z.string(),
    role: Role,
    schoolId: Id.nullable(),
    supplierId: Id.nullable(),
    disabledAt: Instant.nullable(),
  })
  .meta({ id: 'AccountSummary' });
export type AccountSummary = z.infer<typeof AccountSummary>;
