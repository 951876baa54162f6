import { z } from 'zod';
import { type DocumentExpression, parseExpression } from './document-expression.ts';
import { list, optionalInteger, optionalText } from './table.ts';

/** Table temperatures are whole degrees Celsius; all code works in milli-degrees. */
const degrees = optionalInteger.transform((value) => (value === undefined ? undefined : value * 1000));
const expression = z.string().transform(parseExpression);

export const GoodsRow = z.object({
  code: z.string().regex(/^[A-Z]+(\.[A-Z_]+)?$/),
  name_zh: z.string().min(1),
  name_en: z.string().min(1),
  parent: optionalText,
  kind: z.enum(['group', 'raw', 'processed', 'prepared', 'additive']),
  sc_category: optionalText,
  supplier_docs: expression,
  producer_docs: expression,
  batch_docs: expression,
  conditional_docs: expression,
  quarantine: z.enum(['none', 'required', 'conditional', 'imported', '']),
  storage: z.enum(['ambient', 'chilled', 'frozen', 'cool', 'live', 'hot', '']),
  temp_min_c: degrees,
  temp_max_c: degrees,
  receive_max_c: degrees,
  shelf_life_min_d: optionalInteger,
  shelf_life_max_d: optionalInteger,
  rapid_tests: list,
  allergens: list,
  risk: z.enum(['L', 'M', 'H', '']),
  school_rule: optionalText,
  notes: optionalText,
});
type GoodsRow = z.output<typeof GoodsRow>;

/** A group of goods classes, e.g. MEAT. Nothing is ever bought as a group. */
export interface GoodsGroup {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

/** A class of goods, e.g. MEAT.PORK_CHILLED. A product's own label overrides temperatures and shelf life. */
export interface GoodsClass extends GoodsGroup {
  readonly group: string;
  readonly kind: 'raw' | 'processed' | 'prepared' | 'additive';
  /** The maker's likely licence category; a mismatch is a warning, since licences print the main one only. */
  readonly scCategory: string | undefined;
  readonly supplierDocuments: DocumentExpression;
  readonly producerDocuments: DocumentExpression;
  readonly batchDocuments: DocumentExpression;
  /** Asked for only where a province or a contract does. */
  readonly conditionalDocuments: DocumentExpression;
  readonly quarantine: 'none' | 'required' | 'conditional' | 'imported';
  readonly storage: 'ambient' | 'chilled' | 'frozen' | 'cool' | 'live' | 'hot';
  readonly storeMinMilliC: number | undefined;
  readonly storeMaxMilliC: number | undefined;
  /** Limits on arrival: hot meals have a minimum, cold goods a maximum, most fresh produce neither. */
  readonly receiveMinMilliC: number | undefined;
  readonly receiveMaxMilliC: number | undefined;
  readonly typicalShelfLifeDays: { readonly min: number; readonly max: number } | undefined;
  readonly rapidTests: readonly string[];
  readonly allergens: readonly string[];
  readonly risk: 'L' | 'M' | 'H';
  readonly schoolRule: string | undefined;
  readonly notes: string | undefined;
}

export interface GoodsTree {
  readonly groups: readonly GoodsGroup[];
  readonly classes: readonly GoodsClass[];
  /** Undefined for a group or an unknown code. */
  readonly find: (code: string) => GoodsClass | undefined;
}

export function createGoods(rows: readonly GoodsRow[]): GoodsTree {
  const classes = rows.flatMap((row) => (row.kind === 'group' ? [] : [toClass(row, row.kind)]));
  const byCode = new Map(classes.map((entry) => [entry.code, entry]));
  return {
    groups: rows
      .filter((row) => row.kind === 'group')
      .map((row) => ({ code: row.code, nameZh: row.name_zh, nameEn: row.name_en })),
    classes,
    find: (code: string) => byCode.get(code),
  };
}

function toClass(row: GoodsRow, kind: GoodsClass['kind']): GoodsClass {
  const { quarantine, storage, risk, parent } = row;
  if (parent === undefined || quarantine === '' || storage === '' || risk === '') {
    throw new Error(`goods class ${row.code} lacks its parent, quarantine, storage or risk`);
  }
  const hot = storage === 'hot';
  return {
    code: row.code,
    nameZh: row.name_zh,
    nameEn: row.name_en,
    group: parent,
    kind,
    scCategory: row.sc_category,
    supplierDocuments: row.supplier_docs,
    producerDocuments: row.producer_docs,
    batchDocuments: row.batch_docs,
    conditionalDocuments: row.conditional_docs,
    quarantine,
    storage,
    storeMinMilliC: row.temp_min_c,
    storeMaxMilliC: row.temp_max_c,
    receiveMinMilliC: hot ? row.temp_min_c : undefined,
    receiveMaxMilliC: row.receive_max_c,
    typicalShelfLifeDays: shelfLife(row),
    rapidTests: row.rapid_tests,
    allergens: row.allergens,
    risk,
    schoolRule: row.school_rule,
    notes: row.notes,
  };
}

function shelfLife({ shelf_life_min_d: min, shelf_life_max_d: max }: GoodsRow) {
  return min === undefined || max === undefined ? undefined : { min, max };
}
