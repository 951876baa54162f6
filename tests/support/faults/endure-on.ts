import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReachableLedger } from '../breakable-ledgers.ts';
import { accountFor, nothingAmiss, requireProven } from './account.ts';
import { endure, type Fault } from './endure.ts';
import type { Installation } from './installation.ts';

/** Registers a test for each fault, one after the other on the same installation, and one that looks back on all. */
export function endureOn<Ledger extends ReachableLedger>(
  open: () => Promise<Installation<Ledger>>,
  faults: readonly Fault<Ledger>[],
): void {
  let at: Installation<Ledger>;
  beforeAll(async () => {
    at = await open();
    await at.server.start();
  }, 180_000);
  afterAll(() => at?.[Symbol.asyncDispose]());

  test.for(faults)('$name', async (fault, { task, onTestFailed }) => {
    onTestFailed(() => at.putInOrder(), 180_000);
    task.meta.endured = await endure(at, fault);
    expect(task.meta.endured).toMatchObject(nothingAmiss);
  });

  test('through all of it, nothing that was ever acknowledged is lost, and all of it is proven', async () => {
    for (const district of at.districts) expect(await accountFor(district)).toMatchObject(nothingAmiss);
    await requireProven(at);
  }, 300_000);
}
