import { expect, test } from 'vitest';
import type { Ledger } from '#ledger/port.ts';
import { TestLog } from './test-log.ts';

/**
 * What every ledger promises (ledger/port.ts), as tests. `open` gives the ledger under test; it may be called
 * again while an earlier one is still open only if the ledger can be shared.
 */
export function ledgerContract(open: () => Promise<Ledger>): void {
  test('holds what was published, by size and as the latest', async () => {
    await using ledger = await open();
    const log = newLog();
    expect(await ledger.latest(log.origin)).toBeUndefined();
    const first = await ledger.publish(await log.publication(0, 3));
    const second = await ledger.publish(await log.publication(3, 8));
    expect(first).toMatchObject({ origin: log.origin, size: 3, root: log.root(3), note: log.note(3) });
    expect(first.transactionId).not.toBe(second.transactionId);
    expect(new Date(first.anchoredAt).toISOString()).toBe(first.anchoredAt);
    expect(await ledger.latest(log.origin)).toMatchObject({ size: 8, root: log.root(8) });
    expect(await ledger.at(log.origin, 3)).toMatchObject({ size: 3, transactionId: first.transactionId });
    expect(await ledger.at(log.origin, 5)).toBeUndefined();
  });

  test('takes the same checkpoint again and answers with the first anchoring', async () => {
    await using ledger = await open();
    const log = newLog();
    const first = await ledger.publish(await log.publication(0, 3));
    await ledger.publish(await log.publication(3, 8));
    const again = await ledger.publish(await log.publication(0, 3));
    expect(again.transactionId).toBe(first.transactionId);
    expect(await ledger.latest(log.origin)).toMatchObject({ size: 8 });
  });

  test('refuses the same size with another root', async () => {
    await using ledger = await open();
    const log = newLog();
    await ledger.publish(await log.publication(0, 3));
    const forged = { ...(await log.publication(0, 3)), root: log.root(4) };
    await expect(ledger.publish(forged)).rejects.toMatchObject({ code: 'ledger-conflict' });
    expect(await ledger.at(log.origin, 3)).toMatchObject({ root: log.root(3) });
  });

  test('refuses to shrink, to skip and to start at nothing', async () => {
    await using ledger = await open();
    const log = newLog();
    await expect(ledger.publish(await log.publication(0, 0))).rejects.toMatchObject({
      code: 'ledger-conflict',
    });
    await ledger.publish(await log.publication(0, 8));
    for (const [before, after] of [
      [0, 5],
      [3, 5],
      [0, 9],
      [3, 9],
      [9, 12],
    ] as const)
      await expect(ledger.publish(await log.publication(before, after))).rejects.toMatchObject({
        code: 'ledger-conflict',
      });
    expect(await ledger.latest(log.origin)).toMatchObject({ size: 8 });
  });

  test('refuses a history that does not continue the one it holds', async () => {
    await using ledger = await open();
    const log = newLog();
    const rewritten = new TestLog(log.origin, { from: 0, content: 'rewritten' });
    await ledger.publish(await log.publication(0, 5));
    await expect(ledger.publish(await rewritten.publication(5, 9))).rejects.toMatchObject({
      code: 'ledger-rejected',
    });
    const { consistencyProof: proof, ...rest } = await log.publication(5, 9);
    await expect(ledger.publish({ ...rest, consistencyProof: proof.slice(1) })).rejects.toMatchObject({
      code: 'ledger-rejected',
    });
    expect(await ledger.latest(log.origin)).toMatchObject({ size: 5 });
  });

  test('lets one of two win when both extend the same head', async () => {
    await using ledger = await open();
    const log = newLog();
    await ledger.publish(await log.publication(0, 2));
    const results = await Promise.allSettled([
      ledger.publish(await log.publication(2, 5)),
      ledger.publish(await log.publication(2, 7)),
    ]);
    const lost = results.filter((result) => result.status === 'rejected');
    expect(lost).toHaveLength(1);
    expect(lost[0]!.reason).toMatchObject({ code: 'ledger-conflict' });
  });

  test('lets the same checkpoint arrive many times at once', async () => {
    await using ledger = await open();
    const log = newLog();
    const publication = await log.publication(0, 4);
    const anchorings = await Promise.all(Array.from({ length: 5 }, () => ledger.publish(publication)));
    expect(new Set(anchorings.map(({ transactionId }) => transactionId)).size).toBe(1);
  });

  test('keeps origins apart', async () => {
    await using ledger = await open();
    const [east, west] = [newLog(), newLog()];
    await ledger.publish(await east.publication(0, 4));
    await ledger.publish(await west.publication(0, 2));
    expect(await ledger.latest(east.origin)).toMatchObject({ size: 4 });
    expect(await ledger.latest(west.origin)).toMatchObject({ size: 2 });
  });

  test('hands out what the organisations attest', async () => {
    await using ledger = await open();
    const log = newLog();
    const { witness } = await ledger.publish(await log.publication(0, 4));
    expect(witness).toMatchObject({
      kind: 'fabric',
      attestations: [{ organisation: 'EduBureauMSP' }, { organisation: 'MarketRegMSP' }],
    });
    expect((await ledger.at(log.origin, 4))!.witness.kind).toBe('fabric');
    expect((await ledger.latest(log.origin))!.witness.kind).toBe('fabric');
  });
}

let logs = 0;

/** A log of its own. */
const newLog = () => new TestLog(`log.example/${process.pid}-${Date.now()}-${logs++}`);
