import { z } from 'zod';
import { Grams, Id, Instant, Paragraph } from './values.ts';

/** A delivery lot in which goods of an order line arrived, and how much of them. */
export const OrderDelivery = z
  .object({
    lotId: Id,
    /** Public trace code of the lot. */
    code: z.string().nullable(),
    goodsName: z.string(),
    arrivedAt: Instant,
    grams: Grams,
  })
  .meta({ id: 'OrderDelivery' });
export type OrderDelivery = z.infer<typeof OrderDelivery>;

/** In which delivery lots the goods of accepted order lines arrived; all lots of a line, in the order of their use. */
export const OrderDeliveries = z
  .strictObject({
    links: z
      .array(
        z.strictObject({
          lineId: Id,
          /** None takes back what was said before. */
          lotIds: z.array(Id).max(50),
          /** Needed when deliveries of the line were named before. */
          reason: Paragraph(500).optional(),
        }),
      )
      .min(1)
      .max(500)
      .refine((links) => new Set(links.map(({ lineId }) => lineId)).size === links.length, {
        error: 'a-line-is-named-once',
      }),
  })
  .meta({
    id: 'OrderDeliveries',
    examples: [
      {
        links: [
          {
            lineId: '01938e6a-9c00-7000-8000-000000000001',
            lotIds: ['01938e6a-9c00-7000-8000-000000000002'],
          },
        ],
      },
    ],
  });
export type OrderDeliveries = z.input<typeof OrderDeliveries>;

/** The record of each link, and how much of the line's goods the lots account for. */
export const LinkedDeliveries = z
  .object({ links: z.array(z.object({ lineId: Id, recordId: Id, grams: Grams })) })
  .meta({ id: 'LinkedDeliveries' });
export type LinkedDeliveries = z.infer<typeof LinkedDeliveries>;
