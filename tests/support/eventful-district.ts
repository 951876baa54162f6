import type { NewOrderLine } from '#schemas/order-line.ts';
import { correctDelivery, recordDelivery, returnToSupplier } from '#services/batches/index.ts';
import { acceptTransfer, disposeLot, relabelLot, transferLot } from '#services/kitchen/index.ts';
import { holdLot, releaseLot } from '#services/lots/index.ts';
import { storePaper } from '#services/papers/index.ts';
import { allocateContractorOrder } from '#services/purchases/allocate-contractor-order.ts';
import { correctAdjustment } from '#services/purchases/correct-adjustment.ts';
import { correctReserve } from '#services/purchases/correct-reserve.ts';
import { decideOrderClaim } from '#services/purchases/decide-order-claim.ts';
import {
  adjustOrderLine,
  advanceOrderLine,
  fileReserve,
  freezePeriod,
  linkDeliveries,
  recordOrderLines,
} from '#services/purchases/index.ts';
import { discardSample, listCabinets, recordCabinetTemperature } from '#services/samples/index.ts';
import { evaluateSupplier } from '#services/suppliers/evaluate-supplier.ts';
import {
  addQualification,
  correctQualification,
  exitSupplier,
  liftSuspension,
  supplierExpiryJob,
  suspendSupplier,
} from '#services/suppliers/index.ts';
import { pin, type TestApp } from './app.ts';
import { type Canteen, canteen, line, pork, receivedDelivery, rice, secondSigner } from './batches.ts';
import { photograph } from './papers.ts';
import { completed, orderOf } from './purchases.ts';
import { qualifiedSupplier } from './suppliers.ts';
import { servedLunch } from './trace.ts';

const days = 24 * 3_600_000;

/** A small district in which everything has happened that the product knows: rows in every table of its slices. */
export async function eventfulDistrict(t: TestApp) {
  const at = await canteen(await t.district());
  const { id: toSchoolId } = await at.district.school('分校');
  const lunch = await servedLunch(t, at);
  await everyWayOut(t, at, { sampleId: lunch.sample.id, toSchoolId });
  await correctedAway(t, at);
  await awaited(t, at);
  await heldLots(at, [lunch.meat.lotId, lunch.porkDish.id]);
  await measuredCabinets(at);
  await everySupplierMatter(t, at);
  await everyPurchase(t, at, toSchoolId);
  return lunch;
}

/** Goods leave a store in each way that there is. */
async function everyWayOut(
  t: TestApp,
  at: Canteen,
  { sampleId, toSchoolId }: { readonly sampleId: string; readonly toSchoolId: string },
): Promise<void> {
  const { ctx } = at.receiver;
  const { lots } = await receivedDelivery(at, { arrivedAt: t.clock.now(), lines: [pork(), rice(), line()] });
  const [meat, grain, leaf] = lots.map(({ lotId }) => lotId) as [string, string, string];
  const witness = { username: at.manager.username, pin };
  await returnToSupplier(ctx, { lotId: meat, grams: 500, reason: '破包', witness: '送货员' });
  const accepted = await transferLot(ctx, { lotId: grain, grams: 2000, toSchoolId });
  const there = await at.district.person('receiver', { schoolId: toSchoolId });
  await acceptTransfer(there.ctx, { transferId: accepted.id });
  await transferLot(ctx, { lotId: grain, grams: 1000, toSchoolId });
  await disposeLot(ctx, { lotId: leaf, place: 'store', grams: 300, reason: '变质', witness });
  await relabelLot(ctx, { lotId: leaf, reason: '标签破损' });
  t.clock.advance(2 * days);
  await discardSample(ctx, { sampleId, reason: '留样期满', witness });
}

/** One line of two was never accepted, the other was of another lot. */
async function correctedAway(t: TestApp, at: Canteen): Promise<void> {
  const [meat, grain] = [pork({ producedOn: '2026-03-03' }), rice()];
  const stated = at.delivery({ arrivedAt: t.clock.now(), lines: [meat, grain] });
  const { id: deliveryId } = await receivedDelivery(at, stated);
  const { schoolId: _school, coSigner: _signer, ...content } = stated;
  await correctDelivery(at.manager.ctx, {
    ...content,
    deliveryId,
    lines: [{ ...grain, supplierLot: 'R2599' }],
    reason: '录错',
    coSigner: secondSigner(at.receiver),
  });
}

/** A delivery of which a part was refused waits for its second signature, with everything that a line can state. */
async function awaited(t: TestApp, at: Canteen): Promise<void> {
  const photo = await storePaper(at.receiver.ctx, photograph());
  const refusal = { grams: 3000, reason: '袋破', disposition: 'returned', witness: '孙国栋' } as const;
  const { coSigner: _, ...delivery } = at.delivery({
    arrivedAt: t.clock.now(),
    photos: [photo.sha256],
    vehicle: '沪A12345',
    sealNumber: 'F-7',
    sealIntact: true,
    orderedById: at.manager.id,
    lines: [pork({ producedOn: '2026-03-03', refusal, labelMaxMilliC: 4000 })],
  });
  await recordDelivery(at.receiver.ctx, delivery);
}

async function heldLots(at: Canteen, [first, second]: readonly [string, string]): Promise<void> {
  const { ctx } = await at.district.person('inspector');
  await holdLot(ctx, { lotId: first, reason: '接到投诉：发现异物' });
  await holdLot(ctx, { lotId: second, reason: '接到投诉：发现异物' });
  await releaseLot(ctx, { lotId: second, reason: '检验合格' });
}

