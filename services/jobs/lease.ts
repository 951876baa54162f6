import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Context, Tx } from '../context.ts';

/** A turn at some work. Each turn has a higher epoch than the one before: what an overtaken holder writes is refused. */
export interface Lease {
  readonly name: string;
  readonly epoch: number;
}

export interface LeaseRequest {
  readonly name: string;
  /** Who works, for the operator who looks at the table. Two turns never overlap, not even of one holder. */
  readonly holder: string;
  /** How long others wait when the holder dies. A living holder's lease is renewed until its work ends. */
  readonly ms: number;
}

export type Turn<T> = { readonly held: true; readonly result: T } | { readonly held: false };

type Basis = Pick<Context, 'db' | 'log'>;

const expiry = (ms: number) => sql<string>`clock_timestamp() + ${ms} * interval '1 millisecond'`;

/**
 * Works while holding the named lease; does nothing while somebody else holds it. The database's clock decides, so
 * that hosts need not agree on the time. A pause may outlast the lease all the same: every transaction of the work
 * must start with `requireLease`.
 */
export async function withLease<T>(
  basis: Basis,
  request: LeaseRequest,
  work: (lease: Lease) => Promise<T>,
): Promise<Turn<T>> {
  const lease = await take(basis, request);
  if (!lease) return { held: false };
  const done = new AbortController();
  const renewing = renew(basis, lease, request.ms, done.signal);
  try {
    return { held: true, result: await work(lease) };
  } finally {
    done.abort();
    await renewing;
    // In the past: the column's rounding to milliseconds must not keep the next one out.
    await ownRow(basis, lease)
      .set({ expiresAt: expiry(-1) })
      .execute();
  }
}

/**
 * The fence: passes only if no later turn has begun, and lets none begin before this transaction ends.
 * @throws LeaseLost
 */
export async function requireLease(tx: Pick<Tx, 'db'>, { name, epoch }: Lease): Promise<void> {
  const row = await tx.db
    .selectFrom('leases')
    .select('epoch')
    .where('name', '=', name)
    .forShare()
    .executeTakeFirst();
  if (row?.epoch !== epoch) throw new LeaseLost(name);
}

/** Another holder took over; the work is theirs now. */
export class LeaseLost extends Error {
  constructor(name: string) {
    super(`the lease ${name} was taken over`);
    this.name = 'LeaseLost';
  }
}

async function take({ db }: Basis, { name, holder, ms }: LeaseRequest): Promise<Lease | undefined> {
  return await db
    .insertInto('leases')
    .values({ name, holder, epoch: 1, expiresAt: expiry(ms) })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ holder, epoch: sql`leases.epoch + 1`, expiresAt: expiry(ms) })
        .where('leases.expiresAt', '<=', sql<string>`clock_timestamp()`),
    )
    .returning(['name', 'epoch'])
    .executeTakeFirst();
}

async function renew(basis: Basis, lease: Lease, ms: number, done: AbortSignal): Promise<void> {
  for (;;) {
    const waited = await delay(ms / 3, true, { signal: done, ref: false }).catch(() => false);
    if (!waited) return;
    try {
      await ownRow(basis, lease)
        .set({ expiresAt: expiry(ms) })
        .execute();
    } catch (error) {
      basis.log.warn({ err: error, lease: lease.name }, 'lease could not be renewed');
    }
  }
}

const ownRow = ({ db }: Basis, { name, epoch }: Lease) =>
  db.updateTable('leases').where('name', '=', name).where('epoch', '=', epoch);
