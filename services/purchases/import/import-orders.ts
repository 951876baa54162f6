import type { RecordedLines } from '#schemas/order-batch.ts';
import type { FileEncoding, ImportFault, ImportReport } from '#schemas/order-import.ts';
import { NewOrderLine } from '#schemas/order-line.ts';
import type { FieldError } from '#schemas/problem.ts';
import { authorise, ownSchool } from '../../accounts/index.ts';
import { type Context, read } from '../../context.ts';
import { DomainError } from '../../errors.ts';
import { schoolOf } from '../../schools/index.ts';
import { lineFaults } from '../line-faults.ts';
import { recordOrderLines } from '../record-order-lines.ts';
import { headerOf } from './columns.ts';
import { decodeText } from './decode.ts';
import { type ReadFile, readOrders } from './read-orders.ts';

/** As many as a person can mend in one go. */
const faultsShown = 500;

interface File {
  readonly bytes: Uint8Array;
  readonly encoding?: FileEncoding | undefined;
  readonly onlyValid: boolean;
}

/**
 * Records the orders of a CSV file for the account's school: all of them or, with `onlyValid`, the good ones.
 * Importing a file again changes nothing; a later export of the same orders advances them.
 *
 * @throws DomainError `malformed-body` for bytes that are no text, `invalid-input` or `conflict` with a pointer
 *   `/<line>/<column>` for each bad cell
 */
export async function importOrders(
  ctx: Context,
  { bytes, encoding: told, onlyValid }: File,
): Promise<ImportReport> {
  const schoolId = ownSchool(authorise(ctx, 'purchase.record'));
  const { name } = await read(ctx, (db) => schoolOf(db, schoolId));
  const { text, encoding } = decodeText(bytes, told);
  const file = await readOrders(text, { id: schoolId, name });
  const report = (recorded: RecordedLines, faults: readonly ImportFault[]): ImportReport => {
    const of = (outcome: string) => recorded.lines.filter((line) => line.outcome === outcome).length;
    return {
      encoding,
      lines: file.count,
      recorded: of('recorded'),
      advanced: of('advanced'),
      unchanged: of('unchanged'),
      contested: of('contested'),
      refused: file.count - recorded.lines.length + of('refused'),
      unclassified: file.lines.filter(({ order }) => isUnclassified(order)).length,
      faults: faults.slice(0, faultsShown),
      ignoredColumns: [...file.ignoredColumns],
    };
  };
  if (file.faults.length > 0 && !onlyValid) {
    throw refusal('invalid-input', [...file.faults, ...alsoWrong(ctx, file)], encoding);
  }
  if (file.lines.length === 0) throw refusal('invalid-input', file.faults, encoding);
  try {
    const lines = file.lines.map(({ order }) => order);
    const recorded = await recordOrderLines(ctx, { lines, onlyValid });
    return report(recorded, inOrder([...file.faults, ...placed(file, recorded.errors)]));
  } catch (error) {
    if (!(error instanceof DomainError) || !error.errors) throw error;
    const code = error.code === 'conflict' ? 'conflict' : 'invalid-input';
    throw refusal(code, placed(file, error.errors), encoding);
  }
}

const isUnclassified = ({ platform, goods }: NewOrderLine): boolean =>
  (platform ?? '832') === '832' && goods.code === undefined;

/** What is wrong with the lines that could be read, so that one look shows everything there is to mend. */
function alsoWrong(ctx: Context, { lines }: ReadFile): ImportFault[] {
  const now = ctx.clock.now();
  return lines.flatMap(({ line, order }) =>
    lineFaults(NewOrderLine.parse(order), ctx.reference, now).map(({ pointer, detail }) => ({
      line,
      column: headerOf(pointer),
      detail,
    })),
  );
}

/** The verb's pointers (`/lines/3/paid/fen`) as places in the file. */
const placed = ({ lines }: ReadFile, errors: readonly FieldError[]): ImportFault[] =>
  errors.map(({ pointer, detail }) => {
    const [, index = '', below = ''] = /^\/lines\/(\d+)(.*)$/.exec(pointer) ?? [];
    return { line: lines[Number(index)]?.line ?? 0, column: headerOf(below), detail };
  });

const inOrder = (faults: readonly ImportFault[]) => faults.toSorted((a, b) => a.line - b.line);

function refusal(code: 'invalid-input' | 'conflict', faults: readonly ImportFault[], encoding: FileEncoding) {
  const errors = inOrder(faults)
    .slice(0, faultsShown)
    .map(({ line, column, detail }) => ({ pointer: `/${line}/${escaped(column)}`, detail }));
  return new DomainError(code, { errors, data: { encoding, faults: faults.length } });
}

/** RFC 6901 §3 */
const escaped = (step: string) => step.replaceAll('~', '~0').replaceAll('/', '~1');
