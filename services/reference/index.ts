export { additivesIn } from './additives.ts';
export { type Allergen, allergensOf } from './allergens.ts';
export type { CountyMatch, PlaceQuery } from './counties.ts';
export type { County832 } from './county-list.ts';
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
export type { GoodsClass, GoodsTree } from './goods.ts';
export { loadReference, type Reference } from './load.ts';
