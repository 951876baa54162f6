import fc from 'fast-check';
import type { NewOrderLine, OrderStep } from '#schemas/order-line.ts';
import type { LineHistory } from '#services/purchases/algebra.ts';
import { adjustOrderLine, advanceOrderLine, recordOrderLines } from '#services/purchases/index.ts';
import type { Person } from './app.ts';
import { lineHistory, shuffled } from './order-lines.ts';

/** An order line with all that happens to it, as drawn. */
export interface DrawnLine {
  readonly line: NewOrderLine;
  readonly history: LineHistory;
}

const sellers = [
  { name: '金寨合作社', countyCode: '341524' },
  { name: '岳西合作社', countyCode: '340828' },
  { name: '冷湖公司', province: '青海', countyName: '冷湖行委' },
  { name: '茫崖公司', province: '青海', countyName: '茫崖行委' },
] as const;
const goods = [
  { name: '山茶油', code: 'OIL.VEG' },
  { name: '大米', code: 'GRAIN.RICE' },
  { name: '小米', code: 'GRAIN.COARSE' },
] as const;
const channels = ['canteen', 'contractor', 'union', 'staff-mini-program'] as const;

/** Lines of several units, sellers, goods and channels; the same seed draws the same. */
export function drawLines(schoolIds: readonly string[], count: number, seed: number): DrawnLine[] {
  const drawn = fc.record({
    history: lineHistory,
    schoolId: fc.nat(schoolIds.length - 1),
    supplier: fc.constantFrom(...sellers),
    goods: fc.constantFrom(...goods),
    channel: fc.constantFrom(...channels),
  });
  return fc.sample(drawn, { numRuns: count, seed }).map(({ history, schoolId, channel, ...rest }, i) => ({
    history,
    line: {
      ...rest,
      schoolId: schoolIds[schoolId] as string,
      orderNo: `d-${i}`,
      channel,
      ...(channel === 'contractor' ? { contractor: { name: '某餐饮公司' } } : {}),
      orderedAt: history.ordered.at,
      orderedFen: history.ordered.fen,
      orderedGrams: history.ordered.grams,
    },
  }));
}

/** Records lines through the verbs, their news in an order that depends on the seed alone. */
export async function liveThrough(
  as: ReadonlyMap<string, Person>,
  lines: readonly DrawnLine[],
  seed: number,
): Promise<void> {
  for (const { line, history } of shuffled(lines, seed)) {
    const { ctx } = as.get(line.schoolId) as Person;
    const { lines: recorded } = await recordOrderLines(ctx, { lines: [line] });
    const id = recorded[0]?.id as string;
    for (const tell of shuffled(news(ctx, id, history), seed)) await tell();
  }
}

function news(ctx: Person['ctx'], id: string, { accepted, paid, evaluatedAt, adjustments }: LineHistory) {
  const steps: OrderStep[] = [
    ...(accepted ? [{ step: 'accepted' as const, ...accepted }] : []),
    ...(paid ? [{ step: 'paid' as const, ...paid }] : []),
    ...(evaluatedAt ? [{ step: 'evaluated' as const, at: evaluatedAt }] : []),
  ];
  return [
    ...steps.map((step) => async () => void (await advanceOrderLine(ctx, id, step))),
    ...adjustments
      .filter(({ fen }) => fen > 0)
      .map((one) => async () => void (await adjustOrderLine(ctx, id, { ...one, reason: '试' }))),
  ];
}
