import { z } from 'zod';
import { OrderNo } from './order-line.ts';
import { Id } from './values.ts';

/** A calendar year of the programme, as a query parameter. */
export const Year832 = z.coerce
  .number()
  .int()
  .min(2021)
  .max(2099)
  .meta({ type: 'integer', examples: [2025] });

/** Which order lines to list; `before` continues a list at its `next`. */
export const OrderLineFilter = z.strictObject({
  schoolId: Id.optional(),
  year: Year832.optional(),
  orderNo: OrderNo.optional(),
  before: Id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
