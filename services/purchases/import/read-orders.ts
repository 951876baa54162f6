import { setImmediate as breathe } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse/sync';
import type { ZodError } from 'zod';
import type { ImportFault } from '#schemas/order-import.ts';
import { NewOrderLine } from '#schemas/order-line.ts';
import type { School } from '#schemas/school.ts';
import { type Column, columnOf, columns, headerOf } from './columns.ts';

/** A line of the file that can be recorded. */
export interface ReadLine {
  /** Number of its first line in the file, the header being 1. */
  readonly line: number;
  readonly order: NewOrderLine;
}

export interface ReadFile {
  readonly lines: readonly ReadLine[];
  readonly faults: readonly ImportFault[];
  /** Lines of data, good and bad. */
  readonly count: number;
  readonly ignoredColumns: readonly string[];
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

const maxLines = 20_000;

/** Reads an order file: header names first, then each line by itself. `school` is whose orders they are. */
export async function readOrders(text: string, school: Pick<School, 'id' | 'name'>): Promise<ReadFile> {
  const parsed = parseCsv(text);
  if ('fault' in parsed) return failed(parsed.fault);
  const [header, ...below] = parsed.rows;
  // Empty lines are read and left out here, so that lines keep their numbers.
  const records = below.flatMap(({ record }, index) =>
    isEmpty(record) ? [] : [{ record, line: (parsed.rows[index] as Parsed).info.lines + 1 }],
  );
  if (header === undefined || records.length === 0)
    return failed({ line: 1, column: '', detail: 'no-lines' });
  if (records.length > maxLines) return failed({ line: maxLines + 2, column: '', detail: 'too-many-lines' });
  const places = header.record.map(columnOf);
  const headerFaults = faultsOfHeader(places);
  if (headerFaults.length > 0) return { ...failed(), faults: headerFaults, count: records.length };
  const lines: ReadLine[] = [];
  const faults: ImportFault[] = [];
  for (const [index, { record, line }] of records.entries()) {
    if (index % 500 === 0) await breathe();
    const read = readLine(record, places, school);
    if ('order' in read) lines.push({ line, order: read.order });
    else faults.push(...read.faults.map((fault) => ({ line, ...fault })));
  }
  const ignoredColumns = header.record.filter(
    (name, place) => places[place] === undefined && name.trim() !== '',
  );
  return { lines, faults, count: records.length, ignoredColumns };
}

const isEmpty = (record: readonly string[]) => record.every((cell) => cell.trim() === '');

function failed(fault?: ImportFault): ReadFile {
  return { lines: [], faults: fault ? [fault] : [], count: 0, ignoredColumns: [] };
}

function parseCsv(text: string): { rows: Parsed[] } | { fault: ImportFault } {
  const [firstLine = ''] = text.split(/\r?\n/, 1);
  const delimiter = firstLine.includes('\t') && !firstLine.includes(',') ? '\t' : ',';
  try {
    const options = {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
    } as const;
    return { rows: parse(text, options) as unknown as Parsed[] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as unknown as { lines?: number };
    return { fault: { line: lines ?? 1, column: '', detail: 'unclosed-quote' } };
  }
}

function faultsOfHeader(places: readonly (Column | undefined)[]): ImportFault[] {
  const times = (column: Column) => places.filter((place) => place === column).length;
  return columns.flatMap((column): ImportFault[] => {
    const fault = (detail: string) => [{ line: 1, column: column.header, detail }];
    if (times(column) > 1) return fault('repeated-column');
    return column.required && times(column) === 0 ? fault('missing-column') : [];
  });
}

type Fault = Omit<ImportFault, 'line'>;

function readLine(
  record: readonly string[],
  places: readonly (Column | undefined)[],
  school: Pick<School, 'id' | 'name'>,
): { order: NewOrderLine } | { faults: Fault[] } {
  const faults: Fault[] = [];
  const order: Record<string, unknown> = { schoolId: school.id };
  if (record.slice(places.length).some((cell) => cell.trim() !== '')) {
    faults.push({ column: '', detail: 'too-many-cells' });
  }
  places.forEach((column, place) => {
    if (column === undefined) return;
    const cell = (record[place] ?? '').trim();
    if (cell === '') {
      if (column.required) faults.push({ column: column.header, detail: 'required' });
      return;
    }
    const read = column.read(cell);
    if ('fault' in read) faults.push({ column: column.header, detail: read.fault });
    else if (column.pointer !== '/unit') put(order, column.pointer, read.value);
    else if (read.value !== school.name) faults.push({ column: column.header, detail: 'other-school' });
  });
  if (faults.length > 0) return { faults };
  const checked = NewOrderLine.safeParse(order);
  return checked.success ? { order: order as NewOrderLine } : { faults: faultsOf(checked.error, order) };
}

function put(target: Record<string, unknown>, pointer: string, value: unknown): void {
  const [first = '', second] = pointer.slice(1).split('/');
  if (second === undefined) target[first] = value;
  else target[first] = { ...(target[first] as object | undefined), [second]: value };
}

const faultsOf = ({ issues }: ZodError, order: object): Fault[] =>
  issues.map(({ code, path, message }) => {
    const given = path.reduce<unknown>((node, step) => (node as Record<PropertyKey, unknown>)?.[step], order);
    const ours = code === 'custom' && /^[a-z-]+$/.test(message);
    const detail = ours ? message : given === undefined ? 'required' : 'not-valid';
    return { column: headerOf(`/${path.join('/')}`), detail };
  });
