import { z } from 'zod';
import { CivilDate, Id, Line } from '../values.ts';
import { recordOf } from './record.ts';
import { NamedSupplier } from './supplier-parts.ts';

/** A paper as a suspension or an alert names it; the number is masked when it is personal. */
const NamedPaper = z.strictObject({
  kind: z.string(),
  kindName: z.string(),
  number: Line(60),
  validTo: CivilDate,
});

/** Deliveries are refused from now on: by the district for its reason, or because a licence lapsed (SUP-02). */
export const SupplierSuspended = recordOf('supplier-suspended', 1, {
  supplier: NamedSupplier,
  cause: z.enum(['district', 'expiry']),
  suspensionReason: Line(500),
  paper: NamedPaper.optional(),
  /** Records of earlier versions lack it. */
  suspension: Id.optional(),
});

export const SuspensionLifted = recordOf('suspension-lifted', 1, {
  supplier: NamedSupplier,
  cause: z.enum(['district', 'expiry']),
  liftReason: Line(500),
  /** The one that ends. Records of earlier versions lack it. */
  suspension: Id.optional(),
});

/** Everybody concerned could know from now on that a paper is about to lapse, or has. */
export const ExpiryAlerted = recordOf('expiry-alerted', 1, {
  supplier: NamedSupplier,
  paper: NamedPaper,
  /** Days before the end; 0 when it has lapsed. */
  thresholdDays: z.int().min(0),
});
