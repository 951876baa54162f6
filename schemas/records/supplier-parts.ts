import { z } from 'zod';
import { Role } from '../role.ts';
import { Id, Line } from '../values.ts';

/** A supplier as outsiders know it; a person who farms may have no credit code. */
export const NamedSupplier = z.strictObject({ name: Line(100), creditCode: z.string().optional() });

/** Who vouched for a number whose check digit fails, and why. */
export const VouchedFor = z.strictObject({ account: Id, role: Role, reason: Line(200) });
