import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyFabricWitness } from '#ledger/attestation/fabric-witness.ts';
import { parseTrust } from '#ledger/trust.ts';
import { verifyBundle } from '#ledger/verify.ts';
import { createApp } from '#services/app.ts';
import { readConfig } from '#services/config.ts';
import { holdLot, newTraceCode } from '#services/lots/index.ts';
import { discardSample } from '#services/samples/index.ts';
import { pin, type TestApp, testApp } from '#tests/support/app.ts';
import { canteen, pork, receivedDelivery, receivedLot } from '#tests/support/batches.ts';
import { anchor, sequence } from '#tests/support/log.ts';
import { servedLunch } from '#tests/support/trace.ts';
import { visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  // Every test asks from one address, and together more often than one address may.
  t = await testApp({ settings: { PUBLIC_REQUESTS_PER_MINUTE: '10000' } });
});
afterAll(() => t[Symbol.asyncDispose]());

const asked = async (path: string, headers: Record<string, string> = {}) =>
  await (await visitor(t)).open(path, headers);
const json = async (code: string) =>
  JSON.parse((await asked(`/T/${code}`, { accept: 'application/json' })).page);

async function lunch() {
  const at = await canteen(await t.district());
  return { at, ...(await servedLunch(t, at)) };
}

test('a delivery shows origin, dates and papers, and no person, price or quantity', async () => {
  const { meat } = await lunch();
  const { status, page } = await asked(`/T/${meat.code}`);
  expect(status).toBe(200);
  for (const shown of [
    '冷鲜猪后腿',
    '甲农业',
    '沪东肉联厂',
    'P260301-A',
    '2026-03-01',
    '2026-03-06',
    '3100238841',
    '实验小学',
  ])
    expect(page).toContain(shown);
  for (const hidden of ['王敏', '李建国', '26.50', '2650', '66250', '25000', '25,000', '25 千克', 'SH-'])
    expect(page, hidden).not.toContain(hidden);
  expect(page).not.toMatch(/style=/);
});

test('a dish shows its ingredients, where each came from, allergens and the samples kept', async () => {
  const { at, porkDish, meat, slices, meal, sample } = await lunch();
  const { page } = await asked(`/T/${porkDish.code}`);
  expect(page).toContain(`href="/T/${slices.code}"`);
  expect(page).toContain(`href="/T/${meat.code}"`);
  expect(page).toMatch(/在存 1 份，最晚保存至 2026年3月4日/);
  const served = await json(meal.code);
  expect(served).toMatchObject({ kind: 'meal', samples: { kept: 1 } });
  expect(served.origins.map(({ code }: { code: string }) => code)).toContain(meat.code);
  expect(JSON.stringify(served)).not.toMatch(/780|grams|signer|account/i);
  t.clock.advance(48 * 3_600_000);
  const witness = { username: at.manager.username, pin };
  await discardSample(at.receiver.ctx, { sampleId: sample.id, reason: '留样期满', witness });
  expect((await json(meal.code)).samples).toEqual({ kept: 0, until: null });
});

test('every kind of lot that has a page has a valid one, in both languages', async () => {
  const { porkDish, meat, slices, topped, meal, sample } = await lunch();
  await sequence(t);
  for (const { code } of [porkDish, meat, slices, topped, meal, sample]) {
    for (const language of ['zh', 'en']) {
      const { status, page } = await asked(`/T/${code}?lang=${language}`);
      expect(status).toBe(200);
      expect(page).toContain(`<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">`);
    }
  }
});

test('codes are read as people type them', async () => {
  const { meat } = await lunch();
  const spaced = meat.code.match(/.{1,5}/g)!.join('-');
  for (const path of [
    `/t/${meat.code.toLowerCase()}`,
    `/T/${spaced}`,
    `/T/${meat.code.replaceAll('0', 'o').replaceAll('1', 'l')}`,
  ])
    expect((await asked(path)).status).toBe(200);
});

