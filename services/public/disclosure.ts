import type { RecordType } from '#schemas/records/index.ts';
import type { Message } from '../web/language.ts';
import { fields } from './messages.ts';

/**
 * Everything that the public may ever learn of a record: paths of its fields, `*` for any place in a list. What is not
 * named here is withheld, whatever it is; a record of another type has no public page. No path may lead to a person, a
 * price, a quantity or a text that somebody wrote freely (a test walks them through the schemas).
 */
export interface Disclosed {
  readonly path: string;
  readonly label: Message;
}

const disclose = (paths: Readonly<Record<string, Message>>): readonly Disclosed[] =>
  Object.entries(paths).map(([path, label]) => ({ path, label }));

const inputs = { '/inputs/*/name': fields.ingredient, '/inputs/*/code': fields.code };
const allergens = { '/allergens/*': fields.allergens };

const received = disclose({
  '/goodsName': fields.goodsName,
  '/goodsClass': fields.goodsClass,
  '/code': fields.code,
  '/schoolName': fields.schoolName,
  '/supplier/name': fields.supplier,
  '/supplier/creditCode': fields.creditCode,
  '/origin/name': fields.origin,
  '/maker/name': fields.maker,
  '/maker/licence': fields.makerLicence,
  '/importer': fields.importer,
  '/supplierLot': fields.supplierLot,
  '/producedOn': fields.producedOn,
  '/expiresOn': fields.expiresOn,
  '/occurredAt': fields.receivedAt,
  '/papers/*/name': fields.paper,
  '/papers/*/number': fields.paperNumber,
  '/papers/*/issuer': fields.issuer,
  '/papers/*/issuedOn': fields.issuedOn,
  '/papers/*/validTo': fields.validTo,
});

const prepared = disclose({
  '/lot/name': fields.name,
  '/lot/code': fields.code,
  '/schoolName': fields.schoolName,
  '/expiresOn': fields.expiresOn,
  '/occurredAt': fields.preparedAt,
  ...allergens,
  ...inputs,
});

export const disclosures: Readonly<Partial<Record<RecordType, readonly Disclosed[]>>> = {
  'lot-received': received,
  'lot-prepared': prepared,
  'vat-topped-up': prepared,
  'lot-relabelled': disclose({
    '/lot/name': fields.name,
    '/lot/code': fields.code,
    '/schoolName': fields.schoolName,
    '/from/name': fields.formerName,
    '/from/code': fields.formerCode,
    '/expiresOn': fields.expiresOn,
    '/occurredAt': fields.relabelledAt,
  }),
  'lot-transferred': disclose({
    '/lot/name': fields.name,
    '/lot/code': fields.code,
    '/toSchool': fields.schoolName,
    '/fromSchool': fields.fromSchool,
    '/from/code': fields.formerCode,
    '/supplierLot': fields.supplierLot,
    '/expiresOn': fields.expiresOn,
    '/occurredAt': fields.transferredAt,
  }),
  'dish-cooked': disclose({
    '/dish/name': fields.dish,
    '/dish/code': fields.code,
    '/schoolName': fields.schoolName,
    '/mealOn': fields.mealOn,
    '/mealKind': fields.mealKind,
    '/occurredAt': fields.cookedAt,
    '/coreTemperatureMilliC': fields.coreTemperature,
    '/allergens/*/name': fields.allergens,
    ...inputs,
  }),
  'meal-served': disclose({
    '/servedOn': fields.mealOn,
    '/kind': fields.mealKind,
    '/code': fields.code,
    '/schoolName': fields.schoolName,
    '/occurredAt': fields.servedAt,
    '/dishes/*/name': fields.dish,
    '/dishes/*/code': fields.code,
  }),
  'sample-taken': disclose({
    '/dish/name': fields.dish,
    '/code': fields.code,
    '/dish/code': fields.dishCode,
    '/schoolName': fields.schoolName,
    '/mealOn': fields.mealOn,
    '/mealKind': fields.mealKind,
    '/occurredAt': fields.sealedAt,
    '/dueAt': fields.keptUntil,
  }),
};

/** Whether a disclosed path, which may have stars, covers a field's path. */
export const covers = (pattern: string, path: string): boolean =>
  new RegExp(`^${pattern.replaceAll('*', '\\d+')}$`).test(path);
