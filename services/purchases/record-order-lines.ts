import { NewOrderLines, type RecordedLines } from '#schemas/order-batch.ts';
import type { FieldError } from '#schemas/problem.ts';
import { authorise } from '../accounts/index.ts';
import { type Context, type Tx, transact } from '../context.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { appendRecords, type Draft } from '../records/append.ts';
import { enterLines } from './enter-lines.ts';
import type { Entered, Entry } from './entry.ts';
import { findOrigins } from './find-origins.ts';
import { keepFacts } from './keep-facts.ts';
import { lineFaults } from './line-faults.ts';
import { rowOf } from './order-line-row.ts';
import { unitsOf } from './units.ts';

const chunkRecords = 1_000;

/**
 * Records order lines with the states that they have reached; the same lines again change nothing. All or none, unless
 * `onlyValid`: then bad lines are left out and named.
 *
 * @throws DomainError `invalid-input` with a pointer for each bad line, `conflict` when lines only contradict what is recorded
 */
export async function recordOrderLines(ctx: Context, input: NewOrderLines): Promise<RecordedLines> {
  authorise(ctx, 'purchase.record');
  const { lines, onlyValid } = NewOrderLines.parse(input);
  for (const schoolId of new Set(lines.map((line) => line.schoolId))) {
    authorise(ctx, 'purchase.record', { schoolId });
  }
  return await transact(ctx, async (tx) => {
    const units = await unitsOf(tx.db);
    const now = tx.clock.now();
    const faults = lines.map((line): FieldError[] => [
      ...(units.has(line.schoolId) ? [] : [{ pointer: '/schoolId', detail: 'no-such-school' }]),
      ...lineFaults(line, tx.reference, now),
    ]);
    const bad = faults.flatMap((own, place) => (own.length > 0 ? [refused(place, own)] : []));
    if (bad.length > 0 && !onlyValid) throw refusal('invalid-input', bad);
    const entries = lines.flatMap((statement, place): Entry[] => {
      const keys = { districtId: tx.districtId, id: newId(now), recordId: newId(now), recordedAt: now };
      if (faults[place]?.length !== 0) return [];
      return [{ place, statement, row: rowOf(statement, keys, tx.reference) }];
    });
    const entered = await enterLines(tx, entries, units);
    const differing = entered.filter(({ outcome }) => outcome === 'refused');
    if (differing.length > 0 && !onlyValid) throw refusal('conflict', differing);
    await append(
      tx,
      entered.flatMap(({ drafts }) => drafts),
    );
    const changed = entered.flatMap((one) => (one.changed ? [one.changed] : []));
    await keepFacts(tx, [...new Set(changed.map(({ id }) => id))]);
    await findOrigins(
      tx,
      entered.flatMap((one) => (one.outcome === 'recorded' && one.changed ? [one.changed] : [])),
      units,
    );
    return answer([...bad, ...entered]);
  });
}

async function append(tx: Tx, drafts: readonly Draft[]): Promise<void> {
  for (let from = 0; from < drafts.length; from += chunkRecords) {
    await appendRecords(tx, drafts.slice(from, from + chunkRecords));
  }
}

const refused = (place: number, faults: readonly FieldError[]): Entered => ({
  place,
  outcome: 'refused',
  faults,
  drafts: [],
});

const pointers = (entered: readonly Entered[]): FieldError[] =>
  entered.flatMap(({ place, faults }) =>
    faults.map(({ pointer, detail }) => ({ pointer: `/lines/${place}${pointer}`, detail })),
  );

const refusal = (code: 'invalid-input' | 'conflict', entered: readonly Entered[]) =>
  new DomainError(code, { errors: pointers(entered.toSorted((a, b) => a.place - b.place)) });

function answer(entered: readonly Entered[]): RecordedLines {
  const inOrder = entered.toSorted((a, b) => a.place - b.place);
  return {
    lines: inOrder.map(({ outcome, id }) => (id === undefined ? { outcome } : { outcome, id })),
    errors: pointers(inOrder),
  };
}
