import { setTimeout as delay } from 'node:timers/promises';
import { parseNote, signerName } from '#ledger/note.ts';
import type { KeyChangeCause } from '#schemas/records/log-key-changed.ts';
import { type Context, districtOf, read } from '../context.ts';
import { announcedChange, announceLogKey, type KeyChange } from './announce-log-key.ts';
import type { LogKeys } from './log-keys.ts';
import { type KeyRange, signerOf } from './trust-file.ts';
import { whileNobodySigns } from './while-nobody-signs.ts';

/** What has just been done, or was found done; `already` when the change was made before and is not made again. */
export type KeyChangeStep = 'opened' | 'announced' | 'held' | 'retired' | 'removed' | 'already';

interface Means {
  readonly keys: LogKeys;
  /** The ledger that the log is anchored on. Somebody sequences and anchors meanwhile. */
  readonly ledgerName: string;
}

interface Wanted {
  readonly cause: KeyChangeCause;
  /** Also when the key has just been changed; not a second time when that was interrupted. */
  readonly again?: boolean;
}

/** Who starts the command again does not know whether it had come to its end. */
const notAgainWithinMs = 24 * 60 * 60_000;

/**
 * Exchanges the key of a district's log: the new one is made, opened in the trust file and announced in the log; when
 * the ledger holds a checkpoint that the old one signed too, the old one's range ends and its secret is removed. Each
 * step finds out what is done already, so that a change that was interrupted anywhere goes on when it is asked for
 * again. A lost key cannot sign along: then the ledger's organisations must admit the new one (ledger/README.md).
 *
 * @throws Error when a change is under way for another cause, or a key is said to be lost that is here
 */
export async function changeLogKey(
  ctx: Context,
  { keys, ledgerName }: Means,
  { cause, again = false }: Wanted,
  tell: (step: KeyChangeStep, change: KeyChange) => void,
): Promise<void> {
  const origin = await originOf(ctx);
  const left = leftToRemove(keys, origin);
  if (left) {
    const isWanted = (await announcedChange(ctx, left))?.cause === cause;
    remove(keys, left, tell);
    if (isWanted) return;
  }
  const begun = await underWay(ctx, keys, origin, cause);
  const made = begun || again ? undefined : await justMade(ctx, keys, origin, cause);
  if (made) return tell('already', made);
  const change = begun ?? (await open(ctx, keys, origin, cause));
  tell('opened', change);
  await announceLogKey(ctx, change, cause);
  tell('announced', change);
  await untilHeld(ctx, ledgerName, keys.inUse(origin));
  tell('held', change);
  await retire(ctx, keys, change, cause);
  tell('retired', change);
  remove(keys, change, tell);
}

function remove(
  keys: LogKeys,
  change: KeyChange,
  tell: (step: KeyChangeStep, change: KeyChange) => void,
): void {
  keys.folder.remove(change.retires);
  tell('removed', change);
}

async function originOf(ctx: Context): Promise<string> {
  const { origin } = await ctx.db
    .selectFrom('districts')
    .select('origin')
    .where('id', '=', districtOf(ctx.actor))
    .executeTakeFirstOrThrow();
  return origin;
}

/** A key whose range has ended while its secret still lies here: the last step is left. */
function leftToRemove(keys: LogKeys, origin: string): KeyChange | undefined {
  const [admitted] = keys.inUse(origin);
  const retired = keys.file
    .keysOf(origin)
    .find(({ vkey, untilSize }) => untilSize !== undefined && keys.folder.find(vkey));
  return admitted && retired && { origin, retires: retired.vkey, admits: admitted.vkey };
}

/** Two keys are in use; or a new one took over from a lost one, and the log or the ledger may not know yet. */
async function underWay(
  ctx: Context,
  keys: LogKeys,
  origin: string,
  cause: KeyChangeCause,
): Promise<KeyChange | undefined> {
  const ranges = keys.file.keysOf(origin);
  const [before, last] = ranges.slice(-2);
  if (!before || !last || missing(keys, origin).length > 0) return undefined;
  const change = { origin, retires: before.vkey, admits: last.vkey };
  if (keys.inUse(origin).length > 1) return change;
  const announced = await announcedChange(ctx, change);
  return announced === undefined || (announced.cause === 'lost' && cause === 'lost') ? change : undefined;
}

