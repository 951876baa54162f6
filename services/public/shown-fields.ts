import { type Canonical, type CanonicalObject, parseCanonical } from '#ledger/canonical.ts';
import { fieldsOf } from '#ledger/fields.ts';
import { type MealKind, mealNames } from '#schemas/meal.ts';
import type { RecordType } from '#schemas/records/index.ts';
import { celsius, shownTime } from '../web/format.ts';
import type { Language, Message } from '../web/language.ts';
import { covers, disclosures } from './disclosure.ts';

/** One field of a record as the public sees it. */
export interface ShownField {
  readonly path: string;
  readonly value: Canonical;
  readonly label: Message;
}

/** Whether records of this type have a public page. */
export const isPublicRecord = (type: string): type is RecordType => Object.hasOwn(disclosures, type);

/**
 * The fields of a record that the public may see, in the order of the list of disclosures. Of a supplier without a
 * credit code, who is a person that farms, the name is withheld too.
 */
export function shownFields(type: RecordType, canonical: string): ShownField[] {
  const fields = fieldsOf(parseCanonical(canonical) as CanonicalObject).filter(
    (field) => field.kind === 'open',
  );
  const isCompany = fields.some(({ path }) => path === '/supplier/creditCode');
  return (disclosures[type] ?? []).flatMap(({ path: pattern, label }) =>
    pattern === '/supplier/name' && !isCompany
      ? []
      : fields.flatMap(({ path, value }) => (covers(pattern, path) ? [{ path, value, label }] : [])),
  );
}

/** A field's value in words; the proof has the value itself. */
export function wordsOf(
  { path, value }: ShownField,
  language: Language,
  allergenNames: ReadonlyMap<string, string>,
): string {
  const name = path.split('/').at(-1) ?? '';
  if (name.endsWith('At')) return shownTime(String(value), language);
  if (name.endsWith('MilliC')) return `${celsius(Number(value))} ℃`;
  if (/^\/(mealKind|kind)$/.test(path)) return mealNames[value as MealKind]?.[language] ?? String(value);
  if (/^\/allergens\/\d+$/.test(path)) return allergenNames.get(String(value)) ?? String(value);
  return String(value);
}
