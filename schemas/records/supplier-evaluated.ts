import { z } from 'zod';
import { CivilDate, Line } from '../values.ts';
import { recordOf } from './record.ts';
import { NamedSupplier } from './supplier-parts.ts';

/** A school's yearly evaluation of a supplier (SUP-04). */
export const SupplierEvaluated = recordOf('supplier-evaluated', 1, {
  supplier: NamedSupplier,
  schoolName: Line(100),
  evaluatedOn: CivilDate,
  score: z.int().min(0).max(100),
  remark: Line(500),
});
