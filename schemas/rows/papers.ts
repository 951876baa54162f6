import { z } from 'zod';
import { PaperMediaType } from '../paper.ts';
import { Instant } from '../values.ts';
import { Count, row } from './row.ts';

const id = z.uuid();

export const paperRows = {
  papers: row({
    districtId: id,
    /** Lower-case hex; the key in the paper store. */
    sha256: z.string(),
    mediaType: PaperMediaType,
    sizeBytes: Count,
    storedAt: Instant,
    recordId: id,
  }),
  /** What a paper is attached to. School and supplier decide who may read it; without a school, all schools may. */
  paperLinks: row({
    districtId: id,
    sha256: z.string(),
    subjectKind: z.string(),
    subjectId: id,
    schoolId: id.nullable(),
    supplierId: id.nullable(),
    linkedAt: Instant,
  }),
};
