import type { AnchoredCheckpoint } from '#ledger/attestation/anchored-checkpoint.ts';
import { anchoringStatement } from '#services/anchors/index.ts';
import { stamp } from '#services/anchors/stamp.ts';
import type { AuditedLog } from '#services/audit/audited.ts';
import type { TestApp } from './app.ts';

export const ledgerName = 'a-ledger';
const anchoredAt = '2026-01-05T00:00:00.000Z';
const note = 'a note\n';

/** A log with an anchored checkpoint of each of these sizes, in blocks 1, 2, 3 and so on. */
export interface AnchoredLog extends AuditedLog {
  /** As the ledger would hold them. */
  readonly checkpoints: readonly AnchoredCheckpoint[];
}

export async function logAnchoredAt(t: TestApp, sizes: readonly number[]): Promise<AnchoredLog> {
  const { districtId } = await t.district();
  const { origin, divisionCode } = await t.owner
    .selectFrom('districts')
    .select(['origin', 'divisionCode'])
    .where('id', '=', districtId)
    .executeTakeFirstOrThrow();
  const [key] = t.logKeys.signers(origin, undefined);
  const checkpoints = sizes.map((size) => madeUpCheckpoint(origin, size));
  const rows = checkpoints.map(({ size, root, transactionId }, index) => {
    const anchoring = {
      ...{
        districtId,
        ledgerName,
        ledgerKind: 'fabric-development' as const,
        size,
        transactionId,
        anchoredAt,
      },
      ...{
        previousSize: sizes[index - 1] ?? 0,
        witness: 'none' as const,
        payload: { blockNumber: index + 1 },
      },
    };
    return { ...anchoring, stamp: stamp(anchoringStatement(anchoring, origin, root), key!) };
  });
  const own = rows.map(({ size, previousSize }, index) => ({
    ...{ districtId, size, previousSize, root: checkpoints[index]!.root, note },
    ...{ signedAt: anchoredAt, stamp: '' },
  }));
  await t.owner.insertInto('checkpoints').values(own).execute();
  await t.owner.insertInto('anchorings').values(rows).execute();
  const { keys } = t.logKeys.trust().logs.find((each) => each.origin === origin)!;
  return { districtId, divisionCode, origin, keys, checkpoints };
}

/** One that nobody signed. */
export function madeUpCheckpoint(origin: string, size: number): AnchoredCheckpoint {
  return {
    ...{ origin, size, root: new Uint8Array(32).fill(size % 256), note },
    ...{ organisation: 'EduBureauMSP', proposedAt: anchoredAt, transactionId: `transaction-${size}` },
  };
}
