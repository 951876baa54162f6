import { z } from 'zod';
import { Instant } from '../values.ts';
import { Count, row } from './row.ts';

const id = z.uuid();

export const sampleRows = {
  cabinets: row({ districtId: id, id, schoolId: id, name: z.string(), recordId: id }),
  /** A sample is a lot of the same id, which has its code and the dish's name, and began when it was sealed. */
  samples: row({
    districtId: id,
    id,
    schoolId: id,
    dishId: id,
    grams: Count,
    sealedAt: Instant,
    /** When the server took the entry; long after sealing it is a late one. */
    enteredAt: Instant,
    dueAt: Instant,
    cabinetId: id,
    container: z.string(),
    takenById: id,
    discardedAt: Instant.nullable(),
    recordId: id,
  }),
  cabinetReadings: row({
    districtId: id,
    id,
    schoolId: id,
    cabinetId: id,
    temperatureMilliC: Count,
    measuredAt: Instant,
    recordId: id,
  }),
};
