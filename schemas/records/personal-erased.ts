import { z } from 'zod';
import { Line, Sha256 } from '../values.ts';
import { recordOf } from './record.ts';

/**
 * Personal values of a record were deleted with their salts. The subject is that record; it stays in the log, and its
 * proofs stay valid. What was erased is told by its place only.
 */
export const PersonalErased = recordOf('personal-erased', 1, {
  recordDigest: Sha256,
  /** JSON pointers into the record. */
  paths: z.array(Line(200)).min(1),
  grounds: Line(500),
  /** Who ordered it: the person concerned, a court, the data protection officer. */
  authority: Line(200),
});
