import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '#tests/support/browser.ts';
import { liveApp } from '#tests/support/live-app.ts';
import type { LiveProduct } from '#tests/support/live-product.ts';
import { receivePotatoes, signInTo } from '#tests/support/live-visit.ts';
import { phone, verdictOn } from '#tests/support/phone.ts';

let live: LiveProduct;
let browser: Browser;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shansu-proof-'));
  live = await liveApp();
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await live[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** When a public code's record is on the ledger, by `performance.now()`. */
async function anchored(code: string): Promise<number> {
  const state = async () => {
    const answer = await fetch(`${live.url}/T/${code}`, { headers: { accept: 'application/json' } });
    return ((await answer.json()) as { proof: { state: string } }).proof.state;
  };
  await expect.poll(state, { interval: 20, timeout: 60_000 }).toBe('anchored');
  return performance.now();
}

const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(2);

test('a delivery just signed is proven to the public with both organisations, and offline when the server is gone', async () => {
  const receiver = await signInTo(browser, live.url, 'receiver.linjiang', 360);
  const { code, acknowledged } = await receivePotatoes(receiver, live.url, 'WN-PROOF');
  const onLedger = anchored(code);
  await using parent = await phone(browser);
  // Opened before the proof is there, the page waits for it by itself.
  await parent.page.goto(`${live.url}/T/${code}`);
  await parent.page.waitForSelector('.verdict-ok[data-state=anchored]', { timeout: 60_000 });
  const verified = performance.now();
  console.log(
    `after the acknowledgement: anchored in ${seconds(acknowledged, await onLedger)} s, verified in a browser in ${seconds(acknowledged, verified)} s`,
  );
  expect(await verdictOn(parent.page)).toContain('开发账本，无外部见证：教育局、市场监管局');
  expect(await parent.page.innerText('#proof')).toContain(
    '教育局、市场监管局都签名确认账本上有这个检查点，签名有效',
  );
  expect(parent.faults).toEqual([]);

  for (const [name, path] of [
    ['proof.json', `/T/${code}/bundle.json`],
    ['trust.json', '/trust.json'],
  ] as const) {
    writeFileSync(join(folder, name), new Uint8Array(await (await fetch(live.url + path)).arrayBuffer()));
  }
  await live[Symbol.asyncDispose]();
  await expect(fetch(live.url)).rejects.toThrow();
  const report = execFileSync(
    process.execPath,
    ['services/check.ts', join(folder, 'proof.json'), '--trust', join(folder, 'trust.json')],
    { encoding: 'utf8' },
  );
  for (const told of ['教育局', '市场监管局', '开发账本，无外部见证']) expect(report).toContain(told);
});
