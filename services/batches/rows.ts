import type { z } from 'zod';
import type { ReceivedPaper } from '#schemas/records/lot-received.ts';
import type { Tx } from '../context.ts';
import { contentHash } from './content-hash.ts';
import type { PlannedDelivery, PlannedLine } from './plan.ts';

/** The row of a delivery, as an index over its record. */
export function deliveryRow(tx: Tx, plan: PlannedDelivery) {
  const { delivery, facts, signers } = plan;
  const [first, second] = signers;
  return {
    districtId: tx.districtId,
    id: plan.id,
    schoolId: delivery.schoolId,
    supplierId: delivery.supplierId,
    supplierName: facts.supplier.name,
    noteNumber: delivery.noteNumber,
    arrivedAt: delivery.arrivedAt,
    recordedAt: tx.clock.now(),
    vehicle: delivery.vehicle ?? null,
    sealNumber: delivery.sealNumber ?? null,
    sealIntact: delivery.sealIntact ?? null,
    orderedById: delivery.orderedById ?? null,
    photos: delivery.photos,
    status: second ? ('signed' as const) : ('awaiting-signature' as const),
    firstSignerId: first.accountId,
    secondSignerId: second?.accountId ?? null,
    signedAt: second ? tx.clock.now() : null,
    needsManager: plan.needsManager,
    totalFen: totalFen(plan),
    keepUntil: plan.keepUntil ?? null,
    contentHash: contentHash(delivery),
    recordId: plan.recordId,
  };
}

export const totalFen = ({ lines }: PlannedDelivery): number =>
  lines.reduce((sum, { line }) => sum + line.amountFen, 0);

export const lineRows = (tx: Tx, plan: PlannedDelivery) =>
  plan.lines.map((planned, position) => ({
    districtId: tx.districtId,
    deliveryId: plan.id,
    position,
    ...lineColumns(planned),
  }));

function lineColumns({ line, origin, expiresOn, keepUntil, lot }: PlannedLine) {
  return {
    id: line.id,
    goodsCode: line.goodsCode,
    goodsName: line.goodsName,
    supplierLot: line.supplierLot ?? null,
    producedOn: line.producedOn ?? null,
    shelfLifeDays: line.shelfLifeDays ?? null,
    expiresOn: expiresOn ?? null,
    deliveredGrams: line.deliveredGrams,
    acceptedGrams: line.acceptedGrams,
    refusedGrams: line.refusal?.grams ?? 0,
    refusalReason: line.refusal?.reason ?? null,
    disposition: line.refusal?.disposition ?? null,
    priceFenPerKg: line.priceFenPerKg,
    amountFen: line.amountFen,
    originCode: origin?.code ?? null,
    originName: origin?.name ?? null,
    makerName: line.makerName ?? null,
    makerLicence: line.makerLicence ?? null,
    importer: line.importer ?? null,
    surfaceTemperatureMilliC: line.surfaceTemperatureMilliC ?? null,
    labelMaxMilliC: line.labelMaxMilliC ?? null,
    overrideReason: line.override?.reason ?? null,
    keepUntil: keepUntil ?? null,
    lotId: lot?.id ?? null,
  };
}

/** What a paper says of itself, as columns. */
export const paperColumns = (paper: PaperSaid) => ({
  kind: paper.kind,
  number: paper.number,
  issuer: paper.issuer ?? null,
  issuedOn: paper.issuedOn ?? null,
  validTo: paper.validTo ?? null,
  quantityGrams: paper.quantityGrams ?? null,
  lotNumber: paper.lotNumber ?? null,
  sha256: paper.sha256 ?? null,
});

type PaperSaid = Readonly<Omit<z.infer<typeof ReceivedPaper>, 'name'>>;

export const paperRows = (tx: Tx, plan: PlannedDelivery) =>
  plan.lines.flatMap(({ line, lot }) =>
    line.papers.map((paper) => ({
      districtId: tx.districtId,
      deliveryId: plan.id,
      lineId: line.id,
      ...paperColumns(paper),
      usedGrams: line.acceptedGrams,
      schoolId: plan.delivery.schoolId,
      supplierId: plan.delivery.supplierId,
      lotId: lot?.id ?? null,
    })),
  );
