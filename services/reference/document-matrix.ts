import { z } from 'zod';
import { type Jurisdiction, jurisdictionChain } from '#schemas/jurisdiction.ts';
import type { SupplierKind } from '#schemas/supplier-kind.ts';
import type { DocumentExpression } from './document-expression.ts';
import { parseExpression } from './document-expression.ts';
import type { GoodsClass } from './goods.ts';
import { divisionCode, flag, optionalText } from './table.ts';

export const documentScopes = ['supplier', 'producer', 'batch'] as const;
export type DocumentScope = (typeof documentScopes)[number];

/** What a province (or the nation) asks beyond the table, for one goods class and a time. */
export const DocumentOverrideRow = z.object({
  jurisdiction: divisionCode,
  goods: z.string().min(1),
  scope: z.enum(documentScopes),
  action: z.enum(['add', 'replace']),
  documents: z.string().min(1).transform(parseExpression),
  valid_from: z.iso.date(),
  valid_to: optionalText.pipe(z.iso.date().optional()),
  basis: z.string().min(1),
  verified: flag,
});
export type DocumentOverride = Readonly<z.output<typeof DocumentOverrideRow>>;

export interface RequirementQuery {
  readonly goods: GoodsClass;
  readonly supplierKind: SupplierKind;
  /** Made abroad: entry certificate and customs declaration stand in for the domestic maker's papers. */
  readonly imported: boolean;
  readonly jurisdiction: Jurisdiction;
  /** Civil date YYYY-MM-DD of the delivery. */
  readonly on: string;
}

/** Documents to hold, by whom they are about, with the override rows that changed the table's answer. */
export interface RequiredDocuments {
  readonly supplier: DocumentExpression;
  readonly producer: DocumentExpression;
  readonly batch: DocumentExpression;
  readonly overrides: readonly DocumentOverride[];
}

/**
 * The documents that the law asks for (Food Safety Law 2021 art. 35, 53, 65; Animal Epidemic Prevention Law art. 51).
 *
 * Selling edible agricultural products needs no food licence, so a grower of vegetables is never asked for a JY
 * number; a dealer in packaged food always is (or for a filing).
 */
export function requiredDocuments(
  query: RequirementQuery,
  overrides: readonly DocumentOverride[],
): RequiredDocuments {
  const { goods, supplierKind, imported } = query;
  const required: Record<DocumentScope, DocumentExpression> = {
    supplier: narrowToSeller(goods.supplierDocuments, supplierKind),
    producer: imported ? [] : goods.producerDocuments,
    batch: imported ? importedBatch(goods.batchDocuments) : goods.batchDocuments,
  };
  const applied = overridesFor(query, overrides);
  for (const row of applied) {
    required[row.scope] =
      row.action === 'replace' ? row.documents : [...required[row.scope], ...row.documents];
  }
  return { ...required, overrides: applied };
}

/**
 * Where the table accepts an operation licence, a production licence or a filing, the seller's kind decides:
 * a manufacturer sells its own goods under its production licence, anybody else needs one to operate or a filing.
 */
function narrowToSeller(table: DocumentExpression, kind: SupplierKind): DocumentExpression {
  return table.map((group) => {
    if (!group.includes('JY_LICENSE') || !group.includes('SC_LICENSE')) return group;
    if (kind === 'manufacturer') return ['SC_LICENSE'];
    return group.filter((code) => code !== 'SC_LICENSE');
  });
}

/** Papers that only a domestic maker, slaughterhouse, grower or veterinarian issues. */
const DOMESTIC_PAPERS = new Set(['AQ_PRODUCT', 'AQ_ANIMAL', 'MQ_CERT', 'PC_COMMIT', 'ORIGIN_PROOF', 'COA']);
const ENTRY_PAPERS: DocumentExpression = [['IMP_CIQ'], ['IMP_DECL']];

function importedBatch(table: DocumentExpression): DocumentExpression {
  const kept = table.filter((group) => !group.some((code) => DOMESTIC_PAPERS.has(code)));
  const entry = ENTRY_PAPERS.filter(([code]) => !kept.some((group) => group.includes(code ?? '')));
  return [...entry, ...kept];
}

/** In force on the day, the nation's first and the county's last, so that the nearest one has the last word. */
function overridesFor(query: RequirementQuery, overrides: readonly DocumentOverride[]): DocumentOverride[] {
  const chain = jurisdictionChain(query.jurisdiction).toReversed();
  return overrides
    .filter((row) => chain.includes(row.jurisdiction) && row.goods === query.goods.code)
    .filter((row) => row.valid_from <= query.on && query.on <= (row.valid_to ?? query.on))
    .toSorted((a, b) => chain.indexOf(a.jurisdiction) - chain.indexOf(b.jurisdiction));
}
