import decodeQR from 'qr/decode.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cookDish } from '#services/kitchen/index.ts';
import { addCabinet, takeSample } from '#services/samples/index.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { testKitchen } from '#tests/support/kitchen.ts';
import { visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

/** Draws the symbol of a label as a printer would, and reads it with the decoder. */
function readLabel(page: string) {
  const [, millimetres = '', size = ''] = /width="([\d.]+)mm"[^>]*viewBox="0 0 (\d+) /.exec(page) ?? [];
  const [, path = ''] = /<path d="([^"]+)"/.exec(page) ?? [];
  const dots = (Number(millimetres) / 25.4) * 203;
  const pitch = dots / Number(size);
  const side = Math.round(dots);
  const image = new Uint8Array(side * side * 4).fill(255);
  for (const [, x = '', y = '', width = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let row = Number(y) * pitch; row < (Number(y) + 1) * pitch; row += 1) {
      for (let column = Number(x) * pitch; column < (Number(x) + Number(width)) * pitch; column += 1) {
        const at = (Math.round(row) * side + Math.round(column)) * 4;
        image.fill(0, at, at + 3);
      }
    }
  }
  const text = decodeQR({ width: side, height: side, data: image }, { timeLimit: 60_000 });
  return { text, pitch, millimetres: Number(millimetres) };
}

test('the label of a sample says what the log says, and its code leads to the trace page', async () => {
  t.clock.set('2026-03-02T02:00:00.000Z');
  const k = await testKitchen(t);
  const dish = await cookDish(k.receiver.ctx, { name: '番茄炒蛋', mealKind: 'lunch', inputs: [] });
  const { id: cabinetId } = await addCabinet(k.manager.ctx, { name: '1号柜' });
  const kept = { dishId: dish.id, grams: 150, cabinetId, container: 'A-07' };
  const { code } = await takeSample(k.receiver.ctx, kept);
  const { status, page } = await (await visitor(t, k.manager)).open(`/labels/samples/${code.toLowerCase()}`);
  expect(status).toBe(200);
  for (const text of [
    '番茄炒蛋',
    '03-02 午餐',
    '03-02 10:00',
    '150 g',
    '王敏',
    '03-04 10:00',
    '1号柜 A-07',
    code,
  ]) {
    expect(page).toContain(text);
  }
  const symbol = readLabel(page);
  expect(symbol.text).toBe(`HTTPS://SHANSU.TEST/T/${code}`);
  expect(symbol.pitch).toBeCloseTo(5, 2);
  expect(symbol.millimetres).toBeLessThan(25);
});

test('the label of a batch carries supplier lot and dates', async () => {
  const k = await testKitchen(t);
  const lot = await k.deliver({
    quantityGrams: 20_000,
    supplierLot: 'P260301-A',
    producedOn: '2026-03-01',
    expiresOn: '2026-03-06',
  });
  const { page } = await (await visitor(t, k.receiver)).open(`/labels/lots/${lot.code}`);
  for (const text of ['番茄', 'P260301-A', '2026-03-01', '2026-03-06', '实验小学'])
    expect(page).toContain(text);
  expect(readLabel(page).text).toBe(`HTTPS://SHANSU.TEST/T/${lot.code}`);
});

test('labels of other schools, and codes that are none, are not found', async () => {
  const k = await testKitchen(t);
  const lot = await k.deliver({ quantityGrams: 1_000 });
  const other = await visitor(t, (await testKitchen(t, k.district, '邻校')).receiver);
  for (const path of [`lots/${lot.code}`, `samples/${lot.code}`, 'lots/ABC', 'samples/0000']) {
    expect((await other.open(`/labels/${path}`)).status, path).toBe(404);
  }
});
