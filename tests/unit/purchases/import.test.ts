import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { code, count, kilograms, time, yuan } from '#services/purchases/import/cells.ts';
import { columnOf, columns, headerOf } from '#services/purchases/import/columns.ts';
import { decodeText } from '#services/purchases/import/decode.ts';
import { readOrders } from '#services/purchases/import/read-orders.ts';

const school = { id: '01938e6a-9c00-7000-8000-000000000001', name: '东校' };
const header =
  '*订单编号,*渠道,*供应商名称,产地区划代码,*商品名称,商品分类,*数量(千克),*下单金额(元),*下单时间';
const good = '832-1,食堂,金寨合作社,341524,山茶油,OIL.VEG,50,"4,000.00",2025-03-01 09:00';
const file = (...lines: string[]) => [header, ...lines].join('\r\n');
const read = (text: string) => readOrders(text, school);

test.for([
  ['1,234.50', 123_450],
  ['1234.5', 123_450],
  ['￥1,234,567.00', 123_456_700],
  ['１２．５０元', 1_250],
  ['0.1', 10],
  ['12.500', 1_250],
] as const)('%s is %i fen', ([cell, fen]) => {
  expect(yuan(cell)).toEqual({ value: fen });
});

test.for(['1,23.50', '1.234', '-5', '=1+1', '1e3', '', '1,2345', '12,34', 'NaN'])(
  '%s is no amount',
  (cell) => {
    expect(yuan(cell)).toEqual({ fault: 'not-an-amount' });
  },
);

test('weights in kilograms', () => {
  expect(kilograms('12.345')).toEqual({ value: 12_345 });
  expect(kilograms('1,200 kg')).toEqual({ value: 1_200_000 });
  expect(kilograms('12.3456')).toEqual({ fault: 'not-a-weight' });
});

test.for([
  ['2025-03-01 09:30', '2025-03-01T01:30:00.000Z'],
  ['2025/3/1 9:30:05', '2025-03-01T01:30:05.000Z'],
  ['2025年3月1日', '2025-02-28T16:00:00.000Z'],
  ['2025-03-01T09:30:00', '2025-03-01T01:30:00.000Z'],
] as const)('%s in Shanghai is %s', ([cell, at]) => {
  expect(time(cell)).toEqual({ value: at });
});

test.for(['2025-02-30', '2025-13-01', '2025-03-01 25:00', '03/01/2025', 'yesterday', '45717'])(
  '%s is no time',
  (cell) => {
    expect(time(cell)).toEqual({ fault: 'not-a-time' });
  },
);

test('codes are text, unwrapped from what protects them, and refused when a spreadsheet destroyed them', () => {
  expect(code('\t8322025030100017')).toEqual({ value: '8322025030100017' });
  expect(code("'8322025030100017")).toEqual({ value: '8322025030100017' });
  expect(code('="8322025030100017"')).toEqual({ value: '8322025030100017' });
  expect(code('8.32203E+15')).toEqual({ fault: 'destroyed-by-spreadsheet' });
  expect(count('2')).toEqual({ value: 2 });
  expect(count('2.5')).toEqual({ fault: 'not-a-number' });
});

test('the encoding is found by the bytes, or told', () => {
  const utf8 = new TextEncoder().encode('订单编号');
  expect(decodeText(utf8)).toEqual({ encoding: 'utf-8', text: '订单编号' });
  expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, ...utf8]))).toEqual({
    encoding: 'utf-8',
    text: '订单编号',
  });
  const gb = new Uint8Array(iconv.encode('订单编号㐀𠀀', 'gb18030'));
  expect(decodeText(gb)).toEqual({ encoding: 'gb18030', text: '订单编号㐀𠀀' });
  const wide = new Uint8Array(iconv.encode('订单', 'utf-16le', { addBOM: true }));
  expect(decodeText(wide)).toEqual({ encoding: 'utf-16le', text: '订单' });
  expect(() => decodeText(new Uint8Array([0xff, 0x00, 0xff]))).toThrow('malformed-body');
  expect(() => decodeText(gb, 'utf-8')).toThrow('malformed-body');
});

