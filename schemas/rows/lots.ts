import { z } from 'zod';
import { LotEventKind, LotKind, LotStatus } from '../lot.ts';
import { CivilDate, Instant } from '../values.ts';
import { Count, row } from './row.ts';

const id = z.uuid();

export const lotRows = {
  lots: row(
    {
      districtId: id,
      id,
      /** Node number in the trace graph; grows with time. */
      number: Count,
      kind: LotKind,
      schoolId: id.nullable(),
      supplierId: id.nullable(),
      /** Leaf category of the goods table, where the lot is one kind of goods. */
      goodsCode: z.string().nullable(),
      name: z.string(),
      /** Public trace code; supplier lots have none. */
      code: z.string().nullable(),
      supplierLot: z.string().nullable(),
      producedOn: CivilDate.nullable(),
      expiresOn: CivilDate.nullable(),
      /** When the lot came into being: received, prepared, cooked, served, sealed. */
      beganAt: Instant,
      quantityGrams: Count.nullable(),
      remainingGrams: Count.nullable(),
      status: LotStatus,
      recordId: id.nullable(),
    },
    ['number'],
  ),
  lotEvents: row({
    districtId: id,
    id,
    kind: LotEventKind,
    schoolId: id.nullable(),
    occurredAt: Instant,
    recordId: id,
  }),
  /** One input lot of an event and one of its output lots. */
  lotLinks: row({
    districtId: id,
    parent: Count,
    child: Count,
    eventId: id,
    quantityGrams: Count.nullable(),
    at: Instant,
    schoolId: id.nullable(),
    childKind: LotKind,
  }),
  holds: row({
    districtId: id,
    id,
    lotId: id,
    reason: z.string(),
    heldAt: Instant,
    heldById: id,
    liftedAt: Instant.nullable(),
    recordId: id,
  }),
};
