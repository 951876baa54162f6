import type { LineOutcome } from '#schemas/order-batch.ts';
import type { FieldError } from '#schemas/problem.ts';
import type { Draft } from '../records/append.ts';
import type { LineStatement, OrderLineRow } from './order-line-row.ts';

/** A line on its way in, right by itself. */
export interface Entry {
  /** Position in what the caller handed over. */
  readonly place: number;
  readonly statement: LineStatement;
  readonly row: OrderLineRow;
}

/** What became of an entry, and the records that tell of it. */
export interface Entered {
  readonly place: number;
  readonly outcome: LineOutcome;
  readonly id?: string;
  readonly faults: readonly FieldError[];
  readonly drafts: readonly Draft[];
  /** Set when the facts of the line have to be derived anew. */
  readonly changed?: OrderLineRow;
}
