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
}

interface Described {
  readonly 'x-permission'?: string;
  readonly responses: Record<string, unknown>;
  readonly requestBody?: { readonly content: Record<string, unknown> };
}

/** Every operation of the API, from the description that it serves. */
export function operations(): Operation[] {
  const paths = openApiDocument(createApi()).paths as unknown as Record<string, Record<string, Described>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      method: method.toUpperCase(),
      path: `/api/v1${path}`,
      permission: described['x-permission'],
      statuses: Object.keys(described.responses),
      takesJson: 'application/json' in (described.requestBody?.content ?? {}),
    })),
  );
}
