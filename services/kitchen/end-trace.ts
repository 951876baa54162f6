import type { Tx } from '../context.ts';
import { type LotRow, linkLots, type MadeLot, makeLot } from '../lots/index.ts';

interface Destroyed {
  readonly grams: number;
  readonly disposedAt: string;
  readonly recordId: string;
}

/** The node at which this part of the lot leaves the trace graph. */
export async function endTrace(
  tx: Tx,
  lot: LotRow,
  { grams, disposedAt, recordId }: Destroyed,
): Promise<MadeLot> {
  const schoolId = lot.schoolId as string;
  const disposal = await makeLot(tx, {
    kind: 'disposal',
    schoolId,
    name: lot.name,
    beganAt: disposedAt,
    quantityGrams: grams,
    recordId,
    status: 'closed',
  });
  await linkLots(tx, {
    kind: 'disposal',
    schoolId,
    occurredAt: disposedAt,
    recordId,
    inputs: [{ number: lot.number, quantityGrams: grams }],
    outputs: [disposal],
  });
  return disposal;
}
