import { z } from 'zod';
import { Role } from './role.ts';

/** What the first start of a demo writes down: how to sign in, and codes to try. */
export const DemoGuide = z.object({
  accounts: z.array(
    z.object({
      role: Role,
      name: z.string(),
      school: z.string().optional(),
      supplier: z.string().optional(),
      username: z.string(),
      password: z.string(),
      /** Signs a delivery on somebody else's phone. */
      pin: z.string().optional(),
      apiToken: z.string(),
    }),
  ),
  /** Public codes: `/T/<code>`. */
  codes: z.object({
    public: z.string(),
    deliveryLot: z.string(),
    oilLot: z.string(),
    dish: z.string(),
    sample: z.string(),
  }),
});
export type DemoGuide = z.infer<typeof DemoGuide>;
