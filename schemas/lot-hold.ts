import { z } from 'zod';
import { LotStatus } from './lot.ts';
import { Id, Paragraph } from './values.ts';

/** Why a lot is held, or why it no longer is. */
export const HoldReason = z
  .strictObject({ reason: Paragraph(500) })
  .meta({ id: 'HoldReason', examples: [{ reason: '多名学生投诉异味，待检测' }] });
export type HoldReason = z.input<typeof HoldReason>;

export const HoldAnswer = z
  .object({ lotId: Id, holdId: Id.optional(), recordId: Id, status: LotStatus })
  .meta({ id: 'HoldAnswer' });
export type HoldAnswer = z.infer<typeof HoldAnswer>;
