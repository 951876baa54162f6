import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyFabricWitness } from '#ledger/attestation/fabric-witness.ts';
import { fromBase64, toHex } from '#ledger/bytes.ts';
import { parseCheckpoint } from '#ledger/checkpoint.ts';
import { formatEntry } from '#ledger/entry.ts';
import { parseEntryBundle } from '#ledger/entry-bundle.ts';
import { leafHash } from '#ledger/hash.ts';
import { rootOf, verifyConsistency } from '#ledger/merkle.ts';
import { parseNote } from '#ledger/note.ts';
import type { Ledger } from '#ledger/port.ts';
import { consistencyProof } from '#ledger/proofs.ts';
import { hashReader, tilePath } from '#ledger/tiles.ts';
import { parseTrust } from '#ledger/trust.ts';
import { verifyBundle } from '#ledger/verify.ts';
import { newId } from '#services/ids.ts';
import { call, type TestApp, testApp } from '#tests/support/app.ts';
import { anchor, appendSome, sequence } from '#tests/support/log.ts';

let t: TestApp;
let ledger: Ledger;
beforeAll(async () => {
  t = await testApp();
  ledger = await t.ledger.open();
});
afterAll(() => t[Symbol.asyncDispose]());

const get = (path: string) => t.app.request(`https://shansu.test${path}`);
const published = async (path: string) => new Uint8Array(await (await get(path)).arrayBuffer());

async function districtWithSchools(count: number) {
  const district = await t.district();
  const schools = [];
  for (let i = 0; i < count; i++) schools.push(await district.school(`第${i + 1}小学`));
  const { divisionCode, origin } = await t.owner
    .selectFrom('districts')
    .select(['divisionCode', 'origin'])
    .where('id', '=', district.districtId)
    .executeTakeFirstOrThrow();
  return { ...district, schools, divisionCode, origin };
}

test('a record goes from pending to sequenced to anchored, and its bundle verifies offline', async () => {
  const { operator: as, schools } = await districtWithSchools(3);
  const { recordId } = schools[1]!;
  const path = `/api/v1/records/${recordId}`;
  const pending = await call(t, `GET ${path}`, { as });
  expect(pending).toMatchObject({
    status: 200,
    body: { type: 'school-opened', proof: { state: 'pending' } },
  });
  expect(await call(t, `GET ${path}/bundle.json`, { as })).toMatchObject({
    status: 409,
    body: { type: 'https://shansu.test/problems/proof-pending' },
  });

  await sequence(t);
  const { proof } = (await call(t, `GET ${path}`, { as })).body;
  expect(proof).toMatchObject({ state: 'sequenced', index: 1, size: 3, signedAt: t.clock.now() });

  await anchor(t);
  expect((await call(t, `GET ${path}`, { as })).body.proof).toEqual({
    ...proof,
    state: 'anchored',
    anchoring: {
      ledger: ledger.identity.name,
      kind: 'fabric-development',
      witness: 'none',
      organisations: 2,
      transactionId: expect.stringMatching(/^[0-9a-f]{64}$/),
      blockNumber: expect.any(Number),
      anchoredAt: expect.stringMatching(/Z$/),
    },
  });

  const headers = { authorization: `Bearer ${as.token}` };
  const bundle = await t.app.request(`https://shansu.test${path}/bundle.json?disclose=/name`, { headers });
  const text = await bundle.text();
  const trust = parseTrust(await (await get('/trust.json')).text());
  expect(verifyBundle(text, trust, { fabric: verifyFabricWitness })).toMatchObject({
    ok: true,
    record: { type: 'school-opened', disclosed: { '/name': '第2小学' } },
    log: { index: 1, size: 3 },
    witness: {
      kind: 'fabric-development',
      organisations: [{ mspId: 'EduBureauMSP' }, { mspId: 'MarketRegMSP' }],
    },
  });
  const nobody = { ...trust, ledgers: [] };
  expect(verifyBundle(text, nobody, { fabric: verifyFabricWitness })).toMatchObject({
    failure: { code: 'ledger-untrusted' },
  });
});

test('without fields named, a bundle shows all that are not personal', async () => {
  const { operator: as, ...district } = await districtWithSchools(0);
  await district.person('inspector');
  await sequence(t);
  const { id } = await t.owner
    .selectFrom('records')
    .select('id')
    .where('districtId', '=', district.districtId)
    .where('type', '=', 'account-created')
    .executeTakeFirstOrThrow();
  const { body, status } = await call(t, `GET /api/v1/records/${id}/bundle.json`, { as });
  expect(status).toBe(200);
  expect(Object.keys(body.record.commitments)).toContain('/name');
  expect(Object.keys(body.disclosed)).not.toContain('/name');
  expect(Object.keys(body.disclosed)).toContain('/role');
  const named = await call(t, `GET /api/v1/records/${id}/bundle.json?disclose=/name`, { as });
  expect(named).toMatchObject({ status: 403, body: { data: { personal: ['/name'] } } });
});

