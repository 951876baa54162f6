import { z } from 'zod';
import { Line } from './values.ts';

/** A second person who confirms with an own PIN, on whosever phone. */
export const SecondPerson = z
  .strictObject({
    username: Line(100),
    pin: z.string().regex(/^\d{6}$/),
  })
  .meta({ id: 'SecondPerson', examples: [{ username: 'li.jianguo', pin: '314159' }] });
export type SecondPerson = z.infer<typeof SecondPerson>;
