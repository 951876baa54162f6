import { z } from 'zod';
import { Platform } from './order-line.ts';
import { Id, Instant, Paragraph } from './values.ts';

/** `keep`: the order stays where it was first recorded. `reassign`: it is the claimant's. */
export const ClaimDecision = z
  .strictObject({ decision: z.enum(['keep', 'reassign']), reason: Paragraph(500) })
  .meta({ id: 'ClaimDecision', examples: [{ decision: 'keep', reason: '经核对平台账户，订单属原单位' }] });
export type ClaimDecision = z.input<typeof ClaimDecision>;

/** A claim to an order that another unit or platform holds (P832-06). */
export const OrderClaim = z
  .object({
    id: Id,
    recordId: Id,
    orderNo: z.string(),
    lineNo: z.int(),
    conflict: z.enum(['other-unit', 'other-platform']),
    platform: Platform,
    schoolId: Id,
    heldLineId: Id,
    heldBySchoolId: Id,
    heldOnPlatform: Platform,
    claimedAt: Instant,
    decision: z.enum(['keep', 'reassign']).nullable(),
  })
  .meta({ id: 'OrderClaim' });
export type OrderClaim = z.infer<typeof OrderClaim>;
