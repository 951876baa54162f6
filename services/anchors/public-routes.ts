import { Hono } from 'hono';
import { DomainError } from '../errors.ts';
import type { AppEnv } from '../web/env.ts';
import type { LogKeys } from './log-keys.ts';
import { publicCheckpoint, publicTile } from './public-log.ts';

/** A tile never changes; a checkpoint is overtaken within seconds. */
const forever = 'public, max-age=31536000, immutable';
const brief = 'public, max-age=1';
/** Verifiers may run on anyone's page. */
const openToAll = { 'access-control-allow-origin': '*' };

/** The logs as anyone may follow them (c2sp.org/tlog-tiles), and the keys to check them with. */
export function publicLogRoutes(keys: LogKeys): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/trust.json', (c) =>
      c.body(keys.trustFile(), 200, {
        ...openToAll,
        'content-type': 'application/json',
        'cache-control': brief,
      }),
    )
    .get('/log/:division/checkpoint', async (c) => {
      const note = await publicCheckpoint(c.var.ctx, c.req.param('division'));
      if (note === undefined) throw new DomainError('not-found');
      return c.body(note, 200, {
        ...openToAll,
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': brief,
      });
    })
    .get('/log/:division/:path{tile/.+}', async (c) => {
      const { division, path } = c.req.param();
      const tile = await publicTile(c.var.ctx, division, path);
      if (tile === undefined) throw new DomainError('not-found');
      return c.body(Uint8Array.from(tile), 200, {
        ...openToAll,
        'content-type': 'application/octet-stream',
        'cache-control': forever,
      });
    });
}
