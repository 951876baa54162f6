import { z } from '@hono/zod-openapi';
import { Paper, PaperMediaType } from '#schemas/paper.ts';
import { Sha256 } from '#schemas/values.ts';
import { IdempotencyHeaders, jsonAnswer, newApi, permittedRoute } from '../web/api.ts';
import { downloadHeaders } from './download.ts';
import { readPaper } from './read-paper.ts';
import { requireDigest, storePaper } from './store-paper.ts';

const file = z.string().meta({ format: 'binary' });
const anyPaper = Object.fromEntries(PaperMediaType.options.map((type) => [type, { schema: file }]));

const store = permittedRoute('paper.store', {
  method: 'post',
  path: '/papers',
  tags: ['papers'],
  summary: 'Hand in a photograph or scan',
  description:
    'The body is the file itself: JPEG, PNG, WebP or PDF, at most 10 MB. Sending the same file again gets the same answer, so an upload whose answer was lost is simply repeated. Name the paper by its hash wherever a paper is asked for.',
  request: {
    headers: IdempotencyHeaders.extend({
      'content-digest': z
        .string()
        .optional()
        .meta({
          description: 'RFC 9530; a file that differs from its sha-256 is refused.',
          examples: ['sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:'],
        }),
    }),
    body: { required: true, content: anyPaper },
  },
  responses: { 200: jsonAnswer('The paper is kept', Paper) },
});

const fetchPaper = permittedRoute('paper.read', {
  method: 'get',
  path: '/papers/{sha256}',
  tags: ['papers'],
  summary: 'A paper’s file',
  request: { params: z.object({ sha256: Sha256 }) },
  responses: { 200: { description: 'The file, byte for byte as it was handed in', content: anyPaper } },
  problems: ['not-found'],
});

export const paperRoutes = newApi()
  .openapi(store, async (c) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    requireDigest(bytes, c.req.header('content-digest'));
    return c.json(await storePaper(c.var.ctx, bytes), 200);
  })
  .openapi(fetchPaper, async (c) => {
    const paper = await readPaper(c.var.ctx, c.req.valid('param').sha256);
    return new Response(paper.bytes as Uint8Array<ArrayBuffer>, { headers: downloadHeaders(paper) });
  });
