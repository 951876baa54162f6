import { batchDerivedRows, batchRecordedRows } from './batches/index.ts';
import { kitchenDerivedRows, kitchenRecordedRows, mealDerivedRows } from './kitchen/index.ts';
import { labelDerivedRows, lotDerivedRows, lotRecordedRows } from './lots/index.ts';
import { purchaseDerivedRows, purchaseRecordedRows } from './purchases/index.ts';
import type { DerivedRows } from './records/derived-rows.ts';
import { findingRecordedRows } from './records/findings.ts';
import type { RecordedRows } from './records/recorded-rows.ts';
import { sampleDerivedRows, sampleRecordedRows } from './samples/index.ts';
import { schoolRecordedRows } from './schools/index.ts';
import { supplierDerivedRows, supplierRecordedRows } from './suppliers/index.ts';
import { traceDerivedRows } from './trace/index.ts';

/** How the rows of every slice follow from records: the list that the audit goes through. */
export const allRecordedRows: readonly RecordedRows[] = [
  ...schoolRecordedRows,
  ...findingRecordedRows,
  ...supplierRecordedRows,
  ...batchRecordedRows,
  ...lotRecordedRows,
  ...kitchenRecordedRows,
  ...sampleRecordedRows,
  ...purchaseRecordedRows,
];

/** What follows from more than one record: stock and state of lots, links of the trace, facts of the 832 totals. */
export const allDerivedRows: readonly DerivedRows[] = [
  ...lotDerivedRows,
  ...labelDerivedRows,
  ...batchDerivedRows,
  ...kitchenDerivedRows,
  ...mealDerivedRows,
  ...sampleDerivedRows,
  ...supplierDerivedRows,
  ...traceDerivedRows,
  ...purchaseDerivedRows,
];