/** The change to the key in use, if it was announced a short time ago for the same cause. */
async function justMade(
  ctx: Context,
  keys: LogKeys,
  origin: string,
  cause: KeyChangeCause,
): Promise<KeyChange | undefined> {
  const [inUse] = keys.inUse(origin);
  const change =
    inUse && missing(keys, origin).length === 0 && (await announcedChange(ctx, { admits: inUse.vkey }));
  const isRecent = change && Date.parse(ctx.clock.now()) - Date.parse(change.recordedAt) < notAgainWithinMs;
  return isRecent && change.cause === cause ? change : undefined;
}

/** Keys in use whose secret is not here. */
const missing = (keys: LogKeys, origin: string): KeyRange[] =>
  keys.inUse(origin).filter(({ vkey }) => !keys.folder.find(vkey));

/** Makes the new key, or takes the one that an interrupted try has made, and opens it behind the newest checkpoint. */
async function open(ctx: Context, keys: LogKeys, origin: string, cause: KeyChangeCause): Promise<KeyChange> {
  const [gone] = missing(keys, origin);
  const current = gone ?? keys.inUse(origin).at(-1);
  if (!current) throw new Error(`the log ${origin} has no key yet: start the product once`);
  if (cause === 'lost' && !gone) throw new Error(`no key is lost: ${keys.folder.pathOf(current.vkey)}`);
  if (cause !== 'lost' && gone) throw new Error(`the key is not in ${keys.folder.pathOf(gone.vkey)}`);
  const known = new Set(keys.file.keysOf(origin).map(({ vkey }) => vkey));
  const admits = keys.folder.ofLog(origin).find((vkey) => !known.has(vkey)) ?? keys.folder.make(origin);
  await whileNobodySigns(ctx, (size) =>
    keys.file.changeKeys(origin, (ranges) => [
      ...(cause === 'lost' ? ranges.flatMap((range) => endedAt(size, range)) : ranges),
      { vkey: admits, fromSize: size + 1 },
    ]),
  );
  return { origin, retires: current.vkey, admits };
}

/** The range of a key that signs no more; one that begins later never signed. */
function endedAt(size: number, range: KeyRange): KeyRange[] {
  if (range.untilSize !== undefined) return [range];
  return range.fromSize > size ? [] : [{ ...range, untilSize: size }];
}

/** Waits until the newest checkpoint on the ledger is signed by all that are in use. */
async function untilHeld(ctx: Context, ledgerName: string, inUse: readonly KeyRange[]): Promise<void> {
  const districtId = districtOf(ctx.actor);
  const newestNote = () =>
    read(ctx, (db) =>
      db
        .selectFrom('anchorings')
        .innerJoin('checkpoints', (join) =>
          join
            .onRef('checkpoints.districtId', '=', 'anchorings.districtId')
            .onRef('checkpoints.size', '=', 'anchorings.size'),
        )
        .select('note')
        .where('anchorings.districtId', '=', districtId)
        .where('ledgerName', '=', ledgerName)
        .orderBy('anchorings.size', 'desc')
        .limit(1)
        .executeTakeFirst(),
    );
  const isHeld = async () => {
    const anchored = await newestNote();
    const signers = anchored ? parseNote(anchored.note).signatures.map(signerName) : [];
    return inUse.every((key) => signers.includes(signerOf(key)));
  };
  while (!(await isHeld())) await delay(200);
}

/** Ends the old key's range at the newest checkpoint; from then on the new one signs alone. */
async function retire(
  ctx: Context,
  keys: LogKeys,
  { origin, retires }: KeyChange,
  cause: KeyChangeCause,
): Promise<void> {
  await whileNobodySigns(ctx, (size) =>
    keys.file.changeKeys(origin, (ranges) =>
      ranges.map((range) =>
        range.vkey === retires
          ? {
              ...range,
              untilSize: range.untilSize ?? size,
              ...(cause === 'stolen' && { stolen: true as const }),
            }
          : range,
      ),
    ),
  );
}
