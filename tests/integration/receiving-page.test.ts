import { afterAll, beforeAll, expect, test } from 'vitest';
import { showDelivery } from '#services/batches/index.ts';
import { pin, type TestApp, testApp } from '#tests/support/app.ts';
import { type Canteen, canteen, pork, receivedDelivery, rice } from '#tests/support/batches.ts';
import { fieldsOf } from '#tests/support/form-fields.ts';
import { photograph } from '#tests/support/papers.ts';
import { qualifiedSupplier } from '#tests/support/suppliers.ts';
import { visitor } from '#tests/support/visitor.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const path = '/canteen/receive';

/** A receiver with the form of a supplier open. */
async function receiving(before: (at: Canteen) => Promise<unknown> = async () => {}) {
  const at = await canteen(await t.district());
  await before(at);
  const browser = await visitor(t, at.receiver);
  const { page } = await browser.open(`${path}?supplier=${at.supplier.id}`);
  const fields = fieldsOf(page);
  const [first = ''] = (fields.lines ?? '').split(',');
  return { at, browser, page, fields, first };
}

/** What somebody types for 20 kg of cabbage. */
const cabbage = (line: string) => ({
  [`${line}.goods`]: 'VEG.LEAF',
  [`${line}.name`]: '上海青',
  [`${line}.kg`]: '20',
  [`${line}.price`]: '3.80',
  [`${line}.p0kind`]: 'PC_COMMIT',
  [`${line}.p0number`]: 'CN-1',
});

const deliveriesOf = ({ schoolId }: Canteen) =>
  t.owner.selectFrom('deliveries').selectAll().where('schoolId', '=', schoolId).execute();

test('only suppliers that the school admitted can be chosen', async () => {
  const district = await t.district();
  const [at, other] = [await canteen(district), await canteen(district, { schoolName: '第二小学' })];
  const browser = await visitor(t, at.receiver);
  const { page } = await browser.open(path);
  expect(page).toContain(at.supplier.id);
  expect(page).not.toContain(other.supplier.id);
  expect((await browser.open(`${path}?supplier=${other.supplier.id}`)).page).not.toContain('data-receive');
});

test('who delivered within the last two weeks comes first', async () => {
  const at = await canteen(await t.district());
  const scope = ['VEG.LEAF'];
  const [quiet, busy] = [await qualifiedSupplier(at.district, { ...at, scope }), at.supplier];
  await receivedDelivery(at);
  const { page } = await (await visitor(t, at.receiver)).open(path);
  const [lately, others] = page.split('近两周没有送过货');
  expect([lately, others].map((part) => [part?.includes(busy.id), part?.includes(quiet.id)])).toEqual([
    [true, false],
    [false, true],
  ]);
});

test('the form begins with the goods of the last delivery, without weights, and asks for their papers', async () => {
  const { page, fields, first } = await receiving((at) => receivedDelivery(at, { lines: [pork(), rice()] }));
  expect(fields.lines?.split(',')).toHaveLength(2);
  expect(fields).toMatchObject({
    [`${first}.goods`]: 'MEAT.PORK_CHILLED',
    [`${first}.name`]: '冷鲜猪后腿',
    [`${first}.price`]: '26.50',
    [`${first}.life`]: '5',
    [`${first}.kg`]: '',
    [`${first}.p0kind`]: 'AQ_PRODUCT',
    [`${first}.p1kind`]: 'MQ_CERT',
  });
  expect(page).toContain('动物检疫合格证明');
  expect(page).toContain('不高于 7 ℃');
});

test('check, sign with the second person’s PIN, and the lots are there with codes and labels', async () => {
  const { at, browser, fields, first } = await receiving();
  const typed = { ...fields, ...cabbage(first), note: 'SH-1' };
  const check = await browser.send(path, { ...typed, step: 'check' });
  expect(check.page).toContain('76.00');
  const signed = await browser.send(path, {
    ...fieldsOf(check.page),
    second: at.manager.username,
    pin,
    step: 'sign',
  });
  expect(signed.status).toBe(303);
  const [delivery] = await deliveriesOf(at);
  expect(signed.location).toBe(`/canteen/deliveries/${delivery?.id}?done`);
  expect(delivery).toMatchObject({ id: fields.draft, status: 'signed', totalFen: 7600 });
  const { lines } = await showDelivery(at.receiver.ctx, fields.draft as string);
  expect(lines).toMatchObject([
    { id: first, acceptedGrams: 20_000, papers: [{ kind: 'PC_COMMIT', number: 'CN-1' }] },
  ]);
  const code = lines[0]!.lot!.code;
  const shown = await browser.open(signed.location);
  expect(shown.page).toContain(`/trace/${code}`);
  const labels = await browser.open(`/canteen/deliveries/${delivery?.id}/labels`);
  expect(labels.page).toContain('<svg');
  expect(labels.page).toContain(code);
});