async function measuredCabinets(at: Canteen): Promise<void> {
  const [cabinet] = await listCabinets(at.receiver.ctx, {});
  const cabinetId = cabinet?.id as string;
  await recordCabinetTemperature(at.receiver.ctx, { cabinetId, temperatureMilliC: 4100 });
}

/** Suppliers are suspended, evaluated and left; their papers lapse, are renewed and put right. */
async function everySupplierMatter(t: TestApp, at: Canteen): Promise<void> {
  const { schoolId, manager, district } = at;
  const { ctx } = await district.person('inspector');
  const lapsing = { schoolId, manager, scope: ['OIL'], validTo: '2026-03-02' };
  const left = await qualifiedSupplier(district, lapsing);
  const renewed = await qualifiedSupplier(district, lapsing);
  const paper = { issuer: '市场监督管理局', validFrom: '2024-01-01', validTo: '2026-12-31' };
  const scan = await storePaper(manager.ctx, photograph());
  const health = { ...paper, kind: 'HEALTH_CERT', number: '31011520240001', holder: '赵一' };
  await addQualification(manager.ctx, { supplierId: left.id, ...health, paper: scan.sha256 });
  await supplierExpiryJob.run(t);
  t.clock.advance(days);
  for (const { id: qualificationId, kind, number } of renewed.papers)
    if (kind !== 'BIZ_LICENSE')
      await correctQualification(manager.ctx, { qualificationId, ...paper, kind, number, reason: '录错' });
  await suspendSupplier(ctx, { supplierId: renewed.id, reason: '通报不合格' });
  await liftSuspension(ctx, { supplierId: renewed.id, reason: '整改完成' });
  await suspendSupplier(ctx, { supplierId: renewed.id, reason: '再次不合格' });
  await evaluateSupplier(manager.ctx, { supplierId: left.id, score: 40, remark: '多次迟到' });
  await exitSupplier(manager.ctx, { supplierId: left.id, reason: '服务差' });
}

/** Orders of every state, for one school and for several, claimed by two, put right, and signed off. */
async function everyPurchase(t: TestApp, at: Canteen, otherId: string): Promise<void> {
  const { schoolId, manager, district } = at;
  const { ctx } = await district.person('auditor');
  const other = await district.person('manager', { schoolId: otherId });
  const ordered = (orderNo: string, more: Partial<NewOrderLine> = {}) => orderOf(schoolId, orderNo, more);
  const contractor = { name: '乙餐饮有限公司' };
  const several = { ...completed, channel: 'contractor', contractor, forSeveralSchools: true } as const;
  const recorded = await recordOrderLines(manager.ctx, {
    lines: [ordered('832-1', completed), ordered('832-2'), ordered('832-3', several), ordered('832-4')],
  });
  const [whole, open] = recorded.lines.map(({ id }) => id as string) as [string, string];
  for (const orderNo of ['832-2', '832-4'])
    await recordOrderLines(other.ctx, { lines: [{ ...ordered(orderNo), schoolId: otherId }] });
  const claims = await t.owner.selectFrom('orderClaims').select('id').where('lineId', '=', open).execute();
  await decideOrderClaim(ctx, claims[0]?.id as string, { decision: 'keep', reason: '经核对平台账户' });
  await advanceOrderLine(manager.ctx, open, { step: 'accepted', ...completed.accepted });
  const taken = { kind: 'refund', at: '2025-04-01T01:00:00.000Z', fen: 900, reason: '少发' } as const;
  const { id: adjustmentId } = await adjustOrderLine(manager.ctx, whole, taken);
  await correctAdjustment(manager.ctx, adjustmentId, { at: taken.at, fen: 1000, reason: '录错' });
  const shares = [
    { schoolId, basisPoints: 6_000 },
    { schoolId: otherId, basisPoints: 4_000 },
  ];
  await allocateContractorOrder(ctx, { orderNo: '832-3', shares });
  await deliveredOrder(t, at);
  const filing = { schoolId, year: 2025, declaredFoodFen: 90_000_000, reservedFen: 9_000_000 };
  const filed = { ...filing, canteenStatus: 'own', ratioBasisPoints: 1_000 } as const;
  const { id: filingId } = await fileReserve(manager.ctx, filed);
  await correctReserve(manager.ctx, filingId, {
    filing: { ...filed, reservedFen: 9_500_000 },
    reason: '录错',
  });
  await fileReserve(other.ctx, {
    ...{ schoolId: otherId, year: 2025, canteenStatus: 'shared', representedById: schoolId },
  });
  await freezePeriod(ctx, { year: 2025 });
}

/** The lots in which the goods of an order arrived. */
async function deliveredOrder(t: TestApp, at: Canteen): Promise<void> {
  const now = t.clock.now();
  const goods = { name: '粳米', code: 'GRAIN.RICE' };
  const ordered = { orderedAt: '2026-03-01T00:00:00.000Z', orderedGrams: 50_000, orderedFen: 28_000 };
  const accepted = { at: now, grams: 50_000, fen: 28_000 };
  const { lines } = await recordOrderLines(at.manager.ctx, {
    lines: [orderOf(at.schoolId, '832-5', { goods, ...ordered, accepted })],
  });
  const { lots } = await receivedDelivery(at, { arrivedAt: now, lines: [rice()] });
  const lotIds = lots.map(({ lotId }) => lotId);
  await linkDeliveries(at.manager.ctx, { links: [{ lineId: lines[0]?.id as string, lotIds }] });
}
