import type { RecordOf } from '#schemas/records/index.ts';
import type { Tables } from '../db/tables.ts';
import { noLabel } from '../lots/index.ts';
import { type RecordedRows, recordedParts, recordedRows } from '../records/recorded-rows.ts';

/** Deliveries, their lines and papers, and the lots that came of them, are as their records say. */
export const batchRecordedRows: readonly RecordedRows[] = [
  recordedRows('deliveries', ['delivery-received'], deliveryColumns, {
    later: ['delivery-signed'],
    subjects: true,
    each: true,
  }),
  recordedParts(
    'deliveryLines',
    { of: 'deliveries', by: 'deliveryId' },
    ['delivery-received'],
    lineColumns,
    ({ lines }) => lines.length,
  ),
  recordedParts('deliveryLines', { of: 'lots', by: 'lotId' }, ['lot-received'], acceptedLineColumns),
  recordedRows('lots', ['lot-received'], lotColumns, {
    later: ['lot-withdrawn'],
    subjects: true,
    each: true,
  }),
  recordedRows('lots', ['lot-returned'], returnedColumns, { each: true }),
];

function deliveryColumns(
  record: RecordOf<'delivery-received'>,
  _: Tables['deliveries'],
  signatures: readonly RecordOf<'delivery-signed'>[],
): Partial<Tables['deliveries']> {
  const [first, second] = record.signers;
  const signature = signatures.find(({ signedRecord }) => signedRecord === record.id);
  const signedAt = second ? record.recordedAt : (signature?.recordedAt ?? null);
  return {
    id: record.subject,
    schoolId: record.school as string,
    supplierId: record.supplier.id,
    supplierName: record.supplier.name,
    noteNumber: record.noteNumber,
    arrivedAt: record.occurredAt,
    vehicle: record.vehicle ?? null,
    sealNumber: record.sealNumber ?? null,
    sealIntact: record.sealIntact ?? null,
    photos: record.photos,
    firstSignerId: first?.account as string,
    secondSignerId: second?.account ?? signature?.signer.account ?? null,
    signedAt,
    status: signedAt === null ? 'awaiting-signature' : 'signed',
    needsManager: record.lines.some(({ overrideReason }) => overrideReason !== undefined),
    totalFen: record.totalFen,
    keepUntil: record.keepUntil ?? null,
  };
}

function lineColumns(
  record: RecordOf<'delivery-received'>,
  row: Tables['deliveryLines'],
): Partial<Tables['deliveryLines']> {
  const said = record.lines.find(({ line }) => line === row.id);
  // The row is of no line: then its id is what is wrong with it.
  if (!said) return { id: '' };
  return {
    id: said.line,
    position: record.lines.indexOf(said),
    goodsCode: said.goodsCode,
    goodsName: said.goodsName,
    deliveredGrams: said.deliveredGrams,
    acceptedGrams: said.acceptedGrams,
    refusedGrams: said.refusal?.grams ?? 0,
    refusalReason: said.refusal?.reason ?? null,
    disposition: said.refusal?.disposition ?? null,
    priceFenPerKg: said.priceFenPerKg,
    amountFen: said.amountFen,
    overrideReason: said.overrideReason ?? null,
    lotId: said.lot ?? null,
  };
}

/** What only the record of the accepted lot tells of a line. */
function acceptedLineColumns(record: RecordOf<'lot-received'>): Partial<Tables['deliveryLines']> {
  return {
    supplierLot: record.supplierLot ?? null,
    producedOn: record.producedOn ?? null,
    shelfLifeDays: record.shelfLifeDays ?? null,
    expiresOn: record.expiresOn ?? null,
    originCode: record.origin?.code ?? null,
    originName: record.origin?.name ?? null,
    makerName: record.maker?.name ?? null,
    makerLicence: record.maker?.licence ?? null,
    importer: record.importer ?? null,
    surfaceTemperatureMilliC: record.surfaceTemperatureMilliC ?? null,
    keepUntil: record.keepUntil ?? null,
  };
}

function lotColumns(
  record: RecordOf<'lot-received'>,
  _: Tables['lots'],
  withdrawn: readonly RecordOf<'lot-withdrawn'>[],
): Partial<Tables['lots']> {
  return {
    id: record.subject,
    kind: 'delivery',
    schoolId: record.school as string,
    supplierId: record.supplier.id,
    goodsCode: record.goodsCode,
    name: record.goodsName,
    code: record.code,
    supplierLot: record.supplierLot ?? null,
    producedOn: record.producedOn ?? null,
    expiresOn: record.expiresOn ?? null,
    beganAt: record.occurredAt,
    quantityGrams: withdrawn.length > 0 ? 0 : record.acceptedGrams,
  };
}

function returnedColumns(record: RecordOf<'lot-returned'>): Partial<Tables['lots']> {
  return {
    id: record.returnLot,
    kind: 'return',
    schoolId: record.school as string,
    supplierId: record.supplier.id,
    name: record.lot.name,
    beganAt: record.occurredAt,
    quantityGrams: record.grams,
    ...noLabel,
    ...(record.origin ? { goodsCode: record.origin.goodsCode ?? null } : {}),
  };
}