test('a good line becomes an order line', async () => {
  expect(await read(file(good))).toMatchObject({
    count: 1,
    faults: [],
    lines: [
      {
        line: 2,
        order: {
          schoolId: school.id,
          orderNo: '832-1',
          channel: 'canteen',
          supplier: { name: '金寨合作社', countyCode: '341524' },
          goods: { name: '山茶油', code: 'OIL.VEG' },
          orderedGrams: 50_000,
          orderedFen: 400_000,
          orderedAt: '2025-03-01T01:00:00.000Z',
        },
      },
    ],
  });
});

test('faults name the line of the file and the column, also after cells of several lines and empty ones', async () => {
  const several = good.replace('山茶油', '"山茶油\n(特级)"').replace('832-1', '832-2');
  const text = file(several, '', good.replace('"4,000.00"', '四千'), good.replace('食堂', '饭堂'));
  const { lines, faults } = await read(text);
  expect(lines.map(({ line, order }) => [line, order.goods.name])).toEqual([[2, '山茶油 (特级)']]);
  expect(faults).toEqual([
    { line: 5, column: '下单金额(元)', detail: 'not-an-amount' },
    { line: 6, column: '渠道', detail: 'not-a-choice' },
  ]);
});

test('what is missing is named: cells, columns, lines', async () => {
  expect((await read(file(good.replace('832-1', '')))).faults).toEqual([
    { line: 2, column: '订单编号', detail: 'required' },
  ]);
  expect((await read(`${header.replace('*下单时间', '备注')}\n${good}`)).faults).toEqual([
    { line: 1, column: '下单时间', detail: 'missing-column' },
  ]);
  expect((await read(`${header},订单号\n${good},1`)).faults).toEqual([
    { line: 1, column: '订单编号', detail: 'repeated-column' },
  ]);
  expect((await read(header)).faults).toEqual([{ line: 1, column: '', detail: 'no-lines' }]);
  expect((await read(file(`${good},,x`))).faults).toEqual([
    { line: 2, column: '', detail: 'too-many-cells' },
  ]);
  expect((await read(file(`"${good}`))).faults).toMatchObject([{ detail: 'unclosed-quote' }]);
  const contractor = good.replace('食堂', '承包商');
  expect((await read(file(contractor))).faults).toEqual([
    { line: 2, column: '承包商名称', detail: 'contractor-channel-names-its-contractor' },
  ]);
  const paidOnly = await read(`${header},支付时间\n${good},2025-03-02`);
  expect(paidOnly.faults).toEqual([{ line: 2, column: '支付金额(元)', detail: 'required' }]);
});

test('headers are known with or without star, spaces and full-width brackets; others are named', async () => {
  const loose = header.replace('*下单金额(元)', ' 下单金额（元） ').replace('*渠道', '渠道');
  const { lines, ignoredColumns } = await read(`\ufeff${loose},物流单号\n${good},SF123`);
  expect(lines).toHaveLength(1);
  expect(ignoredColumns).toEqual(['物流单号']);
});

test('files that Excel saves as Unicode text are separated by tabs', async () => {
  const { lines } = await read(file(good.replace('"4,000.00"', '4000')).replaceAll(',', '\t'));
  expect(lines).toHaveLength(1);
});

test('the unit is the own school or none', async () => {
  const of = async (name: string) => (await read(`${header},采购单位\n${good},${name}`)).faults;
  expect(await of('东校')).toEqual([]);
  expect(await of('')).toEqual([]);
  expect(await of('西校')).toEqual([{ line: 2, column: '采购单位', detail: 'other-school' }]);
});

test('what looks like a formula is text', async () => {
  const { lines } = await read(file(good.replace('山茶油', "=cmd|' /C calc'!A0")));
  expect(lines[0]?.order.goods.name).toBe("=cmd|' /C calc'!A0");
});

test('every column is found by its header, and pointers lead back to it', () => {
  for (const column of columns) {
    expect(columnOf(`*${column.header}`)).toBe(column);
    expect(headerOf(column.pointer)).toBe(column.header);
  }
  expect(headerOf('/accepted')).toBe('验收时间');
});
