import type { AnchoredCheckpoint } from '#ledger/attestation/anchored-checkpoint.ts';
import { equalBytes } from '#ledger/bytes.ts';
import { anchoringStatement, isStamped } from '../anchors/index.ts';
import type { Db } from '../db/connect.ts';
import type { Tables } from '../db/tables.ts';
import { signedCheckpoint } from './audit-checkpoint.ts';
import { type AuditedLog, inDistrict, pageSize } from './audited.ts';
import type { FindingCode } from './findings.ts';

/** A checkpoint as one peer's blocks hold it. */
export interface Held {
  readonly checkpoint: AnchoredCheckpoint;
  readonly block: number;
}

/** All that a peer's blocks hold of one log with sizes beyond `after`, up to `upTo`. */
export interface HeldStretch {
  readonly after: number;
  readonly upTo: number;
  /** In order of size. */
  readonly held: readonly Held[];
}

export interface Comparing {
  readonly owner: Db;
  readonly log: AuditedLog;
  readonly ledgerName: string;
  readonly add: (code: FindingCode, place: string, more?: { block: number; transaction: string }) => void;
  /** Whether the peer must be able to show what stands in a block of this number. */
  readonly isOwed: (block: number) => boolean;
}

type Anchoring = Tables['anchorings'];
type OwnCheckpoint = Pick<Tables['checkpoints'], 'size' | 'root' | 'note'>;

/**
 * What a peer holds of a log against our tables, both ways. Before anything is said of the peer, our own row has to prove
 * itself: one that is not as it was signed is found where the tables are looked at. The ledger was read before the tables,
 * and a checkpoint is stored before it is anchored, so what is missing here is missing.
 *
 * @returns sizes that the ledger holds and of which there is no anchoring here
 */
export async function compareHeld(comparing: Comparing, stretch: HeldStretch): Promise<number[]> {
  const unnoted: number[] = [];
  for (let { after } = stretch; after < stretch.upTo; ) {
    const { upTo, rows, own } = await readTables(comparing, stretch, after);
    const held = stretch.held.filter(({ checkpoint: { size } }) => size > after && size <= upTo);
    unnoted.push(...comparePage(comparing, held, rows, own));
    after = upTo;
  }
  return unnoted;
}

function comparePage(
  comparing: Comparing,
  held: readonly Held[],
  rows: ReadonlyMap<number, Anchoring>,
  own: ReadonlyMap<number, OwnCheckpoint>,
): number[] {
  const unnoted: number[] = [];
  for (const each of held) {
    const { size } = each.checkpoint;
    compareCheckpoint(comparing, each, own.get(size));
    const row = rows.get(size);
    if (row) compareAnchoring(comparing, each, row, own.get(size));
    else unnoted.push(size);
  }
  const sizes = new Set(held.map(({ checkpoint }) => checkpoint.size));
  for (const row of rows.values()) {
    if (sizes.has(row.size) || !isAsStamped(comparing.log, row, own.get(row.size))) continue;
    if (comparing.isOwed(blockOf(row) ?? 0)) comparing.add('peer-lacks', String(row.size));
  }
  return unnoted;
}

function compareCheckpoint({ add, log }: Comparing, { checkpoint, block }: Held, own?: OwnCheckpoint): void {
  const { size, root, note, transactionId } = checkpoint;
  const at = { block, transaction: transactionId };
  if (!own) {
    const isOurs = signedCheckpoint(note, log.keys) !== undefined;
    add('peer-ahead', isOurs ? String(size) : `${size}, without a signature of the log`, at);
    return;
  }
  const isSame = equalBytes(own.root, root) && own.note === note;
  if (!isSame && signedCheckpoint(own.note, log.keys))
    add('peer-differs', `${size}, ${equalBytes(own.root, root) ? 'note' : 'root'}`, at);
}

function compareAnchoring(
  { add, log }: Comparing,
  { checkpoint, block }: Held,
  row: Anchoring,
  own?: OwnCheckpoint,
): void {
  const { size, transactionId } = checkpoint;
  const isSame = row.transactionId === transactionId && blockOf(row) === block;
  if (!isSame && isAsStamped(log, row, own))
    add('peer-differs', `${size}, transaction`, { block, transaction: transactionId });
}

/** Whether our own row says what it was written to say. @param own the checkpoint of its size */
export function isAsStamped(
  { origin, keys }: AuditedLog,
  row: Anchoring,
  own: Pick<OwnCheckpoint, 'root'> | undefined,
): boolean {
  const { stamp, ...columns } = row;
  return own !== undefined && isStamped(anchoringStatement(columns, origin, own.root), stamp, keys);
}

/** Number of the block that an anchoring stands in. */
export const blockOf = ({ payload }: Anchoring): number | undefined =>
  (payload as { blockNumber?: number }).blockNumber;

/** What our tables have beyond a size, up to one that is not too far: the peer may lack any number of checkpoints. */
async function readTables({ owner, log, ledgerName }: Comparing, stretch: HeldStretch, after: number) {
  const { districtId } = log;
  return await inDistrict(owner, districtId, async (db) => {
    const anchorings = await db
      .selectFrom('anchorings')
      .selectAll()
      .where('districtId', '=', districtId)
      .where('ledgerName', '=', ledgerName)
      .where('size', '>', after)
      .where('size', '<=', stretch.upTo)
      .orderBy('size')
      .limit(pageSize)
      .execute();
    const upTo = anchorings.length < pageSize ? stretch.upTo : anchorings.at(-1)!.size;
    const held = stretch.held.map(({ checkpoint }) => checkpoint.size);
    const sizes = [
      ...anchorings.map(({ size }) => size),
      ...held.filter((size) => size > after && size <= upTo),
    ];
    const own =
      sizes.length === 0
        ? []
        : await db
            .selectFrom('checkpoints')
            .select(['size', 'root', 'note'])
            .where('districtId', '=', districtId)
            .where('size', 'in', sizes)
            .execute();
    return {
      upTo,
      rows: new Map(anchorings.map((row) => [row.size, row])),
      own: new Map(own.map((row) => [row.size, row])),
    };
  });
}
