import type { Finding } from '#schemas/finding.ts';
import { personal } from '#schemas/records/record.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../records/append.ts';
import type { PlannedDelivery, PlannedLine, PlannedLot } from './plan.ts';
import { totalFen } from './rows.ts';
import type { Signer } from './signers.ts';

type Replaces = Draft['replaces'];
type Basis = Pick<Context, 'reference' | 'rules'>;

export const recordSigner = ({ accountId, role, displayName }: Signer) => ({
  account: accountId,
  role,
  name: personal(displayName),
});

const recordSupplier = ({ delivery, facts }: PlannedDelivery) => ({
  id: delivery.supplierId,
  name: facts.supplier.name,
  creditCode: facts.supplier.creditCode === '' ? undefined : facts.supplier.creditCode,
});

/** The acceptance paper as a record. */
export function deliveryDraft(plan: PlannedDelivery, replaces?: Replaces): Draft<'delivery-received'> {
  const { delivery, facts } = plan;
  return {
    type: 'delivery-received',
    id: plan.recordId,
    subject: plan.id,
    school: delivery.schoolId,
    occurredAt: delivery.arrivedAt,
    body: {
      schoolName: facts.school.name,
      supplier: recordSupplier(plan),
      noteNumber: delivery.noteNumber,
      vehicle: delivery.vehicle,
      sealNumber: delivery.sealNumber,
      sealIntact: delivery.sealIntact,
      photos: delivery.photos,
      lines: plan.lines.map(recordLine),
      totalFen: totalFen(plan),
      keepUntil: plan.keepUntil,
      signers: plan.signers.map(recordSigner),
    },
    ...(replaces ? { replaces } : {}),
  };
}

function recordLine({ line, lot }: PlannedLine) {
  const { refusal } = line;
  return {
    line: line.id,
    goodsCode: line.goodsCode,
    goodsName: line.goodsName,
    deliveredGrams: line.deliveredGrams,
    acceptedGrams: line.acceptedGrams,
    refusal: refusal && {
      grams: refusal.grams,
      reason: refusal.reason,
      disposition: refusal.disposition,
      witness: refusal.witness === undefined ? undefined : personal(refusal.witness),
    },
    priceFenPerKg: line.priceFenPerKg,
    amountFen: line.amountFen,
    overrideReason: line.override?.reason,
    lot: lot?.id,
    code: lot?.code,
  };
}

interface LotDraft {
  readonly plan: PlannedDelivery;
  readonly planned: PlannedLine;
  readonly lot: PlannedLot;
  /** All findings about the lot, those of its certificates too. */
  readonly findings: readonly Finding[];
  readonly replaces?: Replaces;
}

/** One accepted lot as a record that can be read alone. */
export function lotDraft(
  { plan, planned, lot, findings, replaces }: LotDraft,
  basis: Basis,
): Draft<'lot-received'> {
  const { line, goods, origin, expiresOn } = planned;
  const { delivery, facts } = plan;
  return {
    type: 'lot-received',
    id: lot.recordId,
    subject: lot.id,
    school: delivery.schoolId,
    occurredAt: delivery.arrivedAt,
    body: {
      code: lot.code,
      schoolName: facts.school.name,
      supplier: recordSupplier(plan),
      delivery: plan.id,
      noteNumber: delivery.noteNumber,
      goodsCode: line.goodsCode,
      goodsClass: goods.nameZh,
      goodsName: line.goodsName,
      supplierLot: line.supplierLot,
      producedOn: line.producedOn,
      shelfLifeDays: line.shelfLifeDays,
      expiresOn,
      origin,
      maker: line.makerName === undefined ? undefined : { name: line.makerName, licence: line.makerLicence },
      importer: line.importer,
      acceptedGrams: line.acceptedGrams,
      surfaceTemperatureMilliC: line.surfaceTemperatureMilliC,
      papers: line.papers.map((paper) => ({ ...paper, name: paperName(paper.kind, basis) })),
      keepUntil: planned.keepUntil,
      priceFenPerKg: line.priceFenPerKg,
      amountFen: line.amountFen,
      findings: findings.map(({ ruleId, breach }) => ({ rule: ruleId, breach })),
      rulesHash: basis.rules.hash,
      referenceHash: basis.reference.hash,
    },
    ...(replaces ? { replaces } : {}),
  };
}

const paperName = (kind: string, { reference }: Basis): string =>
  reference.documentTypes.find(({ code }) => code === kind)?.nameZh ?? kind;