test('Enter sends nothing half-done: the first button of each form shows it again', async () => {
  const { at, browser, fields, first, page } = await receiving();
  const firstButton = (text: string) =>
    /<form[^>]*data-receive[\s\S]*?<button[^>]*value="([^"]*)"/.exec(text)?.[1];
  expect(firstButton(page)).toBe('keep');
  const again = await browser.send(path, { ...fields, ...cabbage(first), note: 'SH-2', step: 'keep' });
  expect(again.status).toBe(200);
  expect(fieldsOf(again.page)).toMatchObject({ ...cabbage(first), note: 'SH-2', draft: fields.draft });
  const check = await browser.send(path, { ...fieldsOf(again.page), step: 'check' });
  expect(firstButton(check.page)).toBe('check');
  expect(await deliveriesOf(at)).toEqual([]);
});

test('lines are added and removed by their own ids: nothing moves into another line', async () => {
  const { browser, fields, first } = await receiving();
  const two = fieldsOf((await browser.send(path, { ...fields, ...cabbage(first), step: 'add' })).page);
  const [one, other] = (two.lines as string).split(',') as [string, string];
  expect(one).toBe(first);
  const three = fieldsOf((await browser.send(path, { ...two, [`${other}.kg`]: '7', step: 'add' })).page);
  const left = fieldsOf((await browser.send(path, { ...three, step: `remove:${first}` })).page);
  expect((left.lines as string).split(',')).toEqual([other, (three.lines as string).split(',')[2]]);
  expect(left[`${other}.kg`]).toBe('7');
  expect(left[`${first}.kg`]).toBeUndefined();
});

test('what is missing is said beside its field and nothing typed is lost', async () => {
  const { at, browser, fields, first } = await receiving();
  const typed = { ...fields, ...cabbage(first), [`${first}.kg`]: 'zwanzig', step: 'check' };
  const answer = await browser.send(path, typed);
  expect(answer.page).toContain('请填写送货单号');
  expect(answer.page).toContain(`href="#${first}.kg"`);
  expect(fieldsOf(answer.page)[`${first}.kg`]).toBe('zwanzig');
  const unpapered = await browser.send(path, {
    ...typed,
    ...cabbage(first),
    note: 'SH-3',
    [`${first}.p0number`]: '',
  });
  expect(unpapered.status).toBe(422);
  expect(unpapered.page).toContain('第1行 上海青：缺少承诺达标合格证或产地证明');
  expect(unpapered.page).toContain(`href="#${first}"`);
  expect(await deliveriesOf(at)).toEqual([]);
});

test('goods are refused in part or whole with reason and witness', async () => {
  const { at, browser, fields, first } = await receiving();
  const part = {
    [`${first}.verdict`]: 'part',
    [`${first}.acceptedKg`]: '12.5',
    [`${first}.reason`]: '腐烂',
    [`${first}.disposition`]: 'destroyed',
    [`${first}.witness`]: '张伟',
  };
  const check = await browser.send(path, {
    ...fields,
    ...cabbage(first),
    ...part,
    note: 'SH-4',
    step: 'check',
  });
  expect(check.page).toContain('47.50');
  await browser.send(path, { ...fieldsOf(check.page), second: at.manager.username, pin, step: 'sign' });
  const { lines } = await showDelivery(at.receiver.ctx, fields.draft as string);
  expect(lines).toMatchObject([
    { acceptedGrams: 12_500, refusedGrams: 7500, disposition: 'destroyed', amountFen: 4750 },
  ]);
});

test('a wrong PIN keeps everything, writes nothing, and does not come back in the page', async () => {
  const { at, browser, fields, first } = await receiving();
  const check = await browser.send(path, { ...fields, ...cabbage(first), note: 'SH-5', step: 'check' });
  const typed = fieldsOf(check.page);
  for (const wrong of ['', '12345', '000000']) {
    const answer = await browser.send(path, {
      ...typed,
      second: at.manager.username,
      pin: wrong,
      step: 'sign',
    });
    expect(answer.status).toBe(422);
    expect(answer.page).toContain('第二签收人验证失败');
    expect(fieldsOf(answer.page)).toMatchObject({ ...cabbage(first), second: at.manager.username, pin: '' });
  }
  expect(await deliveriesOf(at)).toEqual([]);
});

