import { z } from 'zod';
import { DeliveryStatus } from './delivery-status.ts';
import { RuleId } from './rule.ts';
import { Grams, Id } from './values.ts';

export const FindingSummary = z
  .object({ ruleId: RuleId, breach: z.string() })
  .meta({ id: 'FindingSummary', examples: [{ ruleId: 'RCV-06', breach: 'not-measured' }] });
export type FindingSummary = z.infer<typeof FindingSummary>;

const ReceivedLot = z.object({
  /** The line of the delivery that it came from. */
  line: Id,
  lotId: Id,
  /** What label and QR code carry. */
  code: z.string(),
  goodsName: z.string(),
  acceptedGrams: Grams,
  recordId: Id,
  findings: z.array(FindingSummary),
});

/** What recording a delivery answers, the first time and whenever the same delivery is sent again. */
export const DeliveryReceipt = z
  .object({
    id: Id,
    recordId: Id,
    status: DeliveryStatus,
    lots: z.array(ReceivedLot),
    /** About what was refused. */
    findings: z.array(FindingSummary),
  })
  .meta({ id: 'DeliveryReceipt' });
export type DeliveryReceipt = z.infer<typeof DeliveryReceipt>;