test('a field that the record does not have is refused by name', async () => {
  const { operator: as, schools } = await districtWithSchools(1);
  await sequence(t);
  const path = `/api/v1/records/${schools[0]!.recordId}/bundle.json`;
  expect(await call(t, `GET ${path}?disclose=/name&disclose=/price`, { as })).toMatchObject({
    status: 422,
    body: { data: { notToBeShown: ['/price'] } },
  });
});

test('school roles read the records of their own school only, and nobody those of another district', async () => {
  const district = await districtWithSchools(2);
  const [own, other] = district.schools;
  const manager = await district.person('manager', { schoolId: own!.id });
  const foreign = (await districtWithSchools(0)).operator;
  const status = async (recordId: string, as = manager) =>
    (await call(t, `GET /api/v1/records/${recordId}`, { as })).status;
  expect(await status(own!.recordId)).toBe(200);
  expect(await status(other!.recordId)).toBe(403);
  expect(await status(own!.recordId, foreign)).toBe(404);
  expect(await status('x')).toBe(422);
  const nowhere = `GET /api/v1/records/${newId(t.clock.now())}/bundle.json`;
  expect((await call(t, nowhere, { as: manager })).status).toBe(404);
});

test('anyone can follow the log through its tiles, from one checkpoint to the next', async () => {
  const { divisionCode, origin, ...district } = await districtWithSchools(2);
  const log = `/log/${divisionCode}`;
  expect((await get(`${log}/checkpoint`)).status).toBe(404);
  await sequence(t);
  const first = await get(`${log}/checkpoint`);
  expect(first.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  const before = parseCheckpoint(parseNote(await first.text()).text);
  await appendSome(district.operator.ctx, 300);
  await sequence(t);
  const after = parseCheckpoint(parseNote(await (await get(`${log}/checkpoint`)).text()).text);
  expect([before.origin, before.size, after.size]).toEqual([origin, 2, 302]);

  const tiles = hashReader(after.size, (tile) => published(`${log}/${tilePath(tile)}`));
  const proof = await consistencyProof(tiles, before.size, after.size);
  expect(verifyConsistency(before, after, proof)).toBe(true);

  const entries = [
    ...parseEntryBundle(await published(`${log}/tile/entries/000`)),
    ...parseEntryBundle(await published(`${log}/tile/entries/001.p/46`)),
  ];
  expect(toHex(rootOf(entries.map(leafHash)))).toBe(toHex(after.root));
  const records = await t.owner
    .selectFrom('records')
    .select(['type', 'digest'])
    .where('districtId', '=', district.districtId)
    .execute();
  expect(entries.map(toHex).sort()).toEqual(records.map((record) => toHex(formatEntry(record))).sort());
});

test('tiles are for good, and those that the log does not fill are not there', async () => {
  const { divisionCode } = await districtWithSchools(3);
  await sequence(t);
  const log = `/log/${divisionCode}`;
  const tile = await get(`${log}/tile/0/000.p/2`);
  expect(tile.headers.get('cache-control')).toContain('immutable');
  expect((await tile.arrayBuffer()).byteLength).toBe(64);
  for (const path of ['tile/0/000', 'tile/0/000.p/4', 'tile/1/000.p/1', 'tile/0/0', 'tile/entries/001.p/1'])
    expect((await get(`${log}/${path}`)).status, path).toBe(404);
  expect((await get('/log/000000/checkpoint')).status).toBe(404);
});

test('what waits is counted, and how long it has waited', async () => {
  const metric = async (name: string) => {
    const text = await (await get('/metrics')).text();
    return Number(new RegExp(`^shansu_${name} (.*)$`, 'm').exec(text)?.[1]);
  };
  await sequence(t);
  await anchor(t);
  expect(await metric('leaf_queue_length')).toBe(0);
  expect(await metric('logs_behind')).toBe(0);
  await districtWithSchools(2);
  t.clock.advance(7000);
  expect(await metric('leaf_queue_length')).toBe(2);
  expect(await metric('unsequenced_seconds')).toBe(7);
  await sequence(t);
  t.clock.advance(5000);
  expect(await metric('unsequenced_seconds')).toBe(0);
  expect(await metric('anchor_lag_seconds')).toBe(5);
  expect(await metric('logs_behind')).toBe(1);
  await anchor(t);
  expect(await metric('anchor_lag_seconds')).toBe(0);
});

test('the ledger gets only the newest checkpoint of each log, once', async () => {
  const { origin, ...district } = await districtWithSchools(1);
  for (let i = 0; i < 3; i++) {
    await sequence(t);
    await district.school(`第${i}中学`);
  }
  await sequence(t);
  await anchor(t);
  await anchor(t);
  const rows = await t.owner
    .selectFrom('anchorings')
    .select(['size', 'previousSize', 'transactionId'])
    .where('districtId', '=', district.districtId)
    .execute();
  expect(rows).toEqual([{ size: 4, previousSize: 0, transactionId: expect.any(String) }]);
  const held = await ledger.latest(origin);
  const [, , root] = held!.note.split('\n');
  expect(toHex(fromBase64(root!))).toBe(toHex(held!.root));
});
