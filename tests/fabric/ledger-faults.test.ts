import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConnectionProfile } from '#ledger/fabric/read-connection-profile.ts';
import { ledgerOf, TestDevnet } from '#tests/support/fabric-ledger.ts';
import { OwnClient } from '#tests/support/faults/own-client.ts';
import { TestLog } from '#tests/support/test-log.ts';

/** Troubles of networks, ordered one at a time: the checkpoint gets there, once. */

let network: TestDevnet;
beforeAll(async () => {
  network = await TestDevnet.open();
});
afterAll(() => network[Symbol.asyncDispose]());

let logs = 0;
const newLog = () => new TestLog(`log.example/faults-${logs++}`);

test.each<[string, (given: TestDevnet['devnet']) => void]>([
  ['the answer to endorsing is lost', ({ faults }) => faults.loseReply('endorse')],
  ['the answer to submitting is lost', ({ faults }) => faults.loseReply('submit')],
  ['the commit status is lost', ({ faults }) => faults.loseReply('commitStatus')],
  ['the answer to a read is lost', ({ faults }) => faults.loseReply('evaluate')],
  ['the transaction loses a conflict', ({ faults }) => faults.readStale()],
  ['the organisations disagree once', ({ faults }) => faults.disagree('MarketRegMSP')],
])('%s', async (_, trouble) => {
  await using ledger = await network.ledger();
  const log = newLog();
  await ledger.publish(await log.publication(0, 3));
  trouble(network.devnet);
  const { transactionId } = await ledger.publish(await log.publication(3, 5));
  expect(await ledger.latest(log.origin)).toMatchObject({ size: 5, transactionId });
  expect(await (await network.submissions()).load(log.origin)).toBeUndefined();
});

test('the orderer accepts a transaction and forgets it: the same bytes are sent again', async () => {
  await using ledger = await network.ledger(40_000);
  const log = newLog();
  network.devnet.faults.loseAccepted();
  const published = ledger.publish(await log.publication(0, 3));
  const submissions = await network.submissions();
  const saved = await expect
    .poll(() => submissions.load(log.origin), { timeout: 30_000 })
    .toBeDefined()
    .then(() => submissions.load(log.origin));
  expect((await published).transactionId).toBe(saved!.transactionId);
});

test('what an earlier process signed and did not see through is sent by the next one', async () => {
  const log = newLog();
  const submissions = await network.submissions();
  {
    await using first = await network.ledger(1);
    network.devnet.network.stopOrderer();
    await expect(first.publish(await log.publication(0, 3))).rejects.toMatchObject({
      code: 'ledger-unavailable',
    });
    network.devnet.network.startOrderer();
  }
  const { transactionId } = (await submissions.load(log.origin))!;
  await using second = await network.ledger();
  expect(await second.publish(await log.publication(0, 3))).toMatchObject({ transactionId });
});

test('without the other organisation nothing is published, and with it again it is', async () => {
  await using ledger = await network.ledger(1500);
  const log = newLog();
  await network.devnet.network.stopOrganisation('MarketRegMSP');
  await expect(ledger.publish(await log.publication(0, 3))).rejects.toMatchObject({
    code: 'ledger-unavailable',
  });
  await network.devnet.network.startOrganisation('MarketRegMSP');
  await using patient = await network.ledger();
  expect(await patient.publish(await log.publication(0, 3))).toMatchObject({ size: 3 });
});

test('more requests than it takes in hand fail at once, and the others are seen through', async () => {
  await using ledger = await network.ledger();
  const asked = Array.from({ length: 300 }, () => ledger.latest(newLog().origin));
  expect(ledger.figures.inHand).toBe(256);
  const answers = await Promise.allSettled(asked);
  expect(answers.map(({ status }) => status)).toEqual([
    ...Array(256).fill('fulfilled'),
    ...Array(44).fill('rejected'),
  ]);
  expect(answers.at(-1)).toMatchObject({ reason: { code: 'ledger-unavailable' } });
  expect(ledger.figures).toMatchObject({ inHand: 0, failures: { 'ledger-unavailable': 44 } });
});

test('an expired client certificate is named, and a renewed one counts without opening anew', async () => {
  const client = new OwnClient(join(network.folder, 'client'), network.devnet.profile);
  client.issue({ notAfter: new Date(Date.now() - 60_000) });
  await using ledger = ledgerOf(readConnectionProfile(client.profilePath), await network.submissions());
  const log = newLog();
  await expect(ledger.publish(await log.publication(0, 3))).rejects.toMatchObject({
    code: 'ledger-unavailable',
    message: expect.stringMatching(/^the client certificate of EduBureauMSP expired at .*client\/cert\.pem/),
  });
  client.issue();
  expect(await ledger.publish(await log.publication(0, 3))).toMatchObject({ size: 3 });
});
