import { expect, test } from 'vitest';
import { z } from 'zod';
import { type RecordType, recordTypes } from '#schemas/records/index.ts';
import { PersonalCommitment } from '#schemas/records/record.ts';
import { covers, disclosures } from '#services/public/disclosure.ts';

/** Every leaf of a record's schema with its path; lists have `*` in place of an index. */
function leaves(schema: z.core.$ZodType, path = ''): [string, z.core.$ZodType][] {
  if (schema === PersonalCommitment) return [[path, schema]];
  if (schema instanceof z.ZodOptional) return leaves(schema.unwrap(), path);
  if (schema instanceof z.ZodArray) return leaves(schema.element, `${path}/*`);
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, member]) =>
      leaves(member as z.core.$ZodType, `${path}/${name}`),
    );
  return [[path, schema]];
}

const disclosed = Object.entries(disclosures).flatMap(([type, fields]) =>
  fields.map(({ path }) => [type as RecordType, path] as const),
);

test.for(disclosed)('%s %s is a field of the record, and no person', ([type, path]) => {
  const found = leaves(recordTypes[type]).find(([leaf]) => leaf === path);
  expect(found).toBeDefined();
  expect(found?.[1]).not.toBe(PersonalCommitment);
});

/** Words of a path that lead to people, money, quantities, pseudonyms, or texts that people write freely. */
const forbidden =
  /actor|account|signer|witness|person|takenBy|issuedTo|holder|legal|contact|phone|address|fen$|price|amount|total|grams|remaining|stock|diners|because|reason|remark|purpose|labelText|vehicle|vessel|\/id$|subject|district|sha256|photos/i;

test.for(disclosed)('%s %s is no person, price, quantity or free text by its name', ([, path]) => {
  expect(path).not.toMatch(forbidden);
});

test('a personal field would be found wherever it stood', () => {
  const personal = Object.entries(recordTypes).flatMap(([type, schema]) =>
    leaves(schema).flatMap(([path, leaf]) => (leaf === PersonalCommitment ? [`${type} ${path}`] : [])),
  );
  expect(personal).toContain('delivery-received /signers/*/name');
  expect(personal).toContain('sample-taken /takenBy');
  expect(personal.length).toBeGreaterThan(6);
});

test('a star stands for a place in a list and for nothing else', () => {
  expect(covers('/papers/*/number', '/papers/12/number')).toBe(true);
  for (const path of ['/papers/x/number', '/papers/1/number/2', '/papers/number', '/x/papers/1/number'])
    expect(covers('/papers/*/number', path)).toBe(false);
});
