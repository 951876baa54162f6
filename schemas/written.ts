import { z } from 'zod';
import { Id } from './values.ts';

/** What a write answers: the record that proves it. */
export const Recorded = z.object({ recordId: Id });

/** The same where the write made something, with the id of that. */
export const Written = Recorded.extend({ id: Id });
