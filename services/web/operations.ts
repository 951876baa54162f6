import { Hono } from 'hono';
import { sql } from 'kysely';
import { logMetrics } from '../anchors/index.ts';
import type { AppEnv } from './env.ts';

/**
 * For process supervisors: `/livez` says that the process answers, `/readyz` that it can record and who confirms it,
 * `/metrics` how far the proofs lag behind the records (Prometheus text).
 */
export const operations = new Hono<AppEnv>()
  .get('/livez', (c) => c.json({ status: 'ok' }))
  .get('/readyz', async (c) => {
    try {
      // Writing needs a primary that is not read-only; asking is enough to know.
      const { rows } = await sql<{
        ro: string;
      }>`select current_setting('transaction_read_only') as ro`.execute(c.var.ctx.db);
      if (rows[0]?.ro !== 'off') return c.json({ status: 'database is read-only' }, 503);
      const { witnesses } = c.var;
      return c.json({ status: 'ready', ...(witnesses && { ledger: witnesses }) });
    } catch {
      return c.json({ status: 'database cannot be reached' }, 503);
    }
  })
  .get('/metrics', async (c) => c.text(prometheusText(await logMetrics(c.var.ctx))));

function prometheusText(log: Awaited<ReturnType<typeof logMetrics>>): string {
  const gauges: readonly [name: string, help: string, value: number][] = [
    ['leaf_queue_length', 'Records without a place in a log.', log.queueLength],
    ['unsequenced_seconds', 'Age of the oldest record without a place.', log.oldestUnsequencedSeconds],
    ['anchor_lag_seconds', 'Age of the oldest checkpoint that no ledger has.', log.anchorLagSeconds],
    ['logs_behind', 'Logs whose newest checkpoint no ledger has.', log.logsBehind],
  ];
  return gauges
    .map(
      ([name, help, value]) =>
        `# HELP shansu_${name} ${help}\n# TYPE shansu_${name} gauge\nshansu_${name} ${value}\n`,
    )
    .join('');
}
