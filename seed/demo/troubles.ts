import { recordDelivery } from '#services/batches/index.ts';
import { wallClock } from './calendar.ts';
import { lineOf, type Story } from './deliver-day.ts';
import { demoGoods } from './goods.ts';
import type { OpenedSchool } from './open-schools.ts';
import type { QualifiedSupplier } from './qualify-suppliers.ts';
import { as } from './stage.ts';

/**
 * What goes wrong in every district sooner or later: pork that arrives too warm and is sent back, fish of which a part
 * is spoiled and destroyed before a witness, and chicken that has begun to thaw, under a certificate for half as much.
 */
export async function meetTroubles(story: Story, school: OpenedSchool, day: string): Promise<void> {
  const warm = lineOf(story, demoGoods.pork, 'huamu', day, 30_000);
  await deliver(story, school, day, 'huamu', {
    ...warm,
    surfaceTemperatureMilliC: 12_400,
    ...refused(30_000, '表面温度 12.4 ℃，超过收货上限', 'returned', warm.priceFenPerKg),
  });
  const spoiled = lineOf(story, demoGoods.bass, 'haiyue', day, 20_000);
  await deliver(story, school, day, 'haiyue', {
    ...spoiled,
    ...refused(4_000, '鱼鳃发暗，有异味', 'destroyed', spoiled.priceFenPerKg, 20_000),
  });
  await acceptDoubtful(story, school, day);
}

/** Accepted all the same, so the rules find it: RCV-06 and RCV-03. */
async function acceptDoubtful(story: Story, school: OpenedSchool, day: string): Promise<void> {
  const chicken = lineOf(story, demoGoods.chicken, 'fengyu', day, 40_000);
  const papers = (chicken.papers ?? []).map((paper) =>
    paper.kind === 'AQ_PRODUCT' ? { ...paper, number: 'AQ-310118-示例', quantityGrams: 20_000 } : paper,
  );
  await deliver(story, school, day, 'fengyu', { ...chicken, surfaceTemperatureMilliC: -6_500, papers });
}

type Line = ReturnType<typeof lineOf>;

function refused(
  grams: number,
  reason: string,
  disposition: 'returned' | 'destroyed',
  priceFenPerKg: number,
  of = grams,
) {
  const acceptedGrams = of - grams;
  return {
    acceptedGrams,
    amountFen: Math.round((priceFenPerKg * acceptedGrams) / 1000),
    refusal: { grams, reason, disposition, witness: '孙国栋' },
  };
}

async function deliver(
  story: Story,
  school: OpenedSchool,
  day: string,
  supplierKey: string,
  line: Line,
): Promise<void> {
  await recordDelivery(as(story.deps, school.receiver, wallClock(day, '07:20')), {
    schoolId: school.id,
    supplierId: (story.suppliers.get(supplierKey) as QualifiedSupplier).id,
    noteNumber: `${supplierKey.toUpperCase()}-${day.replaceAll('-', '')}-T`,
    arrivedAt: wallClock(day, '07:05'),
    lines: [line],
    coSigner: { username: school.manager.username, pin: school.manager.pin as string },
  });
}
