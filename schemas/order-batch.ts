import { z } from 'zod';
import { NewOrderLine } from './order-line.ts';
import { FieldError } from './problem.ts';
import { Id } from './values.ts';

/** Lines recorded together: all or none, unless the good ones alone are asked for. */
export const NewOrderLines = z
  .strictObject({ lines: z.array(NewOrderLine).min(1).max(20_000), onlyValid: z.boolean().default(false) })
  .meta({ id: 'NewOrderLines' });
export type NewOrderLines = z.input<typeof NewOrderLines>;

/**
 * `unchanged`: recorded before with the same content. `advanced`: recorded before, has reached further states since.
 * `contested`: another unit or platform holds the order, so the claim waits for a decision and counts nowhere.
 */
export const LineOutcome = z
  .enum(['recorded', 'advanced', 'unchanged', 'contested', 'refused'])
  .meta({ id: 'LineOutcome', examples: ['recorded'] });
export type LineOutcome = z.infer<typeof LineOutcome>;

/** What became of each line, in the order given. */
export const RecordedLines = z
  .object({
    lines: z.array(z.object({ outcome: LineOutcome, id: Id.optional() })),
    /** Why lines were refused; only with `onlyValid`. */
    errors: z.array(FieldError),
  })
  .meta({ id: 'RecordedLines' });
export type RecordedLines = z.infer<typeof RecordedLines>;
