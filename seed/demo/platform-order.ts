import { addDays } from '#schemas/time.ts';
import type { recordOrderLines } from '#services/purchases/index.ts';
import { wallClock } from './calendar.ts';
import type { Story } from './deliver-day.ts';
import type { demoGoods, GoodsKey } from './goods.ts';
import type { OpenedSchool } from './open-schools.ts';
import type { QualifiedSupplier } from './qualify-suppliers.ts';

export type OrderLine = Parameters<typeof recordOrderLines>[1]['lines'][number];

/** What was ordered, and when it arrives. */
export interface Ordered {
  readonly goods: (typeof demoGoods)[GoodsKey];
  readonly orderedGrams: number;
  readonly orderedFen: number;
  readonly orderedOn: string;
  readonly arrivedOn: string;
}

/** Paid a week after arrival and evaluated soon after, as far as the story has come; now and then an evaluation is forgotten. */
export function platformOrder(
  { dice, suppliers }: Story,
  school: OpenedSchool,
  ordered: Ordered,
  until: string,
): OrderLine {
  const { goods, orderedGrams, orderedFen, orderedOn, arrivedOn } = ordered;
  const supplier = suppliers.get(goods.supplier) as QualifiedSupplier;
  const paidOn = addDays(arrivedOn, dice.between(4, 8));
  const evaluatedOn = addDays(paidOn, dice.between(0, 3));
  const evaluated = dice.chance(0.96);
  const contracted = school.contractor ? suppliers.get(school.contractor) : undefined;
  return {
    schoolId: school.id,
    orderNo: orderNo(orderedOn, dice.between(0, 999_999)),
    channel: contracted ? 'contractor' : 'canteen',
    ...(contracted ? { contractor: { name: contracted.name, creditCode: contracted.creditCode } } : {}),
    supplier: { name: supplier.name, creditCode: supplier.creditCode, countyCode: supplier.divisionCode },
    goods: { name: goods.name, code: goods.goodsCode },
    orderedAt: wallClock(orderedOn, '09:30'),
    orderedGrams,
    orderedFen,
    ...(arrivedOn <= until
      ? { accepted: { at: wallClock(arrivedOn, '07:30'), fen: orderedFen, grams: orderedGrams } }
      : {}),
    ...(paidOn < until ? { paid: { at: wallClock(paidOn, '14:00'), fen: orderedFen } } : {}),
    ...(evaluatedOn < until && evaluated ? { evaluatedAt: wallClock(evaluatedOn, '16:00') } : {}),
  };
}

const orderNo = (on: string, number: number) =>
  `832${on.replaceAll('-', '')}${String(number).padStart(6, '0')}`;
