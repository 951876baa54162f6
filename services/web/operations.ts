import { Hono } from 'hono';
import { sql } from 'kysely';
import type { AppEnv } from './env.ts';

/** For process supervisors: `/livez` says that the process answers, `/readyz` that it can record. */
export const operations = new Hono<AppEnv>()
  .get('/livez', (c) => c.json({ status: 'ok' }))
  .get('/readyz', async (c) => {
    try {
      // Writing needs a primary that is not read-only; asking is enough to know.
      const { rows } = await sql<{
        ro: string;
      }>`select current_setting('transaction_read_only') as ro`.execute(c.var.ctx.db);
      const ready = rows[0]?.ro === 'off';
      return c.json({ status: ready ? 'ready' : 'database is read-only' }, ready ? 200 : 503);
    } catch {
      return c.json({ status: 'database cannot be reached' }, 503);
    }
  });
