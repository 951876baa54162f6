import { z } from 'zod';

/** A second person who confirms with an own PIN, on whosever phone. */
export const SecondPerson = z
  .strictObject({
    username: z.string().min(1).max(100),
    pin: z.string().regex(/^\d{6}$/),
  })
  .meta({ id: 'SecondPerson', examples: [{ username: 'li.jianguo', pin: '314159' }] });
export type SecondPerson = z.infer<typeof SecondPerson>;
