import { afterAll, beforeAll, expect, test } from 'vitest';
import { correctQualification, supplierExpiryJob, suspendSupplier } from '#services/suppliers/index.ts';
import { pin, type TestApp, testApp } from '#tests/support/app.ts';
import { creditCode, misprinted, operationLicence } from '#tests/support/codes.ts';
import { photograph } from '#tests/support/papers.ts';
import { newSupplier, qualifiedSupplier } from '#tests/support/suppliers.ts';
import { visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

async function setting() {
  const d = await t.district();
  const school = await d.school();
  const manager = await d.person('manager', { schoolId: school.id });
  const browser = await visitor(t, manager);
  return { d, school, manager, browser };
}
const form = (more: Record<string, string> = {}) => {
  const { divisionCode, ...stated } = newSupplier();
  return { ...stated, place: divisionCode, ...more };
};

test('every page of the slice is well-formed and fit for assistive technology', async () => {
  const { d, school, manager, browser } = await setting();
  const supplier = await qualifiedSupplier(d, {
    schoolId: school.id,
    manager,
    scope: ['OIL'],
    validTo: '2026-02-20',
  });
  const licence = supplier.papers.find(({ kind }) => kind === 'JY_LICENSE')!;
  const stated = { issuer: '市场监督管理局', validFrom: '2024-01-01', validTo: '2026-03-20' };
  await correctQualification(manager.ctx, {
    ...stated,
    qualificationId: licence.id,
    kind: 'JY_LICENSE',
    number: licence.number,
    goodsScope: ['OIL'],
    reason: '录错',
  });
  await supplierExpiryJob.run(t);
  const inspector = await d.person('inspector');
  await suspendSupplier(inspector.ctx, { supplierId: supplier.id, reason: '抽检不合格' });
  const own = `/suppliers/${supplier.id}`;
  const pages = ['/suppliers', '/suppliers?search=没有', '/suppliers/new', own, `${own}/papers/new`];
  pages.push(`${own}/papers/${licence.id}/correct`, `${own}/exit`, `${own}/evaluate`, `${own}/admit`);
  pages.push(`${own}?goodsCode=OIL.VEG&on=2026-03-02`);
  for (const path of pages) {
    expect((await browser.open(path)).status, path).toBe(200);
  }
  const inspecting = await visitor(t, inspector);
  for (const path of [own, `${own}/suspend`, `${own}/lift`]) {
    expect((await inspecting.open(path)).status, path).toBe(200);
  }
});

test('a supplier is registered by the name of its county', async () => {
  const { browser } = await setting();
  const sent = await browser.fillIn('/suppliers/new', form({ place: '寿县' }));
  expect(sent).toMatchObject({
    status: 303,
    location: expect.stringMatching(/^\/suppliers\/[0-9a-f-]{36}$/),
  });
  const { page } = await browser.open(sent.location);
  expect(page).toContain('安徽省 淮南市 寿县');
  expect(page).toContain('属832脱贫县');
});

test('a name that several counties bear comes back with the codes to choose from', async () => {
  const { browser } = await setting();
  const sent = await browser.fillIn('/suppliers/new', form({ place: '城关区', name: '拉萨青稞合作社' }));
  expect(sent.status).toBe(422);
  expect(sent.page).toContain('540102 西藏自治区拉萨市城关区');
  expect(sent.page).toContain('href="#place"');
  expect(sent.page).toContain('value="拉萨青稞合作社"');
  expect((await browser.fillIn('/suppliers/new', form({ place: '西藏 城关区' }))).status).toBe(303);
});

test('a failed check digit opens the fields of the second person, and keeps no PIN', async () => {
  const { d, school, browser } = await setting();
  const stated = form({ creditCode: misprinted(creditCode()) });
  const refused = await browser.fillIn('/suppliers/new', stated);
  expect(refused.status).toBe(422);
  expect(refused.page).toMatch(/<details class="field" open/);
  const second = await d.person('school-admin', { schoolId: school.id });
  const vouched = { vouchUsername: second.username, vouchReason: '已核对原件' };
  const wrong = await browser.fillIn('/suppliers/new', { ...stated, ...vouched, vouchPin: '000000' });
  expect(wrong.status).toBe(422);
  expect(wrong.page).not.toContain('000000');
  expect((await browser.fillIn('/suppliers/new', { ...stated, ...vouched, vouchPin: pin })).status).toBe(303);
});

test('a licence is recorded with its photograph, which a refusal does not lose', async () => {
  const { d, school, manager, browser } = await setting();
  const { id } = await qualifiedSupplier(d, { schoolId: school.id, manager, scope: ['VEG.LEAF'] });
  const path = `/suppliers/${id}/papers/new`;
  const photo = new File([new Uint8Array(photograph())], 'IMG_0001.jpg', { type: 'image/jpeg' });
  const stated = {
    kind: 'JY_LICENSE',
    number: operationLicence(),
    issuer: '市场监督管理局',
    validFrom: '2024-03-01',
    validTo: '2029-02-28',
    status: 'active',
    'goods.GRAIN': '1',
    'goods.OIL.VEG': '1',
  };
  const refused = await browser.fillIn(path, { ...stated, number: 'JY1', photo });
  expect(refused.status).toBe(422);
  expect(refused.page).toContain('href="#number"');
  expect(refused.page).toMatch(/name="goods.OIL.VEG" value="1" checked/);
  const paper = /name="paper" value="([0-9a-f]{64})"/.exec(refused.page)?.[1] as string;
  const sent = await browser.submit(refused.page, path, stated);
  expect(sent).toMatchObject({ status: 303, location: `/suppliers/${id}#papers` });
  const { page } = await browser.open(`/suppliers/${id}`);
  expect(page).toContain(stated.number);
  expect(page).toContain('粮食及制品、食用植物油');
  expect((await browser.open(`/papers/${paper}`)).status).toBe(200);
  const notAPhoto = new File(['<svg onload="alert(1)"/>'], 'x.jpg', { type: 'image/jpeg' });
  const hostile = await browser.fillIn(path, { ...stated, photo: notAPhoto });
  expect(hostile.status).toBe(415);
  expect(hostile.page).toContain('href="#photo"');
});

test('decisions have a page each, and what was decided is shown', async () => {
  const { d, school, manager, browser } = await setting();
  const { id } = await qualifiedSupplier(d, { schoolId: school.id, manager });
  const own = `/suppliers/${id}`;
  expect((await browser.fillIn(`${own}/evaluate`, { score: '101', remark: '好' })).status).toBe(422);
  expect((await browser.fillIn(`${own}/evaluate`, { score: '92', remark: '准时' })).status).toBe(303);
  expect((await browser.fillIn(`${own}/exit`, {})).status).toBe(422);
  expect((await browser.fillIn(`${own}/exit`, { reason: '合同到期' })).status).toBe(303);
  expect((await browser.fillIn(`${own}/admit`, {})).page).toContain('href="#goodsScope"');
  expect((await browser.fillIn(`${own}/admit`, { 'goods.MEAT': '1' })).status).toBe(303);
  const { page } = await browser.open(own);
  for (const text of ['合同到期', '准时', '畜肉']) expect(page).toContain(text);
  const inspecting = await visitor(t, await d.person('inspector'));
  expect((await inspecting.fillIn(`${own}/suspend`, { reason: '抽检不合格' })).status).toBe(303);
  expect((await browser.open('/suppliers')).page).toContain('停用');
  expect((await browser.open(`${own}/suspend`)).status).toBe(403);
  expect((await inspecting.fillIn(`${own}/lift`, { reason: '整改完成' })).status).toBe(303);
});

test('the question about a day is answered on the page', async () => {
  const { d, school, manager, browser } = await setting();
  const { id } = await qualifiedSupplier(d, { schoolId: school.id, manager, scope: ['OIL'] });
  const ask = async (query: string) =>
    (await browser.open(`/suppliers/${id}?goodsCode=OIL.VEG&${query}`)).page;
  expect(await ask('on=2026-03-02')).toContain('资质有效');
  expect(await ask('on=2029-01-01')).toContain('证照已过期');
  expect(await ask('on=2026-03-02&knownOn=2026-02-01')).toContain('缺少有效证照');
});

test('what somebody typed is text on the page, never markup', async () => {
  const { browser } = await setting();
  const hostile = '<script>alert(1)</script>"><img src=x onerror=alert(1)>';
  const sent = await browser.fillIn('/suppliers/new', form({ name: hostile, address: hostile }));
  expect(sent.status).toBe(303);
  for (const path of ['/suppliers', sent.location, `/suppliers?search=${encodeURIComponent(hostile)}`]) {
    const { page } = await browser.open(path);
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('<img src=x');
  }
});

test('a supplier sees itself, may record its papers, and decides nothing', async () => {
  const { d, school, manager } = await setting();
  const { id, name } = await qualifiedSupplier(d, { schoolId: school.id, manager });
  const rival = await qualifiedSupplier(d, { schoolId: school.id, manager, name: '竞争对手' });
  const browser = await visitor(t, await d.person('supplier', { supplierId: id }));
  const { location } = await browser.open('/suppliers');
  expect(location).toBe(`/suppliers/${id}`);
  const { page } = await browser.open(location);
  expect(page).toContain(name);
  expect(page).not.toContain('竞争对手');
  expect(page).not.toContain('/suppliers/new');
  expect(page).toContain(`/suppliers/${id}/papers/new`);
  expect(page).not.toContain(`/suppliers/${id}/exit`);
  expect((await browser.open(`/suppliers/${rival.id}`)).status).toBe(404);
  expect((await browser.open('/suppliers/no-such-id')).status).toBe(404);
});
