import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Additive, AdditiveRow, toAdditive } from './additives.ts';
import { type Allergen, AllergenRow, toAllergen } from './allergens.ts';
import { type Counties, createCounties } from './counties.ts';
import { CountyRow, KeyCountyRow, listedCodes, toCounties } from './county-list.ts';
import { DivisionChangeRow } from './division-history.ts';
import { createDivisions, DivisionRow, type Divisions } from './divisions.ts';
import { type DocumentOverride, DocumentOverrideRow } from './document-matrix.ts';
import { type DocumentType, DocumentTypeRow, toDocumentType } from './document-types.ts';
import { createGoods, GoodsRow, type GoodsTree } from './goods.ts';
import { type LicenceCategory, LicenceCategoryRow, toLicenceCategory } from './licence-categories.ts';
import { type IllustrativePrice, PriceRow, toPrice } from './prices.ts';
import { type Product832, Product832Row, toProduct832 } from './products-832.ts';
import { parseRows, readTable, type Table } from './table.ts';

const SetRow = z.object({ version: z.string().min(1), divisions_as_on: z.iso.date() });

/** All reference data of one start, frozen. Every result computed with it records `hash`. */
export interface Reference {
  /** Label of the set, for people. */
  readonly version: string;
  /** The day up to which division names and codes are true, YYYY-MM-DD. */
  readonly divisionsAsOn: string;
  /** SHA-256, hex, of the listing that `sha256sum *.csv` prints in the folder: anybody can recompute it. */
  readonly hash: string;
  /** SHA-256, hex, of each file, by file name. */
  readonly files: Readonly<Record<string, string>>;
  readonly divisions: Divisions;
  readonly counties: Counties;
  readonly goods: GoodsTree;
  readonly documentTypes: readonly DocumentType[];
  readonly documentOverrides: readonly DocumentOverride[];
  readonly licenceCategories: readonly LicenceCategory[];
  readonly allergens: readonly Allergen[];
  readonly additives: readonly Additive[];
  readonly prices: readonly IllustrativePrice[];
  readonly products832: readonly Product832[];
}

/** Reads the folder of CSV files once, at start. @throws Error naming file and line of the first bad row. */
export async function loadReference(directory: string): Promise<Reference> {
  const tables: Table[] = [];
  const read = async <Schema extends z.ZodType>(file: string, row: Schema) => {
    const table = await readTable(directory, file);
    tables.push(table);
    return parseRows(table, row);
  };

  const [set] = await read('set.csv', SetRow);
  if (set === undefined) throw new Error('set.csv has no row');
  const counties = toCounties(await read('counties-832.csv', CountyRow));
  const divisions = createDivisions(
    await read('divisions.csv', DivisionRow),
    await read('division-changes.csv', DivisionChangeRow),
    listedCodes(counties),
  );
  const data = {
    version: set.version,
    divisionsAsOn: set.divisions_as_on,
    divisions,
    counties: createCounties(counties, await read('key-counties-160.csv', KeyCountyRow), divisions),
    goods: createGoods(await read('food-categories.csv', GoodsRow)),
    documentTypes: (await read('document-types.csv', DocumentTypeRow)).map(toDocumentType),
    documentOverrides: await read('document-overrides.csv', DocumentOverrideRow),
    licenceCategories: (await read('sc-categories.csv', LicenceCategoryRow)).map(toLicenceCategory),
    allergens: (await read('allergens.csv', AllergenRow)).map(toAllergen),
    additives: (await read('additives-canteen.csv', AdditiveRow)).map(toAdditive),
    prices: (await read('ingredient-prices.csv', PriceRow)).map(toPrice),
    products832: (await read('products-832-sample.csv', Product832Row)).map(toProduct832),
  };
  return deepFreeze({ ...data, ...hashSet(tables) });
}

function hashSet(tables: readonly Table[]): Pick<Reference, 'files' | 'hash'> {
  const sorted = tables.toSorted((a, b) => (a.file < b.file ? -1 : 1));
  const listing = sorted.map(({ sha256, file }) => `${sha256}  ${file}\n`).join('');
  return {
    files: Object.fromEntries(sorted.map(({ file, sha256 }) => [file, sha256])),
    hash: createHash('sha256').update(listing).digest('hex'),
  };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
