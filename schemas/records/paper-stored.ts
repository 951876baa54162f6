import { z } from 'zod';
import { PaperMediaType } from '../paper.ts';
import { Sha256 } from '../values.ts';
import { recordOf } from './record.ts';

/** A file with this hash existed and was handed in. */
export const PaperStored = recordOf('paper-stored', 1, {
  sha256: Sha256,
  mediaType: PaperMediaType,
  sizeBytes: z.int().min(1),
});
