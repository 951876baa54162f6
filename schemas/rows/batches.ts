import { z } from 'zod';
import { Disposition } from '../delivery.ts';
import { DeliveryStatus } from '../delivery-status.ts';
import { CivilDate, Instant } from '../values.ts';
import { Count, row } from './row.ts';

const id = z.uuid();

/** Deliveries as they stand after all corrections; what stood before is in the records that were replaced. */
export const batchRows = {
  deliveries: row({
    districtId: id,
    id,
    schoolId: id,
    supplierId: id,
    supplierName: z.string(),
    noteNumber: z.string(),
    arrivedAt: Instant,
    recordedAt: Instant,
    vehicle: z.string().nullable(),
    sealNumber: z.string().nullable(),
    sealIntact: z.boolean().nullable(),
    orderedById: id.nullable(),
    photos: z.array(z.string()),
    status: DeliveryStatus,
    firstSignerId: id,
    secondSignerId: id.nullable(),
    signedAt: Instant.nullable(),
    /** A line rests on an override, so one of the two signers must be a manager. */
    needsManager: z.boolean(),
    totalFen: Count,
    /** Last day on which the records of this delivery must still be there (RCV-11). */
    keepUntil: CivilDate.nullable(),
    /** SHA-256 of what the client sent, so that sending it again is recognised. */
    contentHash: z.string(),
    recordId: id,
  }),
  deliveryLines: row({
    districtId: id,
    deliveryId: id,
    id,
    position: Count,
    goodsCode: z.string(),
    goodsName: z.string(),
    supplierLot: z.string().nullable(),
    producedOn: CivilDate.nullable(),
    shelfLifeDays: Count.nullable(),
    expiresOn: CivilDate.nullable(),
    deliveredGrams: Count,
    acceptedGrams: Count,
    refusedGrams: Count,
    refusalReason: z.string().nullable(),
    disposition: Disposition.nullable(),
    priceFenPerKg: Count,
    amountFen: Count,
    originCode: z.string().nullable(),
    originName: z.string().nullable(),
    makerName: z.string().nullable(),
    makerLicence: z.string().nullable(),
    importer: z.string().nullable(),
    surfaceTemperatureMilliC: Count.nullable(),
    labelMaxMilliC: Count.nullable(),
    overrideReason: z.string().nullable(),
    keepUntil: CivilDate.nullable(),
    /** The delivery lot that the accepted goods became; none when all was refused. */
    lotId: id.nullable(),
  }),
  deliveryPapers: row({
    districtId: id,
    deliveryId: id,
    lineId: id,
    kind: z.string(),
    number: z.string(),
    issuer: z.string().nullable(),
    issuedOn: CivilDate.nullable(),
    validTo: CivilDate.nullable(),
    quantityGrams: Count.nullable(),
    lotNumber: z.string().nullable(),
    sha256: z.string().nullable(),
    /** What the paper is used for here, so that its balance needs this table alone (RCV-03). */
    usedGrams: Count,
    schoolId: id,
    supplierId: id,
    lotId: id.nullable(),
  }),
};