test('a program gets JSON when it would rather have that, a reader the page', async () => {
  const { meat } = await lunch();
  const types = {
    'application/json': 'json',
    'application/problem+json, application/json': 'json',
    'text/html;q=0.5, application/json': 'json',
    'application/json, text/plain, */*': 'json',
    'application/json;q=0.5, text/html': 'html',
    'application/json;q=0': 'html',
    '*/*': 'html',
    'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8': 'html',
  };
  for (const [accept, type] of Object.entries(types))
    for (const path of [`/T/${meat.code}`, '/T/nothing', '/nothing'])
      expect((await asked(path, { accept })).headers.get('content-type'), `${accept} ${path}`).toContain(
        type,
      );
});

test('an address with a slash too many leads to the one without', async () => {
  const ask = async (path: string) => {
    const { status, headers } = await t.app.request(`https://shansu.test${path}`);
    return [status, headers.get('location')];
  };
  expect(await ask('/T/ABC/?lang=en')).toEqual([308, '/T/ABC?lang=en']);
  expect(await ask('/T//')).toEqual([308, '/T']);
  expect(await ask('//elsewhere.example/')).toEqual([308, '/']);
});

test('unknown, malformed and withheld codes get the same bytes, and so does a lot that waits for a signature', async () => {
  const { at, meat } = await lunch();
  await t.owner
    .updateTable('publicCodes')
    .set({ withheldAt: t.clock.now() })
    .where('code', '=', meat.code)
    .execute();
  const waiting = await receivedDelivery(at, { lines: [pork()], coSigner: undefined as never });
  const codes = [meat.code, newTraceCode(), 'nothing', `${meat.code.slice(0, -1)}!`, waiting.lots[0]!.code];
  for (const [accept, path] of [
    ['text/html', ''],
    ['application/json', ''],
    ['text/html', '/bundle.json'],
  ] as const) {
    const answers = await Promise.all(codes.map((code) => asked(`/T/${code}${path}`, { accept })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(new Set(answers.map(({ page }) => page)).size).toBe(1);
    const headers = answers.map((answer) =>
      [...answer.headers]
        .filter(([name]) => name !== 'x-request-id')
        .sort()
        .join(),
    );
    expect(new Set(headers).size).toBe(1);
  }
});

test('a withheld code is not told by what was made of the lot either', async () => {
  const { meat, porkDish } = await lunch();
  const told = async () => [
    (await asked(`/T/${porkDish.code}`)).page.includes(meat.code),
    (await json(porkDish.code)).origins.some(({ code }: { code: string }) => code === meat.code),
  ];
  expect(await told()).toEqual([true, true]);
  const withheld = { withheldAt: t.clock.now() };
  await t.owner.updateTable('publicCodes').set(withheld).where('code', '=', meat.code).execute();
  expect(await told()).toEqual([false, false]);
});

test('the proof goes from recorded to anchored, and discloses what the page shows and no more', async () => {
  const { meat } = await lunch();
  expect((await json(meat.code)).proof).toEqual({ state: 'pending' });
  expect((await asked(`/T/${meat.code}`)).page).toContain('已登记，尚未排入日志');
  const early = await asked(`/T/${meat.code}/bundle.json`, { accept: 'application/json' });
  expect([early.status, JSON.parse(early.page).type]).toEqual([
    409,
    'https://shansu.test/problems/proof-pending',
  ]);
  await sequence(t);
  expect((await json(meat.code)).proof).toEqual({ state: 'sequenced' });
  await anchor(t);
  const shown = await json(meat.code);
  expect(shown.proof).toMatchObject({ state: 'anchored', ledger: 'fabric-development', witness: 'none' });
  expect((await asked(`/T/${meat.code}`)).page).toContain('开发账本，无外部见证');

  const bundle = await asked(`/T/${meat.code.toLowerCase()}/bundle.json`);
  expect(bundle.headers.get('content-type')).toBe('application/json');
  expect(bundle.headers.get('content-disposition')).toBe(`attachment; filename="${meat.code}.proof.json"`);
  const trust = parseTrust((await asked('/trust.json')).page);
  const verdict = verifyBundle(bundle.page, trust, { fabric: verifyFabricWitness });
  if (!verdict.ok) throw new Error(verdict.failure.code);
  const fields = Object.fromEntries(
    shown.fields.map(({ field, value }: { field: string; value: unknown }) => [field, value]),
  );
  expect(verdict.record.disclosed).toEqual(fields);
  expect(verdict.record.withheld).toEqual(
    expect.arrayContaining(['/priceFenPerKg', '/amountFen', '/acceptedGrams', '/actor/account']),
  );
});

test('a code can be typed into a field, and leads to its page in the language chosen', async () => {
  for (const [path, title] of [
    ['/T', '查询追溯码'],
    ['/t?lang=en', 'Look up a code'],
    ['/T?code=', '查询追溯码'],
  ] as const) {
    const { status, page } = await asked(path);
    expect([status, page.includes(`<h1>${title}</h1>`)], path).toEqual([200, true]);
  }
  const typed = await asked('/T?code=08p38+tkaa1+tpgrtg1&lang=en');
  expect([typed.status, typed.location]).toEqual([303, '/T/08p38tkaa1tpgrtg1?lang=en']);
  const strange = await asked(`/T?code=${encodeURIComponent('//evil.example/%0d%0a?x')}`);
  expect(strange.location).toBe('/T/evil.example%250d%250a%3Fx');
});

test('a held lot says so', async () => {
  const at = await canteen(await t.district());
  const { lotId, code } = await receivedLot(at);
  await holdLot(at.manager.ctx, { lotId, reason: '学生投诉' });
  expect((await asked(`/T/${code}`)).page).toContain('这一批次已封存，暂停使用。');
});

test('a second look costs no second transfer, and no cookie is set', async () => {
  const { meat } = await lunch();
  const first = await asked(`/T/${meat.code}`);
  expect(first.headers.get('set-cookie')).toBe(null);
  const again = await asked(`/T/${meat.code}`, { 'if-none-match': first.headers.get('etag') as string });
  expect([again.status, again.page]).toEqual([304, '']);
  const other = await asked(`/T/${meat.code}?lang=en`, {
    'if-none-match': first.headers.get('etag') as string,
  });
  expect(other.status).toBe(200);
});

const limited = (environment: Record<string, string>) => {
  const config = readConfig({ PUBLIC_URL: 'https://shansu.test', ...environment });
  const app = createApp({ ...t, config });
  return async (from: string, forwarded?: string) => {
    const headers = { accept: 'application/json', ...(forwarded ? { 'x-forwarded-for': forwarded } : {}) };
    const env = { incoming: { socket: { remoteAddress: from } } };
    return await app.request('https://shansu.test/T/nothing', { headers }, env);
  };
};

test('an address may ask so often in a minute, and X-Forwarded-For counts only behind a trusted proxy', async () => {
  const ask = limited({ PUBLIC_REQUESTS_PER_MINUTE: '2', TRUSTED_PROXIES: '10.0.0.0/8' });
  const statuses = async (...requests: [string, string?][]) => {
    const seen = [];
    for (const request of requests) seen.push((await ask(...request)).status);
    return seen;
  };
  expect(
    await statuses(['192.0.2.1'], ['192.0.2.1', '198.51.100.9'], ['::ffff:192.0.2.1', '198.51.100.8']),
  ).toEqual([404, 404, 429]);
  expect(await statuses(['192.0.2.2'])).toEqual([404]);
  const behind = (client: string): [string, string] => ['10.1.2.3', `203.0.113.7, ${client}, 10.9.9.9`];
  expect(
    await statuses(behind('192.0.2.3'), behind('192.0.2.3'), behind('192.0.2.3'), behind('192.0.2.4')),
  ).toEqual([404, 404, 429, 404]);
  const refused = await ask('192.0.2.1');
  expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d?$/);
  expect(await refused.json()).toMatchObject({
    type: 'https://shansu.test/problems/rate-limited',
    status: 429,
  });
});

test('all addresses together are limited too', async () => {
  const ask = limited({ PUBLIC_REQUESTS_IN_ALL: '3' });
  const seen = [];
  for (let client = 1; client <= 4; client++) seen.push((await ask(`192.0.2.${client}`)).status);
  expect(seen).toEqual([404, 404, 404, 429]);
});
