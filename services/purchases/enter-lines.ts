import type { Tx } from '../context.ts';
import type { Draft } from '../records/append.ts';
import { contest } from './contest.ts';
import type { Entered, Entry } from './entry.ts';
import { historiesOf, type LineWithHistory } from './histories.ts';
import { historyFaults } from './history-faults.ts';
import { comparison, withSteps } from './line-faults.ts';
import { statementRecord, stepRecord } from './order-line-records.ts';
import { historyOf } from './order-line-row.ts';
import type { Unit, Units } from './units.ts';

const chunkLines = 500;

/**
 * Writes lines that are right by themselves. A line that is held already is compared: the same says nothing new,
 * further states advance it, another content is a fault, another unit or platform a claim for the conflict queue.
 * In the order of their numbers, so that two imports at once wait for each other instead of dying in each other's arms.
 */
export async function enterLines(tx: Tx, entries: readonly Entry[], units: Units): Promise<Entered[]> {
  const key = ({ row }: Entry) => `${row.orderNo}\n${String(row.lineNo).padStart(4, '0')}`;
  const sorted = entries.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.place - b.place));
  const entered: Entered[] = [];
  for (let from = 0; from < sorted.length; from += chunkLines) {
    entered.push(...(await enterChunk(tx, sorted.slice(from, from + chunkLines), units)));
  }
  return entered;
}

async function enterChunk(tx: Tx, entries: readonly Entry[], units: Units): Promise<Entered[]> {
  const platforms = await claimNumbers(tx, entries);
  const fitting = entries.filter(({ row }) => platforms.get(row.orderNo) === row.platform);
  const inserted = await insertLines(tx, fitting);
  const rest = entries.filter(({ row }) => !inserted.has(row.id));
  const held = await heldLines(tx, rest);
  const entered: Entered[] = [];
  for (const entry of entries) {
    entered.push(
      inserted.has(entry.row.id)
        ? recorded(tx, entry, unitOf(units, entry))
        : await meet(tx, entry, held, units),
    );
  }
  return entered;
}

const unitOf = (units: Units, { row }: Entry): Unit => units.get(row.schoolId) as Unit;

function recorded(tx: Tx, { place, row }: Entry, unit: Unit): Entered {
  const drafts = [statementRecord(row, unit, tx.reference) as unknown as Draft];
  return { place, outcome: 'recorded', id: row.id, faults: [], drafts, changed: row };
}

/** The platform that holds each order number; new numbers are taken for the platform that names them first. */
async function claimNumbers(tx: Tx, entries: readonly Entry[]): Promise<Map<string, string>> {
  const { districtId } = tx;
  const numbers = new Map(entries.map(({ row }) => [row.orderNo, row.platform]));
  await tx.db
    .insertInto('orders')
    .values([...numbers].map(([orderNo, platform]) => ({ districtId, orderNo, platform })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const orders = await tx.db
    .selectFrom('orders')
    .select(['orderNo', 'platform'])
    .where('orderNo', 'in', [...numbers.keys()])
    .execute();
  return new Map(orders.map(({ orderNo, platform }) => [orderNo, platform]));
}

async function insertLines(tx: Tx, entries: readonly Entry[]): Promise<Set<string>> {
  if (entries.length === 0) return new Set();
  const rows = await tx.db
    .insertInto('orderLines')
    .values(entries.map(({ row }) => row))
    .onConflict((conflict) => conflict.columns(['districtId', 'orderNo', 'lineNo']).doNothing())
    .returning('id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** The held lines of the entries' orders, locked, by order number. */
async function heldLines(tx: Tx, entries: readonly Entry[]): Promise<Map<string, LineWithHistory[]>> {
  if (entries.length === 0) return new Map();
  const numbers = [...new Set(entries.map(({ row }) => row.orderNo))];
  const locked = await tx.db
    .selectFrom('orderLines')
    .select('id')
    .where('orderNo', 'in', numbers)
    .orderBy('orderNo')
    .orderBy('lineNo')
    .forUpdate()
    .execute();
  const lines = await historiesOf(
    tx.db,
    locked.map(({ id }) => id),
  );
  return Map.groupBy(
    lines.toSorted((a, b) => a.row.lineNo - b.row.lineNo),
    ({ row }) => row.orderNo,
  );
}

/** What an entry says of an order that is held already. */
async function meet(
  tx: Tx,
  entry: Entry,
  held: Map<string, LineWithHistory[]>,
  units: Units,
): Promise<Entered> {
  const { place, row } = entry;
  const ofOrder = held.get(row.orderNo) as LineWithHistory[];
  const index = ofOrder.findIndex((line) => line.row.lineNo === row.lineNo);
  const line = ofOrder[Math.max(0, index)] as LineWithHistory;
  if (line.row.platform !== row.platform) return await contest(tx, entry, line.row, units);
  if (line.row.schoolId !== row.schoolId) return await contest(tx, entry, line.row, units);
  const { differences, reached } = comparison(line.row, row);
  if (differences.length > 0) {
    const faults = differences.map((pointer) => ({ pointer, detail: 'differs-from-record' }));
    return { place, outcome: 'refused', faults, drafts: [] };
  }
  if (reached.length === 0) return { place, outcome: 'unchanged', id: line.row.id, faults: [], drafts: [] };
  const advanced = withSteps(line.row, row, reached);
  const history = historyOf(advanced, line.adjustments);
  const faults = historyFaults(history, tx.clock.now());
  if (faults.length > 0) return { place, outcome: 'refused', faults, drafts: [] };
  const { id, districtId, ...columns } = advanced;
  await tx.db.updateTable('orderLines').set(columns).where('id', '=', id).execute();
  ofOrder[index] = { ...line, row: advanced, history };
  const unit = unitOf(units, entry);
  const drafts = reached.map((step) => stepRecord(advanced, unit, step) as unknown as Draft);
  return { place, outcome: 'advanced', id, faults: [], drafts, changed: advanced };
}
