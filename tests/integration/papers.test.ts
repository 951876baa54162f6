import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paperMaxBytes } from '#schemas/paper.ts';
import { openPaperStore } from '#services/papers/index.ts';
import { addQualification } from '#services/suppliers/index.ts';
import { call, type Person, type TestApp, testApp } from '#tests/support/app.ts';
import { photograph } from '#tests/support/papers.ts';
import { noteAnswer } from '#tests/support/seen-answers.ts';
import { qualifiedSupplier } from '#tests/support/suppliers.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function send(as: Person, bytes: Uint8Array, headers: Record<string, string> = {}) {
  const path = '/api/v1/papers';
  const response = await t.app.request(`https://shansu.test${path}`, {
    method: 'POST',
    body: bytes as Uint8Array<ArrayBuffer>,
    headers: { authorization: `Bearer ${as.token}`, 'content-type': 'image/jpeg', ...headers },
  });
  noteAnswer('POST', path, response.status);
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  return { status: response.status, body: (await response.json()) as any };
}

const fetchPaper = (as: Person, hash: string) =>
  t.app.request(`https://shansu.test/api/v1/papers/${hash}`, {
    headers: { authorization: `Bearer ${as.token}` },
  });

async function setting() {
  const d = await t.district();
  const [own, other] = [await d.school('甲校'), await d.school('乙校')];
  return {
    d,
    receiver: await d.person('receiver', { schoolId: own.id }),
    neighbour: await d.person('receiver', { schoolId: other.id }),
    schoolId: own.id,
  };
}

test('a photograph comes back byte for byte, as a download that runs nothing', async () => {
  const { receiver } = await setting();
  const photo = photograph();
  const sent = await send(receiver, photo);
  expect(sent).toEqual({
    status: 200,
    body: { sha256: sha256(photo), mediaType: 'image/jpeg', sizeBytes: photo.length },
  });
  const answer = await fetchPaper(receiver, sha256(photo));
  expect(Buffer.from(await answer.arrayBuffer()).equals(photo)).toBe(true);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'content-disposition': expect.stringMatching(/^attachment; filename="[0-9a-f]{16}\.jpg"$/),
  });
});

