import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SearchAnswer } from '#schemas/trace.ts';
import { call, type Person, type TestApp, testApp } from '#tests/support/app.ts';
import { canteen, line, pork, receivedDelivery } from '#tests/support/batches.ts';
import { servedLunch } from '#tests/support/trace.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const search = async (as: Person, q: string, more = ''): Promise<SearchAnswer> => {
  const { status, body } = await call(t, `GET /api/v1/trace/search?q=${encodeURIComponent(q)}${more}`, {
    as,
  });
  expect(status).toBe(200);
  return body;
};
const found = ({ hits }: SearchAnswer) =>
  hits.map((hit) => `${hit.type === 'lot' ? hit.kind : hit.type} ${hit.name} (${hit.matched})`);

async function stocked() {
  const district = await t.district();
  const at = await canteen(district, { schoolName: '临江实验小学' });
  const lunch = await servedLunch(t, at);
  return { district, at, inspector: await district.person('inspector'), ...lunch };
}

test('a code finds its lot however it is typed or scanned', async () => {
  const { inspector, meat } = await stocked();
  const spaced = meat.code
    .match(/.{1,4}/g)!
    .join(' ')
    .toLowerCase();
  const misread = meat.code.replaceAll('0', 'O').replaceAll('1', 'l');
  for (const q of [meat.code, spaced, misread, `HTTPS://SHANSU.TEST/T/${meat.code}`]) {
    expect(await search(inspector, q)).toMatchObject({
      hits: [
        {
          type: 'lot',
          matched: 'code',
          id: meat.lotId,
          kind: 'delivery',
          school: '临江实验小学',
          supplierLot: 'P260301-A',
        },
      ],
      more: false,
    });
  }
});

test('two-character words find goods, dishes and schools; note numbers, lot numbers and suppliers are found whole', async () => {
  const { inspector, at } = await stocked();
  await receivedDelivery(at, { noteNumber: 'SH-20260302-017', lines: [line({ goodsName: '有机上海青' })] });
  expect(found(await search(inspector, '猪后'))).toEqual([
    'delivery 冷鲜猪后腿 (name)',
    'supplier-lot 冷鲜猪后腿 (name)',
  ]);
  expect(found(await search(inspector, '肉片'))).toContain('dish 滑肉片 (name)');
  expect(found(await search(inspector, '临江'))).toEqual(['school 临江实验小学 (name)']);
  expect(found(await search(inspector, 'ＳＨ－２０２６０３０２－０１７'))).toEqual([
    'delivery 有机上海青 (note-number)',
    'supplier-lot 有机上海青 (supplier-lot)',
  ]);
  expect(found(await search(inspector, 'p260301-a'))).toEqual([
    'delivery 冷鲜猪后腿 (supplier-lot)',
    'supplier-lot 冷鲜猪后腿 (supplier-lot)',
  ]);
  expect(found(await search(inspector, 'GRAIN.RICE'))).toContain('delivery 粳米 (goods)');
  const { name, creditCode, id } = at.supplier;
  expect(found(await search(inspector, name.slice(0, 2)))).toEqual([`supplier ${name} (name)`]);
  expect(found(await search(inspector, creditCode.toLowerCase()))).toEqual([
    `supplier ${name} (credit-code)`,
  ]);
  expect(found(await search(inspector, '', `&supplierId=${id}`))).toContain('delivery 粳米 (listed)');
  expect(found(await search(inspector, '粳米', `&schoolId=${id}`))).toEqual([]);
});

test('a day or a span of days finds what was received, cooked and served', async () => {
  t.clock.set('2026-03-04T01:00:00.000Z');
  const { inspector } = await stocked();
  t.clock.set('2026-03-05T01:00:00.000Z');
  const kinds = async (q: string) =>
    [
      ...new Set((await search(inspector, q)).hits.map((hit) => (hit.type === 'lot' ? hit.kind : hit.type))),
    ].sort();
  const all = ['delivery', 'dish', 'meal', 'sample'];
  for (const q of [
    '2026-03-04',
    '2026/3/4',
    '2026年3月4日',
    '2026-03-01..2026-03-04',
    '2026年3月4日至2026年3月5日',
  ])
    expect(await kinds(q), q).toEqual(all);
  expect(await kinds('2026-03-05')).toEqual([]);
});

test('what is unknown, malformed or hostile finds nothing and is no error', async () => {
  const { inspector } = await stocked();
  for (const q of [
    '完全没有',
    '2026-02-30',
    '2026-04-09..2026-04-01',
    '%',
    '_',
    "'; drop table lots --",
    '\\',
    '   ',
    'x'.repeat(200),
  ])
    expect(await search(inspector, q), q).toEqual({ hits: [], more: false });
  const tooLong = await call(t, `GET /api/v1/trace/search?q=${'x'.repeat(201)}`, { as: inspector });
  expect(tooLong.status).toBe(422);
});

test('everybody finds what is theirs, and a district nothing of another', async () => {
  const { district, at, inspector, meat } = await stocked();
  const other = await canteen(district, { schoolName: '别的小学' });
  await receivedDelivery(other, { lines: [pork()] });
  expect((await search(inspector, '猪后腿')).hits).toHaveLength(4);
  const own = await search(at.receiver, '猪后腿');
  expect(own.hits.map((hit) => hit.type === 'lot' && hit.school)).toEqual(['临江实验小学', null]);
  expect(found(await search(at.receiver, '小学'))).toEqual(['school 临江实验小学 (name)']);
  expect((await search(other.receiver, meat.code)).hits).toEqual([]);
  const supplier = await district.person('supplier', { supplierId: at.supplier.id });
  const theirs = await search(supplier, '猪后腿');
  expect(theirs.hits.map((hit) => hit.type === 'lot' && hit.school)).toEqual(['临江实验小学', null]);
  expect(found(await search(supplier, '肉片'))).toEqual([]);
  expect(found(await search(supplier, '小学'))).toEqual([]);
  expect(found(await search(supplier, other.supplier.name))).toEqual([]);
  const stranger = await (await t.district()).person('inspector');
  for (const q of ['猪后腿', meat.code, '小学', at.supplier.name])
    expect((await search(stranger, q)).hits).toEqual([]);
});

test('more than a list holds is said to be more', async () => {
  const district = await t.district();
  const at = await canteen(district);
  for (let day = 0; day < 2; day++)
    await receivedDelivery(at, { lines: Array.from({ length: 40 }, () => line({ goodsName: '小青菜' })) });
  const answer = await search(at.manager, '青菜');
  expect(answer.more).toBe(true);
  expect(answer.hits).toHaveLength(60);
});
