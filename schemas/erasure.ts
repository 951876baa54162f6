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
