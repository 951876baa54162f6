export { type Additive, additivesIn } from './additives.ts';
export { type Allergen, allergensOf } from './allergens.ts';
export type { Counties, CountyMatch, CountyMatchReason, PlaceQuery } from './counties.ts';
export type { County832, KeyCounty } from './county-list.ts';
export type { DivisionResolution, Divisions, NamedDivision } from './divisions.ts';
export {
  type DocumentExpression,
  formatExpression,
  missingDocuments,
  parseExpression,
} from './document-expression.ts';
export {
  type DocumentOverride,
  type DocumentScope,
  documentScopes,
  type RequiredDocuments,
  type RequirementQuery,
  requiredDocuments,
} from './document-matrix.ts';
export type { DocumentType } from './document-types.ts';
export type { GoodsClass, GoodsGroup, GoodsTree } from './goods.ts';
export type { LicenceCategory } from './licence-categories.ts';
export { loadReference, type Reference } from './load.ts';
export type { IllustrativePrice } from './prices.ts';
export type { Product832 } from './products-832.ts';
