import { expect, test } from 'vitest';
import { csvText } from '#services/web/csv.ts';

test('a table with a byte order mark and line ends of RFC 4180', () => {
  expect(
    csvText([
      ['名称', '千克'],
      ['大米', 12.5],
    ]),
  ).toBe('\uFEFF名称,千克\r\n大米,12.5\r\n');
});

test.for([
  ['a,b', '"a,b"'],
  ['say "a"', '"say ""a"""'],
  ['a\nb', '"a\nb"'],
  ['=1+1', "'=1+1"],
  ['+86', "'+86"],
  ['-1', "'-1"],
  ['@sum', "'@sum"],
  ['\ta', "'\ta"],
  ['=a,"b"', `"'=a,""b"""`],
  ['', ''],
  ['8322025030100017', '\t8322025030100017'],
  ['13800138000', '13800138000'],
] as const)('%j', ([text, cell]) => {
  expect(csvText([[text]])).toBe(`\uFEFF${cell}\r\n`);
});

test('a negative number stays a number', () => {
  expect(csvText([[-18.5]])).toBe('\uFEFF-18.5\r\n');
});

test('exact decimals and empty cells', () => {
  expect(csvText([[{ decimal: '-0.10' }, null, 'a']])).toBe('\uFEFF-0.10,,a\r\n');
});
