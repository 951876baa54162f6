import { Hono } from 'hono';
import type { AppEnv } from '../web/env.ts';
import { downloadHeaders } from './download.ts';
import { readPaper } from './read-paper.ts';

/** Files for signed-in browsers, as images in a page or as downloads. */
export const paperPages = new Hono<AppEnv>().get('/papers/:sha256{[0-9a-f]{64}}', async (c) => {
  const paper = await readPaper(c.var.ctx, c.req.param('sha256'));
  return new Response(paper.bytes as Uint8Array<ArrayBuffer>, { headers: downloadHeaders(paper) });
});
