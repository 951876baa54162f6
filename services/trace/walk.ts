import { sql } from 'kysely';
import { inSql, type Reader } from '../context.ts';

/** Back: where did it come from. Forward: where did it go. */
export type Direction = 'back' | 'forward';

export interface Step {
  readonly parent: number;
  readonly child: number;
  readonly eventId: string;
  readonly at: string;
  readonly quantityGrams: number | null;
}

/** Every lot that the walk reached, the starting one included, and the links that it used. */
export interface Walk {
  readonly numbers: readonly number[];
  readonly steps: readonly Step[];
}

/**
 * Walks the trace graph from one lot to any depth, respecting time: what left a vat before a lot went in is not
 * reached from that lot, and what went in after a dish was taken out is not among the dish's origins.
 *
 * Each reached lot carries the bound that its next link must keep: forward the earliest moment at which something of
 * the starting lot was in it, back the latest moment at which something of it left towards the starting lot. UNION
 * drops states already seen, so shared ancestors are visited once a bound and a cycle ends.
 */
export async function walk(db: Reader, from: number, direction: Direction): Promise<Walk> {
  const { rows } = await (direction === 'forward' ? forward(from) : back(from)).execute(inSql(db));
  const numbers = new Set([from]);
  for (const { parent, child } of rows) numbers.add(parent).add(child);
  return { numbers: [...numbers], steps: rows };
}

const forward = (from: number) => sql<Step>`
  with recursive reached(number, earliest) as (
    select ${from}::bigint, '-infinity'::timestamptz(3)
    union
    select link.child, link.at
    from reached join lot_links link on link.parent = reached.number and link.at >= reached.earliest
  ), bounds as (
    select number, min(earliest) as earliest from reached group by number
  )
  select link.parent, link.child, link.event_id, link.at, link.quantity_grams
  from bounds join lot_links link on link.parent = bounds.number and link.at >= bounds.earliest
  order by link.at, link.parent, link.child`;

const back = (from: number) => sql<Step>`
  with recursive reached(number, latest) as (
    select ${from}::bigint, 'infinity'::timestamptz(3)
    union
    select link.parent, link.at
    from reached join lot_links link on link.child = reached.number and link.at <= reached.latest
  ), bounds as (
    select number, max(latest) as latest from reached group by number
  )
  select link.parent, link.child, link.event_id, link.at, link.quantity_grams
  from bounds join lot_links link on link.child = bounds.number and link.at <= bounds.latest
  order by link.at, link.parent, link.child`;
