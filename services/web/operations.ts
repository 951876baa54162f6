import { Hono } from 'hono';
import { sql } from 'kysely';
import type { LedgerFigures } from '#ledger/port.ts';
import { logMetrics } from '../anchors/index.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from './env.ts';

/**
 * For process supervisors: `/livez` says that the process answers, `/readyz` that it can record and who confirms it,
 * `/metrics` how far the proofs lag behind the records, and how the ledger fares (Prometheus text).
 */
export const operations = ({ witnesses, ledgerFigures }: Pick<Deps, 'witnesses' | 'ledgerFigures'>) =>
  new Hono<AppEnv>()
    .get('/livez', (c) => c.json({ status: 'ok' }))
    .get('/readyz', async (c) => {
      try {
        // Writing needs a primary that is not read-only; asking is enough to know.
        const { rows } = await sql<{
          ro: string;
        }>`select current_setting('transaction_read_only') as ro`.execute(c.var.ctx.db);
        if (rows[0]?.ro !== 'off') return c.json({ status: 'database is read-only' }, 503);
        return c.json({ status: 'ready', ...(witnesses && { ledger: witnesses }) });
      } catch {
        return c.json({ status: 'database cannot be reached' }, 503);
      }
    })
    .get('/metrics', async (c) => {
      const metrics = [
        ...logText(await logMetrics(c.var.ctx)),
        ...(ledgerFigures ? ledgerText(ledgerFigures()) : []),
      ];
      return c.text(metrics.join(''));
    });

function logText(log: Awaited<ReturnType<typeof logMetrics>>): string[] {
  return [
    metric('gauge', 'leaf_queue_length', 'Records without a place in a log.', log.queueLength),
    metric(
      'gauge',
      'unsequenced_seconds',
      'Age of the oldest record without a place.',
      log.oldestUnsequencedSeconds,
    ),
    metric(
      'gauge',
      'anchor_lag_seconds',
      'Age of the oldest checkpoint that no ledger has.',
      log.anchorLagSeconds,
    ),
    metric('gauge', 'logs_behind', 'Logs whose newest checkpoint no ledger has.', log.logsBehind),
  ];
}

/** Counters begin with the process. */
function ledgerText({ inHand, failures, askedAgain }: LedgerFigures): string[] {
  const byCode = Object.entries(failures).map(([code, count]) => [`{code="${code}"}`, count] as const);
  return [
    metric(
      'gauge',
      'ledger_requests_in_hand',
      'Requests to the ledger that run or wait for their turn.',
      inHand,
    ),
    metric('counter', 'ledger_asked_again_total', 'Times that the ledger had to be asked again.', askedAgain),
    metric('counter', 'ledger_failures_total', 'Requests to the ledger that failed.', ...byCode),
  ];
}

type Sample = number | readonly [labels: string, value: number];

function metric(
  type: 'gauge' | 'counter',
  name: string,
  help: string,
  ...samples: readonly Sample[]
): string {
  const lines = samples.map((sample) => {
    const [labels, value] = typeof sample === 'number' ? ['', sample] : sample;
    return `shansu_${name}${labels} ${value}\n`;
  });
  return `# HELP shansu_${name} ${help}\n# TYPE shansu_${name} ${type}\n${lines.join('')}`;
}
