import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NewDelivery } from '#schemas/delivery.ts';
import { recordDelivery } from '#services/batches/index.ts';
import { newId } from '#services/ids.ts';
import { exitSupplier, suspendSupplier } from '#services/suppliers/index.ts';
import { call, type Person, type TestApp, testApp } from '#tests/support/app.ts';
import { canteen, line, pork, rice, secondSigner } from '#tests/support/batches.ts';
import { qualifiedSupplier } from '#tests/support/suppliers.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t[Symbol.asyncDispose]());

const recordsOf = async (ids: readonly string[]) =>
  await t.owner.selectFrom('records').selectAll().where('id', 'in', ids).orderBy('type').execute();

const post = (as: Person, body: unknown) => call(t, 'POST /api/v1/deliveries', { as, body });

/** A delivery with one line that something stands against, and what the refusal says. */
const refused: [string, (at: Awaited<ReturnType<typeof canteen>>) => Partial<NewDelivery>, object][] = [
  [
    'pork without its quality certificate (RCV-01)',
    () => ({ lines: [pork({ papers: pork().papers!.filter(({ kind }) => kind !== 'MQ_CERT') })] }),
    {
      type: 'documents-missing',
      data: { lines: [{ ruleId: 'RCV-01', scope: 'batch', missing: [['MQ_CERT']] }] },
    },
  ],
  [
    'rice without its maker’s licence (RCV-01)',
    () => ({ lines: [{ ...rice(), makerLicence: undefined }] }),
    { type: 'documents-missing', data: { lines: [{ scope: 'producer' }] } },
  ],
  [
    'expired goods (RCV-04)',
    () => ({ lines: [pork({ producedOn: '2026-02-20' })] }),
    { type: 'lot-expired', data: { lines: [{ ruleId: 'RCV-04', expiresOn: '2026-02-25' }] } },
  ],
  [
    'green beans in a primary school (RCV-07)',
    () => ({ lines: [line({ goodsCode: 'VEG.BEAN', goodsName: '四季豆' })] }),
    { type: 'banned-goods', data: { lines: [{ item: '四季豆' }] } },
  ],
  [
    'goods outside the admission (RCV-08)',
    () => ({ lines: [line({ goodsCode: 'VEG.ROOT', goodsName: '土豆' })] }),
    { type: 'supplier-not-qualified', data: { lines: [{ fault: 'out-of-scope' }] } },
  ],
  [
    'a licence number whose check digit alone fails, without a reason',
    () => ({ lines: [rice({ makerLicence: 'SC10633010002222' })] }),
    { type: 'needs-override', data: { lines: [{ ruleId: 'SUP-01' }] } },
  ],
  [
    'an arrival in the future',
    () => ({ arrivedAt: new Date(Date.parse(t.clock.now()) + 6 * 60_000).toISOString() }),
    { type: 'invalid-input', errors: [{ pointer: '/arrivedAt', detail: 'in the future' }] },
  ],
  [
    'a licence number that cannot be',
    () => ({ lines: [rice({ makerLicence: 'SC999' })] }),
    { type: 'invalid-input' },
  ],
  ['goods of no class', () => ({ lines: [line({ goodsCode: 'VEG.NOSUCH' })] }), { type: 'invalid-input' }],
  [
    'processed goods without lot number and date',
    () => ({
      lines: [{ ...rice(), supplierLot: undefined, producedOn: undefined, shelfLifeDays: undefined }],
    }),
    { type: 'invalid-input' },
  ],
  [
    'an unknown kind of paper',
    () => ({ lines: [line({ papers: [{ kind: 'NO_SUCH', number: '1' }] })] }),
    { type: 'invalid-input' },
  ],
  [
    'an unknown division as origin',
    () => ({ lines: [line({ origin: { code: '999999' } })] }),
    { type: 'invalid-input' },
  ],
  [
    'an amount that is not price × mass',
    () => ({ lines: [line({ amountFen: 7602 })] }),
    { type: 'invalid-input' },
  ],
  [
    'accepted and refused that are not delivered',
    () => ({ lines: [line({ deliveredGrams: 20_001 })] }),
    { type: 'invalid-input' },
  ],
  [
    'the same person twice (RCV-05)',
    ({ receiver }) => ({ coSigner: secondSigner(receiver) }),
    { type: 'same-signer' },
  ],
  [
    'a wrong PIN of the second person',
    ({ manager }) => ({ coSigner: { ...secondSigner(manager), pin: '000000' } }),
    { type: 'co-signer-refused' },
  ],
  [
    'the person who ordered among the signers (RCV-05)',
    ({ manager }) => ({ orderedById: manager.id }),
    { type: 'signer-not-independent' },
  ],
];

test.for(refused)('%s: refused, and nothing is written', async ([, changes, problem]) => {
  const at = await canteen(await t.district());
  const before = await countRows(at.schoolId);
  const { status, body } = await post(at.receiver, at.delivery(changes(at)));
  expect(body.type?.split('/').at(-1)).toBe((problem as { type: string }).type);
  expect([409, 422]).toContain(status);
  const { type: _, ...rest } = problem as { type: string };
  expect(body).toMatchObject(rest);
  expect(await countRows(at.schoolId)).toEqual(before);
});

async function countRows(schoolId: string) {
  const count = async (table: 'deliveries' | 'lots' | 'records') => {
    const rows = await t.owner.selectFrom(table).select('id').where('schoolId', '=', schoolId).execute();
    return rows.length;
  };
  return [await count('deliveries'), await count('lots'), await count('records')];
}

