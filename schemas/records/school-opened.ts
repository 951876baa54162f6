import { z } from 'zod';
import { CanteenMode, CanteenStatus832, SchoolKind } from '../school.ts';
import { Id, Line } from '../values.ts';
import { recordOf } from './record.ts';

export const SchoolOpened = recordOf('school-opened', 1, {
  name: Line(100),
  kind: SchoolKind,
  creditCode: z.string().optional(),
  canteenMode: CanteenMode,
  canteenStatus832: CanteenStatus832,
  representedBy: Id.optional(),
  dinersPerMeal: z.int().min(0).max(100_000),
  sampleMinimumGrams: z.int().min(125).max(1000),
});
