/** The parts of an OpenAPI 3.1 document that the guide shows. */
export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: { readonly schemas: Schemas };
}
export type Schemas = Readonly<Record<string, Schema>>;

/** As far as our own schemas go: JSON Schema 2020-12 as zod writes it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Schemas;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

interface OperationObject {
  readonly tags: readonly [slice: string];
  readonly summary: string;
  readonly description?: string;
  readonly 'x-permission': string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

/** One thing that the API does. */
export interface Operation extends OperationObject {
  readonly method: string;
  /** From the root of the server. */
  readonly path: string;
  /** Of its place on the page. */
  readonly id: string;
}

/** The operations of each slice, in the order in which the API has them. */
export function slicesOf({ paths }: Description): ReadonlyMap<string, readonly Operation[]> {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]): Operation => ({
        ...operation,
        method: method.toUpperCase(),
        path: `/api/v1${path}`,
        id: `${method}${path.replaceAll(/[^A-Za-z0-9]+/g, '-').replace(/-$/, '')}`,
      }),
    ),
  );
  return Map.groupBy(operations, ({ tags: [slice] }) => slice);
}

export const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

/** Whether a schema has a section of its own; the others are told where they are used. */
export const hasFields = (schema: Schema | undefined): boolean =>
  schema?.properties !== undefined || schema?.oneOf !== undefined;

/** The schemas with fields that the operations lead to, directly or through each other, by name. */
export function schemasOf(operations: readonly Operation[], schemas: Schemas): ReadonlyMap<string, Schema> {
  const found = new Map<string, Schema>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { $ref } = value as Schema;
    if (typeof $ref === 'string') reach(nameOf($ref));
    else for (const part of Object.values(value)) visit(part);
  };
  const reach = (name: string): void => {
    const schema = schemas[name];
    // Problems have pages of their own.
    if (!schema || found.has(name) || name === 'Problem') return;
    found.set(name, schema);
    visit(schema);
  };
  for (const { parameters, requestBody, responses } of operations)
    visit([
      parameters?.map(({ schema }) => schema),
      requestBody?.content,
      Object.values(responses).map(({ content }) => content),
    ]);
  return new Map([...found].filter(([, schema]) => hasFields(schema)));
}
