import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import type { Logger } from 'pino';
import type { Role } from '#schemas/role.ts';
import { type Clock, stoppedAtFirstLook } from './clock.ts';
import type { Db } from './db/connect.ts';
import type { Tables } from './db/tables.ts';
import { DomainError } from './errors.ts';
import type { Nudge } from './jobs/index.ts';
import type { PaperStore } from './papers/index.ts';
import type { PersonalVault } from './records/personal.ts';
import type { Reference } from './reference/index.ts';
import type { Rules } from './rules/index.ts';
import { once, type Submission } from './submission.ts';

/** Somebody who signed in, with the scope that the account carries. */
export interface AccountActor {
  readonly kind: 'account';
  readonly accountId: string;
  readonly districtId: string;
  readonly role: Role;
  readonly schoolId: string | null;
  readonly supplierId: string | null;
  readonly displayName: string;
}

/** Who acts: an account, a job of the product itself, or the public. */
export type Actor =
  | AccountActor
  | { readonly kind: 'system'; readonly job: string; readonly districtId: string }
  | { readonly kind: 'public' };

/** What a verb or a query may use; made once a request (or job run) and passed down, never global. */
export interface Context {
  readonly actor: Actor;
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly requestId: string;
  readonly vault: PersonalVault;
  /** The files of uploaded papers. */
  readonly papers: PaperStore;
  /** Counties, divisions, goods and document rules: frozen, versioned, hashed. */
  readonly reference: Reference;
  /** The rule packs: what each verb checks, with the parameters in force where and when it happened. */
  readonly rules: Rules;
  /** The caller's idempotency key; `transact` then carries out the verb at most once. */
  readonly submission?: Submission;
  /** Told after each commit: there may be records to sequence. */
  readonly committed?: Nudge;
}

/** A context inside an open transaction of its district. */
export interface Tx extends Omit<Context, 'db'> {
  readonly db: Transaction<Tables>;
  readonly districtId: string;
}

/** What queries get: writing does not compile. */
export type Reader = ReadonlyKysely<Tables>;

/** For a query that only SQL text can say; the transaction is read-only all the same. */
export const inSql = (db: Reader): Kysely<Tables> => db as unknown as Kysely<Tables>;

/**
 * Runs a verb's writes in one transaction that row-level security binds to the actor's district. Its clock stands still:
 * all rows and records of one act tell one time. With a submission key, the same key and body replay the first answer,
 * and another body is refused.
 */
export async function transact<T>(ctx: Context, work: (tx: Tx) => Promise<T>): Promise<T> {
  const districtId = districtOf(ctx.actor);
  const answer = await ctx.db.transaction().execute(async (db) => {
    await enterDistrict(db, districtId);
    const tx: Tx = { ...ctx, db, districtId };
    const act = () => work({ ...tx, clock: stoppedAtFirstLook(ctx.clock) });
    return ctx.submission ? await once(tx, ctx.submission, act) : await act();
  });
  ctx.committed?.give();
  return answer;
}

/** Runs a query in a read-only snapshot of the actor's district, or of the given one for the public. */
export async function read<T>(
  ctx: Context,
  query: (db: Reader) => Promise<T>,
  districtId: string = districtOf(ctx.actor),
): Promise<T> {
  return await ctx.db
    .transaction()
    .setAccessMode('read only')
    .setIsolationLevel('repeatable read')
    .execute(async (db) => {
      await enterDistrict(db, districtId);
      return await query(db as unknown as Reader);
    });
}

export function districtOf(actor: Actor): string {
  if (actor.kind === 'public') throw new DomainError('unauthenticated');
  return actor.districtId;
}

async function enterDistrict(db: Transaction<Tables>, districtId: string): Promise<void> {
  await sql`select set_config('shansu.district', ${districtId}, true)`.execute(db);
}
