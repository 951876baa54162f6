import { z } from '@hono/zod-openapi';
import { StoredRecord } from '#schemas/proof.ts';
import { Id } from '#schemas/values.ts';
import { jsonAnswer, newApi, permittedRoute } from '../web/api.ts';
import { recordBundle, storedRecord } from './queries.ts';

const params = z.object({ id: Id });

const show = permittedRoute('record.read', {
  method: 'get',
  path: '/records/{id}',
  tags: ['records'],
  summary: 'A record as it was appended, and how far its proof has come',
  request: { params },
  responses: { 200: jsonAnswer('Canonical text, digest and state of proof', StoredRecord) },
  problems: ['not-found'],
});

const FieldPointers = z
  .preprocess(
    (given) => (typeof given === 'string' ? [given] : given),
    z.array(z.string().startsWith('/').max(200)).max(200),
  )
  .optional()
  .meta({
    type: 'array',
    items: { type: 'string' },
    description: 'JSON pointers of the fields to show; without it all that are not personal',
    examples: [['/name']],
  });

const bundle = permittedRoute('record.read', {
  method: 'get',
  path: '/records/{id}/bundle.json',
  tags: ['records'],
  summary: 'The proof of a record, to be checked offline',
  request: { params, query: z.object({ disclose: FieldPointers }) },
  responses: {
    200: jsonAnswer(
      'Proof bundle shansu-proof/v1 (ledger/README.md); keep it byte for byte',
      z.looseObject({ format: z.literal('shansu-proof/v1') }),
    ),
  },
  problems: ['not-found', 'proof-pending'],
});

export const recordRoutes = newApi()
  .openapi(show, async (c) => c.json(await storedRecord(c.var.ctx, c.req.valid('param').id), 200))
  .openapi(bundle, async (c) => {
    const { id } = c.req.valid('param');
    const text = await recordBundle(c.var.ctx, id, c.req.valid('query').disclose);
    // The text itself and not `c.json`, which would write it anew: a bundle has one spelling.
    return c.body(text, 200, {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="${id}.proof.json"`,
    }) as never;
  });
