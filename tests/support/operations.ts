import type { Schema, Schemas } from '#services/api-guide/description.ts';
import { exampleOf } from '#services/api-guide/example-of.ts';
import { createApi } from '#services/app.ts';
import { openApiDocument } from '#services/web/openapi.ts';

export interface Operation {
  readonly method: string;
  /** With OpenAPI's `{parameters}`, from the server's root. */
  readonly path: string;
  readonly permission: string | undefined;
  readonly statuses: readonly string[];
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

interface Described {
  readonly 'x-permission'?: string;
  readonly responses: Record<string, unknown>;
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> };
  readonly parameters?: readonly (Pick<Parameter, 'in' | 'name'> & { readonly schema: Schema })[];
}

/** Every operation of the API, from the description that it serves. */
export function operations(): Operation[] {
  const { paths: described, components } = openApiDocument(createApi());
  const paths = described as unknown as Record<string, Record<string, Described>>;
  const schemas = components?.schemas as unknown as Schemas;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const body = operation.requestBody?.content['application/json'];
      return {
        method: method.toUpperCase(),
        path: `/api/v1${path}`,
        permission: operation['x-permission'],
        statuses: Object.keys(operation.responses),
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
