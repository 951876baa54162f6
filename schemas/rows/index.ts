import { batchRows } from './batches.ts';
import { coreRows } from './core.ts';
import { kitchenRows } from './kitchen.ts';
import { logRows } from './log.ts';
import { lotRows } from './lots.ts';
import { paperRows } from './papers.ts';
import { purchaseRows } from './purchases.ts';
import { sampleRows } from './samples.ts';
import { supplierRows } from './suppliers.ts';

/** Every table of the product. An integration test compares this with the live database. */
export const rows = {
  ...coreRows,
  ...lotRows,
  ...paperRows,
  ...supplierRows,
  ...batchRows,
  ...kitchenRows,
  ...sampleRows,
  ...logRows,
  ...purchaseRows,
};
