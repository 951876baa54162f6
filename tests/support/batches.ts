import type { NewDelivery } from '#schemas/delivery.ts';
import type { DeliveryReceipt } from '#schemas/delivery-receipt.ts';
import { recordDelivery } from '#services/batches/index.ts';
import { newId } from '#services/ids.ts';
import { type Person, pin, type TestApp } from './app.ts';
import { productionLicence } from './codes.ts';
import { qualifiedSupplier } from './suppliers.ts';

type District = Awaited<ReturnType<TestApp['district']>>;
export type Line = NewDelivery['lines'][number];

/** A line that nothing stands against: 20 kg of green cabbage with its commitment certificate. */
export function line(more: Partial<Line> = {}): Line {
  const { acceptedGrams = 20_000, priceFenPerKg = 380 } = more;
  return {
    id: newId('2026-03-01T22:00:00.000Z'),
    goodsCode: 'VEG.LEAF',
    goodsName: '上海青',
    deliveredGrams: acceptedGrams + (more.refusal?.grams ?? 0),
    acceptedGrams,
    priceFenPerKg,
    amountFen: Math.round((priceFenPerKg * acceptedGrams) / 1000),
    papers: [
      { kind: 'PC_COMMIT', number: `CN-${newId('2026-03-01T22:00:00.000Z')}`, issuedOn: '2026-03-01' },
    ],
    ...more,
  };
}

/** 25 kg of chilled pork with both certificates, made the day before. */
export const pork = (more: Partial<Line> = {}): Line =>
  line({
    goodsCode: 'MEAT.PORK_CHILLED',
    goodsName: '冷鲜猪后腿',
    supplierLot: 'P260301-A',
    producedOn: '2026-03-01',
    shelfLifeDays: 5,
    acceptedGrams: 25_000,
    priceFenPerKg: 2650,
    surfaceTemperatureMilliC: 3200,
    makerName: '沪东肉联厂',
    papers: [
      { kind: 'AQ_PRODUCT', number: '3100238841', issuedOn: '2026-03-01', quantityGrams: 300_000 },
      { kind: 'MQ_CERT', number: 'MQ0301118', issuedOn: '2026-03-01' },
      { kind: 'SLAUGHTER_PERMIT', number: 'A31010001' },
    ],
    ...more,
  });

/** 50 kg of rice in bags, made in autumn. */
export const rice = (more: Partial<Line> = {}): Line =>
  line({
    goodsCode: 'GRAIN.RICE',
    goodsName: '粳米',
    supplierLot: 'R2511',
    producedOn: '2025-11-20',
    shelfLifeDays: 365,
    acceptedGrams: 50_000,
    priceFenPerKg: 560,
    makerName: '北大荒米业',
    makerLicence: productionLicence(),
    papers: [{ kind: 'COA', number: 'COA-R2511', issuedOn: '2025-11-21', lotNumber: 'R2511' }],
    ...more,
  });

/** A school with a receiver, a manager who can sign second, and a supplier of vegetables, pork and rice. */
export async function canteen(
  district: District,
  more: { schoolName?: string; kind?: 'primary' | 'university' } = {},
) {
  const { schoolName = '实验小学', kind = 'primary' } = more;
  const { id: schoolId } = await district.school(schoolName, { kind });
  const receiver = await district.person('receiver', { schoolId });
  const manager = await district.person('manager', { schoolId });
  const scope = ['VEG.LEAF', 'MEAT.PORK_CHILLED', 'GRAIN.RICE', 'OTHER.ADDITIVE', 'VEG.BEAN'];
  const supplier = await qualifiedSupplier(district, { schoolId, scope, manager });
  const delivery = (changes: Partial<NewDelivery> = {}): NewDelivery => ({
    schoolId,
    supplierId: supplier.id,
    noteNumber: `SH-${newId('2026-03-01T22:00:00.000Z')}`,
    arrivedAt: '2026-03-02T06:20:00+08:00',
    lines: [line()],
    coSigner: secondSigner(manager),
    ...changes,
  });
  return { district, schoolId, receiver, manager, supplier, delivery };
}
export type Canteen = Awaited<ReturnType<typeof canteen>>;

/** How a test person confirms as the second signer. */
export const secondSigner = ({ username }: Person) => ({ username, pin });

/** A delivery that stands, signed by two. */
export const receivedDelivery = (
  { receiver, delivery }: Canteen,
  changes: Partial<NewDelivery> = {},
): Promise<DeliveryReceipt> => recordDelivery(receiver.ctx, delivery(changes));

/** One open delivery lot in the stock of the canteen's school. */
export async function receivedLot(at: Canteen, changes: Partial<Line> = {}) {
  const receipt = await receivedDelivery(at, { lines: [line(changes)] });
  const [lot] = receipt.lots;
  if (!lot) throw new Error('nothing was accepted');
  return { ...lot, deliveryId: receipt.id };
}
