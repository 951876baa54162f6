import { expect, test } from 'vitest';
import { formatTraceCode } from '#schemas/codes/trace-code.ts';
import { readSearchText } from '#services/trace/search-text.ts';

const code = formatTraceCode(new Uint8Array(10).fill(7));

test.for([
  code,
  code.toLowerCase(),
  ` ${code.match(/.{1,4}/g)!.join('-')} `,
  `HTTPS://SHANSU.EXAMPLE/T/${code}`,
  `https://shansu.example/t/${code.toLowerCase()}?lang=en`,
  code.replace(/[0-9A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
])('%s is a code', (typed) => {
  expect(readSearchText(typed).code).toBe(code);
});

test.for([`${code}0`, code.slice(1), `https://shansu.example/x/${code}`, ''])('%j is no code', (typed) => {
  expect(readSearchText(typed).code).toBeUndefined();
});

test.for([
  ['2026-03-02', '2026-03-02', '2026-03-02'],
  ['2026.3.2', '2026-03-02', '2026-03-02'],
  ['2026年03月02日', '2026-03-02', '2026-03-02'],
  ['2026-03-02~2026-03-05', '2026-03-02', '2026-03-05'],
  ['2026-03-02 - 2026-03-05', '2026-03-02', '2026-03-05'],
  ['2026-03-02 到 2026/3/5', '2026-03-02', '2026-03-05'],
  ['2026-01-01..2026-12-31', '2026-01-01', '2026-01-31'],
] as const)('%s are the days %s to %s', ([typed, from, to]) => {
  expect(readSearchText(typed).days).toEqual({ from, to });
});

test.for(['2026-02-30', '2026-03-05..2026-03-02', '20260302', 'SH-2026-03-02'])('%s is no day', (typed) => {
  expect(readSearchText(typed).days).toBeUndefined();
});
