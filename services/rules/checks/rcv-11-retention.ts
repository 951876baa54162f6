import { z } from 'zod';
import { addMonths } from '#schemas/time.ts';
import type { RuleCheck } from '../check.ts';

/**
 * Grounds for keeping a record, and what the time runs from: the end of a stated shelf life; receiving, where none is
 * stated; receiving of agricultural products; use-by of tableware; end of outsourced storage or transport; end of the
 * procurement. The last three are Shanghai's.
 */
const Ground = z.enum([
  'shelf-life-stated',
  'no-shelf-life',
  'agricultural',
  'tableware',
  'outsourced',
  'procurement',
  'temperature-log',
  'expired-disposal',
  'supplier-evaluation',
]);

const Parameters = z.strictObject({
  /** Months to keep, by ground; a ground that is not named asks for nothing here. */
  months: z.partialRecord(Ground, z.int().min(1)),
});

interface Facts {
  readonly recordId: string;
  readonly grounds: readonly { readonly ground: z.output<typeof Ground>; readonly from: string }[];
  /** The day on which the record would be deleted or archived away. */
  readonly removeOn: string;
}

/** The last day on which a record must still be there: the latest of all grounds. Undefined when none applies. */
export function keepUntil(
  grounds: Facts['grounds'],
  { months }: z.output<typeof Parameters>,
): string | undefined {
  const days = grounds.flatMap(({ ground, from }) => {
    const length = months[ground];
    return length === undefined ? [] : [addMonths(from, length)];
  });
  return days.toSorted().at(-1);
}

/** Records stay for as long as any law asks (Food Safety Law art. 50, 53, 65; Procurement Law art. 42). */
export const rcv11Retention: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'RCV-11',
  parameters: Parameters,
  find({ recordId, grounds, removeOn }, parameters) {
    const until = keepUntil(grounds, parameters);
    if (until === undefined || removeOn > until) return [];
    return [{ breach: 'too-early-to-remove', evidence: [recordId], data: { keepUntil: until, removeOn } }];
  },
};
