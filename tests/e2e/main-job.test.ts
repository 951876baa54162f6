import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { as } from '#seed/demo/stage.ts';
import { read } from '#services/context.ts';
import { cookDish, issueLots, serveMeal } from '#services/kitchen/index.ts';
import { linkDeliveries, recordOrderLines } from '#services/purchases/index.ts';
import { listCabinets, takeSample } from '#services/samples/index.ts';
import { launchBrowser } from '#tests/support/browser.ts';
import { liveApp } from '#tests/support/live-app.ts';
import type { LiveProduct } from '#tests/support/live-product.ts';
import { receivePotatoes, signInTo } from '#tests/support/live-visit.ts';

/** Somebody of the demo, to act as. */
function actingAs({ deps, demo }: LiveProduct, username: string) {
  const player = demo.players.find((one) => one.username === username);
  if (!player) throw new Error(`nobody is called ${username}`);
  return as(deps, player, deps.clock.now());
}

/** The main job of the product, by the four people it is for, on the demo district. */
test('a delivery is logged, cooked, traced, checked by the public, and counted', {
  timeout: 240_000,
}, async () => {
  await using live = await liveApp();
  await using browser = await launchBrowser();
  const phone = await signInTo(browser, live.url, 'receiver.linjiang', 360);
  const { code } = await receivePotatoes(phone, live.url, 'WN-MAIN-JOB');
  const receiver = actingAs(live, 'receiver.linjiang');
  const lot = await read(receiver, (db) =>
    db.selectFrom('lots').select(['id', 'schoolId']).where('code', '=', code).executeTakeFirstOrThrow(),
  );

  await issueLots(receiver, {
    lots: [{ lotId: lot.id, grams: 20_000 }],
    purpose: '午餐 醋溜土豆丝',
    issuedTo: '赵师傅',
  });
  const dish = await cookDish(receiver, {
    name: '醋溜土豆丝',
    mealKind: 'lunch',
    inputs: [{ lotId: lot.id, grams: 20_000 }],
    coreTemperatureMilliC: 84_000,
  });
  await serveMeal(receiver, { kind: 'lunch', diners: 820, dishIds: [dish.id] });
  const [cabinet] = await listCabinets(receiver, {});
  const sample = await takeSample(receiver, {
    dishId: dish.id,
    grams: 140,
    cabinetId: cabinet?.id as string,
    container: 'M-1',
  });

  const desk = await signInTo(browser, live.url, 'inspector.demo', 1280);
  await desk.goto(`${live.url}/inspector?q=${code}`);
  await desk.goto(`${live.url}/trace/${code}?direction=forward`);
  const traced = await desk.locator('main').innerText();
  expect(traced).toContain('醋溜土豆丝');
  expect(traced).toContain(sample.code);

  const parent = await browser.newPage({ viewport: { width: 360, height: 740 }, locale: 'zh-CN' });
  await expect
    .poll(async () => (await fetch(`${live.url}/T/${code}/bundle.json`)).status, { timeout: 60_000 })
    .toBe(200);
  await parent.goto(`${live.url}/T/${code}`);
  await parent.waitForSelector('.verdict-ok, .verdict-failed');
  expect(await parent.innerText('#verdict')).toContain('已在本机核验');

  const manager = actingAs(live, 'manager.linjiang');
  const { lines } = await recordOrderLines(manager, {
    lines: [orderOf(lot.schoolId as string, manager.clock.now())],
  });
  await linkDeliveries(manager, { links: [{ lineId: lines[0]?.id as string, lotIds: [lot.id] }] });
  const auditor = await signInTo(browser, live.url, 'auditor.demo', 1280);
  await auditor.goto(`${live.url}/bureau/832`);
  expect(await auditor.locator('main').innerText()).toContain('832');
  await auditor.locator('a[href*="figure=counted"]').first().click();
  await auditor.waitForURL(/\/bureau\/832\/rows/);
  expect(await auditor.locator('main').innerText()).toContain('832MAINJOB');

  const bundle = await (await fetch(`${live.url}/T/${code}/bundle.json`)).text();
  checkOffline(bundle, join(live.deps.config.dataDir, 'trust.json'));
});

function orderOf(schoolId: string, at: string) {
  const fen = 10_800;
  return {
    schoolId,
    orderNo: '832MAINJOB',
    channel: 'canteen' as const,
    supplier: { name: '威宁高原马铃薯专业合作社', countyCode: '520526' },
    goods: { name: '威宁土豆', code: 'VEG.ROOT' },
    orderedAt: at,
    orderedGrams: 30_000,
    orderedFen: fen,
    accepted: { at, fen, grams: 30_000 },
    paid: { at, fen },
    evaluatedAt: at,
  };
}

/** The same proof with the command line, from two files and nothing else. */
function checkOffline(bundle: string, trust: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'shansu-check-'));
  try {
    writeFileSync(join(folder, 'proof.json'), bundle);
    const run = (file: string) =>
      execFileSync(process.execPath, ['services/check.ts', file, '--trust', trust], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(run(join(folder, 'proof.json'))).not.toBe('');
    writeFileSync(join(folder, 'forged.json'), bundle.replace('威宁土豆', '威宁土逗'));
    expect(() => run(join(folder, 'forged.json'))).toThrow();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
