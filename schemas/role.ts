import { z } from 'zod';

/** Least privilege: what each may do is in `services/accounts/permissions.ts`. */
export const Role = z
  .enum(['receiver', 'manager', 'supplier', 'school-admin', 'inspector', 'auditor', 'operator'])
  .meta({ id: 'Role', examples: ['manager'] });
export type Role = z.infer<typeof Role>;
