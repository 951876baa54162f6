import type { Clock } from '../clock.ts';
import type { Reader } from '../context.ts';
import type { Db } from '../db/connect.ts';
import { acrossDistricts } from './across-districts.ts';

/** How far records are from being proven, over all districts. Ages are seconds, 0 when nothing waits. */
export interface LogMetrics {
  /** Records without a place in a log. */
  readonly queueLength: number;
  readonly oldestUnsequencedSeconds: number;
  /** Age of the oldest checkpoint that no ledger has. */
  readonly anchorLagSeconds: number;
  /** Logs whose newest checkpoint no ledger has. */
  readonly logsBehind: number;
}

export async function logMetrics({ db, clock }: { db: Db; clock: Clock }): Promise<LogMetrics> {
  const now = Date.parse(clock.now());
  const age = (instant: number) => Math.max(0, (now - instant) / 1000);
  return await acrossDistricts(db, async (reader) => {
    const queue = await reader
      .selectFrom('leafQueue')
      .select(({ fn }) => [
        fn.countAll<number>().as('length'),
        // The oldest record's id: ids begin with the time (RFC 9562 section 5.7).
        fn.min<string | null>(({ cast, ref }) => cast(ref('recordId'), 'text')).as('oldest'),
      ])
      .executeTakeFirstOrThrow();
    const waiting = await unanchored(reader);
    return {
      queueLength: queue.length,
      oldestUnsequencedSeconds: queue.oldest === null ? 0 : age(timeOfId(queue.oldest)),
      anchorLagSeconds: Math.max(0, ...waiting.map(({ signedAt }) => age(Date.parse(signedAt)))),
      logsBehind: waiting.length,
    };
  });
}

const timeOfId = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

/** For each log that is behind, its oldest checkpoint that no ledger has. */
async function unanchored(db: Reader) {
  const logs = await db
    .selectFrom('districts')
    .leftJoinLateral(
      ({ selectFrom }) =>
        selectFrom('checkpoints')
          .select('signedAt')
          .whereRef('checkpoints.districtId', '=', 'districts.id')
          .where(({ eb, fn }) =>
            eb(
              'checkpoints.size',
              '>',
              fn.coalesce(
                selectFrom('anchorings')
                  .select(({ fn: { max } }) => max('size').as('size'))
                  .whereRef('anchorings.districtId', '=', 'districts.id'),
                eb.lit(0),
              ),
            ),
          )
          .orderBy('checkpoints.size')
          .limit(1)
          .as('first'),
      (join) => join.onTrue(),
    )
    .select('first.signedAt')
    .execute();
  return logs.flatMap(({ signedAt }) => (signedAt === null ? [] : [{ signedAt }]));
}
