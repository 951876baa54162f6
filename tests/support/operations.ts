import type { Schema, Schemas } from '#services/api-guide/description.ts';
import { exampleOf } from '#services/api-guide/example-of.ts';
import { createApi } from '#services/app.ts';
import { openApiDocument } from '#services/web/openapi.ts';

export interface Operation {
  readonly method: string;
  /** With OpenAPI's `{parameters}`, from the server's root. */
  readonly path: string;
  readonly permission: string | undefined;
  /** What it may answer with, by status: the schema of the JSON body, if it has one. */
  readonly answers: Readonly<Record<string, Schema | undefined>>;
  /** The body takes JSON. */
  readonly takesJson: boolean;
  /** The example of the JSON body; undefined when the operation takes none. */
  readonly example: unknown;
  readonly parameters: readonly Parameter[];
}

interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly example: string;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

interface Described {
  readonly 'x-permission'?: string;
  readonly responses: Record<string, { readonly content?: Content }>;
  readonly requestBody?: { readonly content: Content };
  readonly parameters?: readonly (Pick<Parameter, 'in' | 'name'> & { readonly schema: Schema })[];
}

const { paths: described, components } = openApiDocument(createApi());
const paths = described as unknown as Record<string, Record<string, Described>>;

/** The schemas that have a name in the description. */
export const schemas = components?.schemas as unknown as Schemas;

/** Every operation of the API, from the description that it serves. */
export function operations(): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const body = operation.requestBody?.content['application/json'];
      return {
        method: method.toUpperCase(),
        path: `/api/v1${path}`,
        permission: operation['x-permission'],
        answers: Object.fromEntries(
          Object.entries(operation.responses).map(([status, { content }]) => [
            status,
            (content?.['application/json'] ?? content?.['application/problem+json'])?.schema,
          ]),
        ),
        takesJson: body !== undefined,
        example: body && exampleOf(body.schema, schemas),
        parameters: (operation.parameters ?? []).map(({ in: where, name, schema }) => ({
          in: where,
          name,
          example: String(exampleOf(schema, schemas)),
        })),
      };
    }),
  );
}

const pattern = (path: string) => new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
const parameterCount = ({ path }: Operation) => path.split('{').length;

/** The operation that a request is for: of several, the one that spells out more of its path. */
export const operationAt = (
  among: readonly Operation[],
  { method, path }: Readonly<Record<'method' | 'path', string>>,
): Operation | undefined =>
  among
    .filter((operation) => operation.method === method && pattern(operation.path).test(path))
    .sort((a, b) => parameterCount(a) - parameterCount(b))[0];
