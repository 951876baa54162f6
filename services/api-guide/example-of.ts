import { nameOf, type Schema, type Schemas } from './description.ts';

/** A value that fits a schema: its own example, or put together from those of its parts. */
export function exampleOf(schema: Schema, schemas: Schemas): unknown {
  const { $ref, examples, enum: choices, type, properties, items } = schema;
  if ($ref !== undefined) return exampleOf(schemas[nameOf($ref)] ?? {}, schemas);
  if (examples?.[0] !== undefined) return examples[0];
  if (schema.default !== undefined && schema.default !== null && !items) return schema.default;
  if (choices) return choices[0];
  const [first] = schema.anyOf ?? schema.oneOf ?? [];
  if (first) return exampleOf(first, schemas);
  if (properties)
    return Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, exampleOf(property, schemas)]),
    );
  if (items) return [exampleOf(items, schemas)];
  return plainValue(typeof type === 'string' ? type : type?.[0], schema);
}

function plainValue(type: string | undefined, { minimum }: Schema): unknown {
  if (type === 'integer' || type === 'number') return Math.max(minimum ?? 1, 1);
  if (type === 'boolean') return true;
  return type === 'object' ? {} : '…';
}