test('a supplier that left or is suspended delivers no more, but its goods can be refused', async () => {
  const district = await t.district();
  const inspector = await district.person('inspector');
  const at = await canteen(district);
  await suspendSupplier(inspector.ctx, { supplierId: at.supplier.id, reason: '抽检不合格' });
  expect(await post(at.receiver, at.delivery())).toMatchObject({
    status: 422,
    body: { data: { lines: [{ fault: 'suspended', ruleId: 'SUP-02' }] } },
  });
  const gone = await canteen(district, { schoolName: '第二小学' });
  await exitSupplier(gone.manager.ctx, {
    supplierId: gone.supplier.id,
    exitedOn: '2026-03-01',
    reason: '合同到期',
  });
  expect(await post(gone.receiver, gone.delivery())).toMatchObject({
    body: { data: { lines: [{ fault: 'exited' }] } },
  });
  const refusal = {
    grams: 20_000,
    reason: '供货者已退出',
    disposition: 'returned' as const,
    witness: '张伟',
  };
  const refusing = line({ acceptedGrams: 0, amountFen: 0, deliveredGrams: 20_000, refusal });
  expect(await post(gone.receiver, gone.delivery({ lines: [refusing] }))).toMatchObject({
    status: 201,
    body: { lots: [], findings: [] },
  });
});

test('a licence that lapsed yesterday is told apart from none', async () => {
  const district = await t.district();
  const { id: schoolId } = await district.school('临江小学');
  const receiver = await district.person('receiver', { schoolId });
  const supplier = await qualifiedSupplier(district, {
    schoolId,
    scope: ['GRAIN.RICE'],
    validTo: '2026-03-01',
  });
  const body = {
    schoolId,
    supplierId: supplier.id,
    noteNumber: '1',
    arrivedAt: '2026-03-02T06:20:00+08:00',
    lines: [rice()],
  };
  expect(await post(receiver, body)).toMatchObject({
    status: 422,
    body: {
      type: 'https://shansu.test/problems/licence-expired',
      data: { lines: [{ validTo: '2026-03-01' }] },
    },
  });
});

test('universities may buy green beans; nobody may buy nitrite', async () => {
  const at = await canteen(await t.district(), { kind: 'university' });
  const beans = line({ goodsCode: 'VEG.BEAN', goodsName: '四季豆' });
  expect(await post(at.receiver, at.delivery({ lines: [beans] }))).toMatchObject({ status: 201 });
  const nitrite = rice({ goodsCode: 'OTHER.ADDITIVE', goodsName: '食品级亚硝酸钠' });
  expect(await post(at.receiver, at.delivery({ lines: [nitrite] }))).toMatchObject({
    status: 422,
    body: { type: 'https://shansu.test/problems/banned-goods' },
  });
});

test('a number that fails its check digit passes with a reason and a manager among the signers', async () => {
  const district = await t.district();
  const at = await canteen(district);
  const colleague = await district.person('receiver', { schoolId: at.schoolId });
  const lines = [
    rice({ makerLicence: 'SC10633010002222', override: { reason: '早期试点编号，已与原件核对' } }),
  ];
  expect(await post(at.receiver, at.delivery({ lines, coSigner: secondSigner(colleague) }))).toMatchObject({
    status: 422,
    body: { type: 'https://shansu.test/problems/needs-override' },
  });
  const { status, body } = await post(at.receiver, at.delivery({ lines }));
  expect(status).toBe(201);
  const [paper] = await recordsOf([body.recordId]);
  expect(JSON.parse(paper?.canonical ?? '').lines[0].overrideReason).toBe('早期试点编号，已与原件核对');
});

test('a school or supplier that does not exist is 404', async () => {
  const at = await canteen(await t.district());
  expect(await post(at.receiver, at.delivery({ supplierId: newId(t.clock.now()) }))).toMatchObject({
    status: 404,
  });
});

test('five wrong PINs lock the second person', async () => {
  const at = await canteen(await t.district());
  const wrong = () =>
    post(at.receiver, at.delivery({ coSigner: { ...secondSigner(at.manager), pin: '999999' } }));
  for (let tries = 0; tries < 5; tries++) expect((await wrong()).status).toBe(422);
  expect(await wrong()).toMatchObject({ status: 429 });
  // Not even the right PIN, which had been right a moment before, opens a locked account.
  expect(await post(at.receiver, at.delivery())).toMatchObject({ status: 429 });
});

test('a second person of another school is refused, and so is one whose role does not receive', async () => {
  const district = await t.district();
  const at = await canteen(district);
  const { id: elsewhere } = await district.school('第二小学');
  const stranger = await district.person('receiver', { schoolId: elsewhere });
  const clerk = await district.person('school-admin', { schoolId: at.schoolId });
  for (const person of [stranger, clerk]) {
    expect(await post(at.receiver, at.delivery({ coSigner: secondSigner(person) }))).toMatchObject({
      status: 422,
      body: { type: 'https://shansu.test/problems/co-signer-refused' },
    });
  }
});

test('nobody receives for another school', async () => {
  const district = await t.district();
  const [at, elsewhere] = [await canteen(district), await canteen(district, { schoolName: '第二小学' })];
  await expect(recordDelivery(elsewhere.receiver.ctx, at.delivery())).rejects.toMatchObject({
    code: 'forbidden',
  });
});
