import { z } from 'zod';
import { Id, Line } from './values.ts';

const grounds = {
  reason: Line(500),
  /** Who ordered it: the person concerned, a court, the data protection officer. */
  authority: Line(200),
};

const example = { reason: '离职后申请删除', authority: '本人' };

/** Single personal values of a record, by their place. */
export const ValueErasure = z
  .strictObject({
    /** JSON pointers of the personal values within the record. */
    paths: z.array(Line(200)).min(1).max(100),
    ...grounds,
  })
  .meta({ id: 'ValueErasure', examples: [{ paths: ['/name'], ...example }] });

/** A personal value that somebody looks for, as it was typed in. */
export const ValueSearch = z.strictObject({
  value: Line(200),
  /** Whose records; `district` for those of no school, such as suppliers’. Accounts of a school have their own. */
  schoolId: z.union([Id, z.literal('district')]).optional(),
});
export type ValueSearch = z.input<typeof ValueSearch>;

/** Where a personal value stands. */
const Place = z.strictObject({ recordId: Id, path: Line(200) });

/** Personal values of several records. */
export const PlacesErasure = z.strictObject({ places: z.array(Place).min(1).max(500), ...grounds });
export type PlacesErasure = z.input<typeof PlacesErasure>;

/** The name of an account's holder, wherever records hold it. */
export const HolderErasure = z.strictObject(grounds).meta({ id: 'HolderErasure', examples: [example] });
export type HolderErasure = z.input<typeof HolderErasure>;

export const ErasedHolder = z
  .object({
    accountId: Id,
    /** Personal values that were deleted, and the records that held them. */
    erased: z.int(),
    records: z.int(),
  })
  .meta({ id: 'ErasedHolder' });
export type ErasedHolder = z.infer<typeof ErasedHolder>;
