import { z } from 'zod';
import { PurchaseChannel } from '#schemas/order-line.ts';
import type { RuleCheck } from '../check.ts';
import { exceedsShare } from '../money.ts';

const Parameters = z.strictObject({
  /** Channels whose goods go through the kitchen. */
  channels: z.array(PurchaseChannel).min(1),
  /** How far what arrived may stay below what was accepted, in 1/10,000 of the latter: scales and packaging differ. */
  shortBasisPoints: z.int().min(0),
});

interface Facts {
  readonly lines: readonly {
    readonly lineId: string;
    readonly channel: PurchaseChannel;
    readonly acceptedFen: number;
    readonly acceptedGrams: number;
    /** Delivery lots that brought the goods, and how much of them each brought. */
    readonly deliveries: readonly { readonly lotId: string; readonly grams: number }[];
  }[];
}

/** What was accepted on paper for the canteen was really received there: delivery lots account for the order line. */
export const p832_08OrderDelivered: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'P832-08',
  parameters: Parameters,
  find: ({ lines }, { channels, shortBasisPoints }) =>
    lines
      .filter(({ channel, acceptedFen }) => channels.includes(channel) && acceptedFen > 0)
      .flatMap(({ lineId, channel, acceptedFen, acceptedGrams, deliveries }) => {
        const arrivedGrams = deliveries.reduce((sum, { grams }) => sum + grams, 0);
        const shortGrams = acceptedGrams - arrivedGrams;
        if (!exceedsShare(shortGrams, acceptedGrams, shortBasisPoints)) return [];
        const evidence = [lineId, ...deliveries.map(({ lotId }) => lotId)];
        const breach = deliveries.length === 0 ? ('no-batch' as const) : ('short-delivery' as const);
        return [{ breach, evidence, data: { channel, acceptedFen, acceptedGrams, arrivedGrams } }];
      }),
};