test('the first time is recorded, once; the same file again gets the same answer', async () => {
  const { receiver, neighbour } = await setting();
  const photo = photograph();
  const answers = await Promise.all(
    [receiver, receiver, neighbour, receiver].map((person) => send(person, photo)),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  const records = await t.owner
    .selectFrom('records')
    .select('canonical')
    .where('type', '=', 'paper-stored')
    .where('canonical', 'like', `%${sha256(photo)}%`)
    .execute();
  expect(records).toHaveLength(1);
  expect(JSON.parse(records[0]!.canonical)).toMatchObject({ sha256: sha256(photo), sizeBytes: photo.length });
});

test.for([
  ['PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1], 'image/png'],
  ['WebP', [...Buffer.from('RIFF'), 1, 2, 3, 4, ...Buffer.from('WEBPVP8 ')], 'image/webp'],
  ['PDF', [...Buffer.from('%PDF-1.7\n')], 'application/pdf'],
] as const)('%s is known by its own bytes, whatever the sender calls it', async ([, bytes, mediaType]) => {
  const { receiver } = await setting();
  const sent = await send(receiver, Uint8Array.from(bytes), { 'content-type': 'text/html' });
  expect(sent).toMatchObject({ status: 200, body: { mediaType } });
});

test.for([
  ['HTML', '<html><script>alert(1)</script>'],
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ['a program', 'MZ\u0090'],
  ['an image with something before it', '\n\u00ff\u00d8\u00ff'],
  ['nothing', ''],
] as const)('%s is refused even when called an image', async ([, text]) => {
  const { receiver } = await setting();
  expect(await send(receiver, Buffer.from(text, 'latin1'))).toMatchObject({
    status: 415,
    body: { type: 'https://shansu.test/problems/unsupported-media-type' },
  });
});

test('ten megabytes are taken, one byte more is not', async () => {
  const { receiver } = await setting();
  expect(await send(receiver, photograph(paperMaxBytes))).toMatchObject({ status: 200 });
  expect(await send(receiver, photograph(paperMaxBytes + 1))).toMatchObject({ status: 413 });
});

test('a file that was cut off on the way is refused when its digest was sent along', async () => {
  const { receiver } = await setting();
  const photo = photograph();
  const digest = `sha-256=:${createHash('sha256').update(photo).digest('base64')}:`;
  expect(await send(receiver, photo, { 'content-digest': digest })).toMatchObject({ status: 200 });
  expect(
    await send(receiver, photo.subarray(0, photo.length - 9), { 'content-digest': digest }),
  ).toMatchObject({ status: 400 });
});

test('one key for two files is refused', async () => {
  const { receiver } = await setting();
  const headers = { 'idempotency-key': 'photo-1' };
  expect(await send(receiver, photograph(), headers)).toMatchObject({ status: 200 });
  expect(await send(receiver, photograph(), headers)).toMatchObject({ status: 422 });
});

test('who may read a paper: those who handed it in, and those whose business it is', async () => {
  const { d, receiver, neighbour, schoolId } = await setting();
  const photo = photograph();
  await send(receiver, photo);
  const status = async (as: Person) => (await call(t, `GET /api/v1/papers/${sha256(photo)}`, { as })).status;
  const supplier = await qualifiedSupplier(d, { schoolId });
  const [own, rival] = [
    await d.person('supplier', { supplierId: supplier.id }),
    await d.person('supplier', { supplierId: (await qualifiedSupplier(d, { schoolId })).id }),
  ];
  const inspector = await d.person('inspector');
  const people = [receiver, inspector, neighbour, own, rival];
  expect(await Promise.all(people.map(status))).toEqual([200, 200, 404, 404, 404]);
  // As a supplier's licence it concerns every school, and that supplier.
  await addQualification(supplier.manager.ctx, {
    supplierId: supplier.id,
    kind: 'LIABILITY_INS',
    number: 'P-1',
    issuer: '保险公司',
    validFrom: '2026-01-01',
    validTo: '2026-12-31',
    paper: sha256(photo),
  });
  expect(await Promise.all(people.map(status))).toEqual([200, 200, 200, 200, 404]);
  const stranger = await (await t.district()).person('inspector');
  expect(await status(stranger)).toBe(404);
});

test('a paper that was never handed in cannot be named', async () => {
  const { d, schoolId } = await setting();
  const { id, manager } = await qualifiedSupplier(d, { schoolId });
  const stated = { kind: 'LIABILITY_INS', number: 'P-2', issuer: '保险公司', validFrom: '2026-01-01' };
  const adding = addQualification(manager.ctx, { supplierId: id, ...stated, paper: 'ab'.repeat(32) });
  await expect(adding).rejects.toMatchObject({ code: 'invalid-input', errors: [{ pointer: '/paper' }] });
});

test('damage on disk is noticed, never served, and mended by handing the file in again', async () => {
  const { receiver } = await setting();
  const photo = photograph();
  const hash = sha256(photo);
  await send(receiver, photo);
  const path = join(t.config.dataDir, 'papers', 'sha256', hash.slice(0, 2), hash.slice(2));
  const kept = await readFile(path);
  kept[100]! ^= 1;
  await writeFile(path, kept);
  expect((await fetchPaper(receiver, hash)).status).toBe(500);
  await send(receiver, photo);
  expect((await fetchPaper(receiver, hash)).status).toBe(200);
});

test('many writers of one file leave one whole file and nothing half-written', async () => {
  const folder = join(t.config.dataDir, 'papers-of-many');
  const stores = await Promise.all(Array.from({ length: 4 }, () => openPaperStore(folder)));
  const photo = photograph();
  const hashes = await Promise.all([...stores, ...stores].map((store) => store.put(photo)));
  expect(new Set(hashes)).toEqual(new Set([sha256(photo)]));
  expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  expect(Buffer.from(await stores[0]!.get(sha256(photo))).equals(photo)).toBe(true);
});
