import { batchRecordedRows } from './batches/index.ts';
import { kitchenDerivedRows, kitchenRecordedRows } from './kitchen/index.ts';
import { lotDerivedRows } from './lots/index.ts';
import { purchaseDerivedRows, purchaseRecordedRows } from './purchases/index.ts';
import type { DerivedRows } from './records/derived-rows.ts';
import type { RecordedRows } from './records/recorded-rows.ts';
import { sampleRecordedRows } from './samples/index.ts';
import { schoolRecordedRows } from './schools/index.ts';
import { supplierRecordedRows } from './suppliers/index.ts';
import { traceDerivedRows } from './trace/index.ts';

/** How the rows of every slice follow from records: the list that the audit goes through. */
export const allRecordedRows: readonly RecordedRows[] = [
  ...schoolRecordedRows,
  ...supplierRecordedRows,
  ...batchRecordedRows,
  ...kitchenRecordedRows,
  ...sampleRecordedRows,
  ...purchaseRecordedRows,
];

/** What follows from more than one record: stock and state of lots, links of the trace, facts of the 832 totals. */
export const allDerivedRows: readonly DerivedRows[] = [
  ...lotDerivedRows,
  ...kitchenDerivedRows,
  ...traceDerivedRows,
  ...purchaseDerivedRows,
];
