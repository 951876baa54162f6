import { z } from 'zod';
import { PurchaseChannel } from '#schemas/order-line.ts';
import type { RuleCheck } from '../check.ts';

const Parameters = z.strictObject({
  /** Channels whose goods go through the kitchen. */
  channels: z.array(PurchaseChannel).min(1),
});

interface Facts {
  readonly lines: readonly {
    readonly lineId: string;
    readonly channel: PurchaseChannel;
    readonly acceptedFen: number;
    /** Delivery batches linked to the order line. */
    readonly batchIds: readonly string[];
  }[];
}

/** What was accepted on paper for the canteen was really received there: an order line has a batch. */
export const p832_08OrderDelivered: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'P832-08',
  parameters: Parameters,
  find: ({ lines }, { channels }) =>
    lines
      .filter(({ channel, acceptedFen }) => channels.includes(channel) && acceptedFen > 0)
      .filter(({ batchIds }) => batchIds.length === 0)
      .map(({ lineId, channel, acceptedFen }) => ({
        breach: 'no-batch',
        evidence: [lineId],
        data: { channel, acceptedFen },
      })),
};
