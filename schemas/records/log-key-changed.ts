import { z } from 'zod';
import { Line } from '../values.ts';
import { recordOf } from './record.ts';

/** Why a log's key changes: by plan, because somebody else came to know it, or because nobody has it any more. */
export const KeyChangeCause = z.enum(['routine', 'stolen', 'lost']);
export type KeyChangeCause = z.infer<typeof KeyChangeCause>;

/**
 * The log says of itself that another key takes over. The subject is the district. Both keys stand here as verifier
 * keys (c2sp.org/signed-note), so that the log tells who signed it even where a trust file is lost.
 */
export const LogKeyChanged = recordOf('log-key-changed', 1, {
  origin: Line(200),
  retires: Line(300),
  admits: Line(300),
  cause: KeyChangeCause,
});
