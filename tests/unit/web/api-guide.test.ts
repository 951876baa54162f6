import { expect, test } from 'vitest';
import { checkFoodOperationLicence } from '#schemas/codes/food-operation-licence.ts';
import { checkUscc } from '#schemas/codes/uscc.ts';
import { exampleOf } from '#services/api-guide/example-of.ts';
import { slices } from '#services/api-guide/messages.ts';
import { isTranslated, pairs } from '#services/api-guide/texts/index.ts';
import { createApi } from '#services/app.ts';
import { openApiDocument } from '#services/web/openapi.ts';
import { reference } from '#tests/support/reference.ts';

const document = JSON.parse(JSON.stringify(openApiDocument(createApi())));

/** Every summary and description, except of refusals: those are codes. */
function textsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    if (['examples', 'enum', 'default'].includes(key) || /^[45]\d\d$/.test(key)) return [];
    if ((key === 'summary' || key === 'description') && typeof part === 'string') return [part];
    return textsIn(part);
  });
}
const told = new Set(textsIn([document.paths, document.components.schemas]));

test('each text of the API’s description has Chinese and English in services/api-guide/texts', () => {
  expect(told.size).toBeGreaterThan(100);
  expect([...told].filter((text) => !isTranslated(text))).toEqual([]);
});

test('no translation is left of a text that is gone', () => {
  expect(pairs.filter((pair) => !pair.some((text) => told.has(text)))).toEqual([]);
});

test('each slice of the API has a name', () => {
  const tags = new Set(
    Object.values(document.paths).flatMap((methods) =>
      Object.values(methods as Record<string, { tags: string[] }>).flatMap(({ tags }) => tags),
    ),
  );
  expect([...tags].toSorted()).toEqual(Object.keys(slices).toSorted());
});

test('an example is the schema’s own, or put together from those of its parts', () => {
  const schemas = { Id: { type: 'string', examples: ['a-1'] }, Word: { enum: ['one', 'two'] } };
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const schema = {
    type: 'object',
    properties: {
      id: ref('Id'),
      words: { type: 'array', items: ref('Word') },
      grams: { type: 'integer', minimum: 0 },
    },
  };
  expect(exampleOf(schema, schemas)).toEqual({ id: 'a-1', words: ['one'], grams: 1 });
  expect(exampleOf({ ...schema, examples: [{ id: 'b-2' }] }, schemas)).toEqual({ id: 'b-2' });
  expect(exampleOf({ oneOf: [ref('Word'), ref('Id')] }, schemas)).toBe('one');
});

test('numbers in examples are numbers that can be', () => {
  const { knownRegion } = reference.divisions;
  const text = JSON.stringify(document);
  const verdicts = [
    ...(text.match(/(?<="creditCode":")[^"]+/g) ?? []).map((code) => checkUscc(code, knownRegion)),
    ...(text.match(/"JY\d{14}"/g) ?? []).map((code) =>
      checkFoodOperationLicence(JSON.parse(code), knownRegion),
    ),
  ];
  expect(verdicts.length).toBeGreaterThan(3);
  expect(verdicts.filter(({ level }) => level !== 'pass')).toEqual([]);
});
