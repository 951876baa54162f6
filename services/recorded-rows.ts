import { batchRecordedRows } from './batches/index.ts';
import { kitchenRecordedRows } from './kitchen/index.ts';
import { purchaseRecordedRows } from './purchases/index.ts';
import type { RecordedRows } from './records/recorded-rows.ts';
import { sampleRecordedRows } from './samples/index.ts';
import { schoolRecordedRows } from './schools/index.ts';
import { supplierRecordedRows } from './suppliers/index.ts';

/** How the rows of every slice follow from records: the list that the audit goes through. */
export const allRecordedRows: readonly RecordedRows[] = [
  ...schoolRecordedRows,
  ...supplierRecordedRows,
  ...batchRecordedRows,
  ...kitchenRecordedRows,
  ...sampleRecordedRows,
  ...purchaseRecordedRows,
];
