import type { NewOrderLine } from '#schemas/order-line.ts';
import { call, type Person, type TestApp } from './app.ts';

/** 金寨县 of the 832 list; 50 kg for 4,000 yuan. */
export function orderOf(schoolId: string, orderNo: string, more: Partial<NewOrderLine> = {}): NewOrderLine {
  return {
    schoolId,
    orderNo,
    channel: 'canteen',
    supplier: { name: '金寨县山茶油专业合作社', countyCode: '341524' },
    goods: { name: '山茶油', code: 'OIL.VEG' },
    orderedAt: '2025-03-01T01:00:00.000Z',
    orderedGrams: 50_000,
    orderedFen: 400_000,
    ...more,
  };
}

/** Every state reached within March 2025, in full. */
export const completed = {
  accepted: { at: '2025-03-05T01:00:00.000Z', fen: 400_000, grams: 50_000 },
  paid: { at: '2025-03-20T01:00:00.000Z', fen: 400_000 },
  evaluatedAt: '2025-03-25T01:00:00.000Z',
} as const;

/** A district with two schools, their managers and an auditor. */
export async function purchasingDistrict(t: TestApp) {
  const district = await t.district();
  const { id: east } = await district.school('东校');
  const { id: west } = await district.school('西校');
  const manager = await district.person('manager', { schoolId: east });
  const westManager = await district.person('manager', { schoolId: west });
  const auditor = await district.person('auditor');
  const post = (as: Person, path: string, body: unknown) =>
    call(t, `POST /api/v1/purchases/${path}`, { as, body });
  const get = (as: Person, path: string) => call(t, `GET /api/v1/purchases/${path}`, { as });
  return {
    ...district,
    east,
    west,
    manager,
    westManager,
    auditor,
    post,
    get,
    record: (as: Person, ...lines: NewOrderLine[]) => post(as, 'lines', { lines }),
    /** Records one line and returns its id. */
    async recorded(as: Person, line: NewOrderLine): Promise<string> {
      const { status, body } = await post(as, 'lines', { lines: [line] });
      if (status !== 200) throw new Error(`not recorded: ${JSON.stringify(body)}`);
      return body.lines[0].id;
    },
  };
}
