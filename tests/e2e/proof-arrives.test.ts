import { execFileSync } from 'node:child_process';
import { mkdtempDisposableSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { launchBrowser } from '#tests/support/browser.ts';
import { liveApp } from '#tests/support/live-app.ts';
import type { LiveProduct } from '#tests/support/live-product.ts';
import { receivePotatoes, signInTo } from '#tests/support/live-visit.ts';
import { phone, verdictOn } from '#tests/support/phone.ts';

/** When a public code's record is on the ledger, by `performance.now()`. */
async function anchored({ url }: LiveProduct, code: string): Promise<number> {
  const state = async () => {
    const answer = await fetch(`${url}/T/${code}`, { headers: { accept: 'application/json' } });
    return ((await answer.json()) as { proof: { state: string } }).proof.state;
  };
  await expect.poll(state, { interval: 20, timeout: 60_000 }).toBe('anchored');
  return performance.now();
}

async function download(url: string, path: string): Promise<void> {
  writeFileSync(path, new Uint8Array(await (await fetch(url)).arrayBuffer()));
}

const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(2);

test('a delivery just signed is proven to the public with both organisations, and offline when the server is gone', {
  timeout: 240_000,
}, async () => {
  await using live = await liveApp();
  await using browser = await launchBrowser();
  const receiver = await signInTo(browser, live.url, 'receiver.linjiang', 360);
  const { code, acknowledged } = await receivePotatoes(receiver, live.url, 'WN-PROOF');
  const onLedger = anchored(live, code);
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

  using folder = mkdtempDisposableSync(join(tmpdir(), 'shansu-proof-'));
  const [proof, trust] = [join(folder.path, 'proof.json'), join(folder.path, 'trust.json')];
  await download(`${live.url}/T/${code}/bundle.json`, proof);
  await download(`${live.url}/trust.json`, trust);
  await live[Symbol.asyncDispose]();
  await expect(fetch(live.url)).rejects.toThrow();
  const report = execFileSync(process.execPath, ['services/check.ts', proof, '--trust', trust], {
    encoding: 'utf8',
  });
  for (const told of ['教育局', '市场监管局', '开发账本，无外部见证']) expect(report).toContain(told);
});
