import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Devnet } from '#ledger/devnet/open-devnet.ts';
import { bureau, regulator } from '#tests/support/fidelity/bench.ts';
import { FidelityClient } from '#tests/support/fidelity/client.ts';
import { fidelityContract } from '#tests/support/fidelity/contract.ts';
import { see } from '#tests/support/fidelity/see.ts';
import { nobodyEvaluated, notAllEndorsed, notEndorsed, seen } from '#tests/support/fidelity/seen.ts';
import { openTestDevnet } from '#tests/support/test-devnet.ts';

/** Faults that are ordered befall what they are ordered for, and nothing after it. */

const folder = mkdtempSync(join(tmpdir(), 'shansu-faults-'));
const elevenYearsMs = 11 * 366 * 24 * 3600_000;
let ahead = 0;
let devnet: Devnet;
let client: FidelityClient;

beforeAll(async () => {
  const clock = () => new Date(Date.now() + ahead);
  devnet = await openTestDevnet({ folder, contract: fidelityContract, clock });
  client = new FidelityClient(devnet.profile);
});

afterAll(async () => {
  client[Symbol.dispose]();
  await devnet.close();
  rmSync(folder, { recursive: true });
});

let keys = 0;
const newKey = () => `key-${keys++}`;
const endorse = (key = newKey()) =>
  client.contract.newProposal('append', { arguments: [key, 'v'] }).endorse();
const commit = async (transaction: Awaited<ReturnType<typeof endorse>>) =>
  (await (await transaction.submit()).getStatus()).code;
const whoCalls = async (...endorsingOrganizations: string[]) =>
  Buffer.from(await client.contract.evaluate('whoCalls', { endorsingOrganizations })).toString();
const dropped = (error: string) => seen(error, 14, '14 UNAVAILABLE: Connection dropped');

test('a lost reply: the transaction is committed all the same', async () => {
  const key = newKey();
  const transaction = await endorse(key);
  devnet.faults.loseReply('submit');
  expect(await see(() => transaction.submit())).toEqual(dropped('SubmitError'));
  // The same bytes again: the status is that of the first time.
  expect(await commit(transaction)).toBe(0);
  expect(Buffer.from(await client.contract.evaluate('get', { arguments: [key] })).toString()).toBe('v');
});

test('replies of every kind of call can be lost', async () => {
  devnet.faults.loseReply('evaluate', 2);
  expect(await see(() => whoCalls())).toEqual(dropped('GatewayError'));
  expect(await see(() => whoCalls())).toEqual(dropped('GatewayError'));
  expect(await whoCalls()).toBe(bureau);
  devnet.faults.loseReply('endorse');
  expect(await see(() => endorse())).toEqual(dropped('EndorseError'));
  devnet.faults.loseReply('commitStatus');
  const submitted = await (await endorse()).submit();
  expect(await see(() => submitted.getStatus())).toEqual(dropped('CommitStatusError'));
  expect((await submitted.getStatus()).code).toBe(0);
});

test('the orderer accepts and loses: no status comes until the same bytes are sent again', async () => {
  const transaction = await endorse();
  devnet.faults.loseAccepted();
  const lost = await transaction.submit();
  const waited = await see(() => lost.getStatus({ deadline: Date.now() + 300 }));
  expect([1, 4]).toContain((waited as { code: number }).code);
  expect(await commit(transaction)).toBe(0);
});

test('a transaction that reads an old state conflicts, whether the key was there or not', async () => {
  const key = newKey();
  devnet.faults.readStale(2);
  expect(await commit(await endorse(key))).toBe(11);
  expect(await commit(await endorse(key))).toBe(11);
  expect(await commit(await endorse(key))).toBe(0);
  devnet.faults.readStale();
  expect(await commit(await endorse(key))).toBe(11);
  expect(await commit(await endorse(key))).toBe(0);
});

test('one organisation comes to another result, once', async () => {
  const mismatch = notAllEndorsed({ [regulator]: 'ProposalResponsePayloads do not match' });
  for (const mspId of [bureau, regulator]) {
    devnet.faults.disagree(mspId);
    expect(await see(() => endorse())).toEqual(mismatch);
    expect(await commit(await endorse())).toBe(0);
  }
});

test('a delay lets a deadline pass, and what was asked happens all the same', async () => {
  const transaction = await endorse();
  devnet.faults.delay('submit', 300);
  const late = await see(() => transaction.submit({ deadline: Date.now() + 100 }));
  expect([1, 4]).toContain((late as { code: number }).code);
  expect(await commit(transaction)).toBe(0);
});

test('a frozen chaincode keeps its callers waiting until it thaws', async () => {
  devnet.faults.setChaincode(regulator, 'frozen');
  const waiting = endorse();
  const early = await see(() =>
    client.contract.newProposal('whoCalls').endorse({ deadline: Date.now() + 100 }),
  );
  expect([1, 4]).toContain((early as { code: number }).code);
  expect(await whoCalls()).toBe(bureau);
  devnet.faults.setChaincode(regulator, 'serving');
  expect(await commit(await waiting)).toBe(0);
});

test('an organisation that is known to be gone cannot be planned with; back again, it has what it missed', async () => {
  await devnet.network.stopOrganisation(regulator, { noticed: true });
  expect(await see(() => endorse())).toEqual(
    seen(
      'EndorseError',
      9,
      '9 FAILED_PRECONDITION: no combination of peers can be derived which satisfy the endorsement policy: ' +
        'no peer combination can satisfy the endorsement policy',
    ),
  );
  const named = { endorsingOrganizations: [bureau, regulator] };
  expect(await see(() => client.contract.newProposal('whoCalls', named).endorse())).toEqual(
    seen('EndorseError', 14, `14 UNAVAILABLE: failed to find any endorsing peers for org(s): ${regulator}`),
  );
  // Ordered and committed meanwhile, though not enough endorsed it.
  const alone = { arguments: [newKey(), 'v'], endorsingOrganizations: [bureau] };
  expect(await commit(await client.contract.newProposal('put', alone).endorse())).toBe(10);
  await devnet.network.startOrganisation(regulator);
  expect(await commit(await endorse())).toBe(0);
  expect(await whoCalls(regulator)).toBe(bureau);
});

test('certificates run out by the clock that was handed in', async () => {
  ahead = elevenYearsMs;
  const expired = 'proposal client identity expired';
  expect(await see(() => endorse())).toEqual(notEndorsed(expired));
  expect(await see(() => whoCalls())).toEqual(
    nobodyEvaluated('14 UNAVAILABLE', {
      [bureau]: expired,
      [regulator]: `rpc error: code = Unknown desc = ${expired}`,
    }),
  );
  ahead = 0;
  expect(await commit(await endorse())).toBe(0);
});
