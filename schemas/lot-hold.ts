import { z } from 'zod';
import { LotKind, LotStatus } from './lot.ts';
import { Role } from './role.ts';
import { Id, Instant, Paragraph } from './values.ts';

/** Why a lot is held, or why it no longer is. */
export const HoldReason = z
  .strictObject({ reason: Paragraph(500) })
  .meta({ id: 'HoldReason', examples: [{ reason: '多名学生投诉异味，待检测' }] });
export type HoldReason = z.input<typeof HoldReason>;

export const HoldAnswer = z
  .object({ lotId: Id, holdId: Id.optional(), recordId: Id, status: LotStatus })
  .meta({ id: 'HoldAnswer' });
export type HoldAnswer = z.infer<typeof HoldAnswer>;

/** The last hold of the page before. */
export const HoldsAfter = z.strictObject({ after: Id.optional() });
export type HoldsAfter = Readonly<z.infer<typeof HoldsAfter>>;

/** A hold that nobody has lifted, with what people know its lot by. */
export const OpenHold = z
  .object({
    holdId: Id,
    reason: z.string(),
    heldAt: Instant,
    /** Of who placed it: what an inspector holds, only an inspector lifts. */
    byRole: Role,
    lotId: Id,
    lotName: z.string(),
    code: z.string().nullable(),
    kind: LotKind,
    remainingGrams: z.int().nullable(),
    /** Null for a supplier's lot, which is held everywhere. */
    schoolName: z.string().nullable(),
    supplierName: z.string().nullable(),
  })
  .meta({ id: 'OpenHold' });
export type OpenHold = Readonly<z.infer<typeof OpenHold>>;

export const OpenHoldPage = z
  .object({
    holds: z.array(OpenHold),
    /** How many there are on all pages. */
    total: z.int(),
    /** Ask with this as `after` for what follows; absent on the last page. */
    next: Id.optional(),
  })
  .meta({ id: 'OpenHoldPage' });
export type OpenHoldPage = Readonly<z.infer<typeof OpenHoldPage>>;
