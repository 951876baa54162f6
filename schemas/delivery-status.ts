import { z } from 'zod';

/** A delivery counts once two different people have signed it. */
export const DeliveryStatus = z
  .enum(['awaiting-signature', 'signed'])
  .meta({ id: 'DeliveryStatus', title: '收货状态', examples: ['signed'] });
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;