test('a second tap on the button makes no second delivery', async () => {
  const { at, browser, fields, first } = await receiving();
  const check = await browser.send(path, { ...fields, ...cabbage(first), note: 'SH-6', step: 'check' });
  const sign = { ...fieldsOf(check.page), second: at.manager.username, pin, step: 'sign' };
  const answers = await Promise.all([
    browser.send(path, sign),
    browser.send(path, sign),
    browser.send(path, sign),
  ]);
  expect(new Set(answers.map(({ location }) => location)).size).toBe(1);
  expect(await deliveriesOf(at)).toHaveLength(1);
});

test('a photo is kept at any step and its hash goes into the record of the lot', async () => {
  const { at, browser, fields, first } = await receiving();
  const photo = new File([new Uint8Array(photograph())], 'photo.jpg', { type: 'image/jpeg' });
  const added = await browser.send(path, {
    ...fields,
    ...cabbage(first),
    note: 'SH-7',
    [`${first}.p0sha.photo`]: photo,
    step: 'keep',
  });
  const sha = fieldsOf(added.page)[`${first}.p0sha`];
  expect(sha).toMatch(/^[0-9a-f]{64}$/);
  const check = await browser.send(path, { ...fieldsOf(added.page), step: 'check' });
  await browser.send(path, { ...fieldsOf(check.page), second: at.manager.username, pin, step: 'sign' });
  const { lines } = await showDelivery(at.receiver.ctx, fields.draft as string);
  expect(lines[0]?.papers).toMatchObject([{ sha256: sha }]);
  const noPhoto = new File(['not a picture'], 'photo.jpg', { type: 'image/jpeg' });
  const refused = await browser.send(path, { ...fields, [`${first}.p0sha.photo`]: noPhoto, step: 'check' });
  expect(refused.page).toContain('照片无法保存');
});

test('the colleague signs on an own phone, from today’s page', async () => {
  const { at, browser, fields, first } = await receiving();
  const check = await browser.send(path, { ...fields, ...cabbage(first), note: 'SH-8', step: 'check' });
  const alone = await browser.send(path, { ...fieldsOf(check.page), step: 'later' });
  const link = `/canteen/deliveries/${fields.draft}`;
  expect((await browser.open(alone.location)).page).not.toContain('/signature');
  const phone = await visitor(t, at.manager);
  expect((await phone.open('/canteen')).page).toContain(link);
  const shown = await phone.open(link);
  const signed = await phone.send(`${link}/signature`, fieldsOf(shown.page));
  expect(signed).toMatchObject({ status: 303, location: link });
  expect(await deliveriesOf(at)).toMatchObject([{ status: 'signed', secondSignerId: at.manager.id }]);
});

test('a card for another class of goods asks for other papers, and forgets what was typed for the first', async () => {
  const { browser, fields, first } = await receiving();
  const changed = { ...fields, ...cabbage(first), [`${first}.goods`]: 'MEAT.PORK_CHILLED', step: 'keep' };
  const after = fieldsOf((await browser.send(path, changed)).page);
  expect(after).toMatchObject({ [`${first}.p0kind`]: 'AQ_PRODUCT', [`${first}.p0number`]: '' });
  const card = await browser.open(
    `${path}/line?supplier=${fields.supplier}&line=${first}&goods=MEAT.PORK_CHILLED`,
  );
  expect(fieldsOf(card.page)).toHaveProperty(`${first}.p1number`);
});

test('stock, today and the form are there in English too', async () => {
  const { at, browser } = await receiving((canteenOf) => receivedDelivery(canteenOf, { lines: [pork()] }));
  const english = { 'accept-language': 'en' };
  expect((await browser.open('/canteen/stock', english)).page).toContain('d left');
  expect((await browser.open('/canteen', english)).page).toContain('Nothing waits for your signature');
  expect((await browser.open(`${path}?supplier=${at.supplier.id}`, english)).page).toContain(
    'Delivery note number',
  );
});

test('people without a canteen are shown none', async () => {
  const district = await t.district();
  const browser = await visitor(t, await district.person('inspector'));
  expect((await browser.open('/canteen')).status).toBe(403);
  expect((await browser.open(path)).status).toBe(403);
});
