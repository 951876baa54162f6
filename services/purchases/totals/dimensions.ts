import { type RawBuilder, sql } from 'kysely';
import { BesideReason, type Dimension, type FilterName } from '#schemas/purchase-totals.ts';

/** How a fact (f), its line (l), its unit (u) and its filing unit (v) fall under a dimension. */
interface Cut {
  readonly key: RawBuilder<string>;
  /** The same for all facts of a key but for spelling, so any one of them does. */
  readonly label: RawBuilder<string>;
}

const same = (key: RawBuilder<string>): Cut => ({ key, label: key });

export const cuts: Readonly<Record<Dimension, Cut>> = {
  unit: { key: sql`u.id::text`, label: sql`u.name` },
  filingUnit: { key: sql`v.id::text`, label: sql`v.name` },
  level: same(sql`u.kind`),
  // By row of the list: two rows share one code.
  county: { key: sql`l.list_rows`, label: sql`l.province || ' ' || l.county` },
  prefecture: same(sql`l.province || ' ' || l.prefecture`),
  province: same(sql`l.province`),
  keyCounty: same(sql`l.key_county::text`),
  category: same(sql`split_part(l.goods_code, '.', 1)`),
  supplier: { key: sql`coalesce(l.supplier_credit_code, l.supplier_name)`, label: sql`l.supplier_name` },
  channel: same(sql`l.channel`),
  platform: same(sql`l.platform`),
  year: same(sql`to_char(f.period, 'YYYY')`),
  quarter: same(sql`to_char(f.period, 'YYYY"-Q"Q')`),
  month: same(sql`to_char(f.period, 'YYYY-MM')`),
};

export const filterNames = [
  'unit',
  'filingUnit',
  'level',
  'county',
  'prefecture',
  'province',
  'keyCounty',
  'category',
  'supplier',
  'channel',
  'platform',
] as const satisfies readonly FilterName[];

/** Why lines stand beside the totals, in the order in which they are shown. */
export const besideReasons: readonly BesideReason[] = BesideReason.options;

/** Cuts and filters that are about units, for which reserves and deliveries can be told apart too. */
export const unitDimensions = ['unit', 'filingUnit', 'level'] as const;
