import type { LotEventKind, LotKind } from '#schemas/lot.ts';
import type { Tx } from '../context.ts';
import { alongside } from '../db/alongside.ts';
import { newId } from '../ids.ts';

interface Input {
  readonly number: number;
  /** What of the input went into the event. */
  readonly quantityGrams: number | null;
}
interface Output {
  readonly number: number;
  readonly kind: LotKind;
}

export interface LotEvent {
  readonly kind: LotEventKind;
  readonly schoolId: string | null;
  readonly occurredAt: string;
  readonly recordId: string;
  readonly inputs: readonly Input[];
  readonly outputs: readonly Output[];
}

/** Adds an event to the trace graph, with a link from each input to each output. */
export async function linkLots(tx: Tx, event: LotEvent): Promise<string> {
  const [eventId] = await linkManyLots(tx, [event]);
  return eventId as string;
}

/** Adds events that are independent of each other, with one statement however many they are. */
export async function linkManyLots(tx: Tx, events: readonly LotEvent[]): Promise<string[]> {
  if (events.length === 0) return [];
  const { districtId } = tx;
  const now = tx.clock.now();
  const rows = events.map(({ kind, schoolId, occurredAt, recordId }) => ({
    districtId,
    id: newId(now),
    kind,
    schoolId,
    occurredAt,
    recordId,
  }));
  const links = events.flatMap(({ inputs, outputs, occurredAt, schoolId }, index) =>
    inputs.flatMap((input) =>
      outputs.map((output) => ({
        districtId,
        parent: input.number,
        child: output.number,
        eventId: rows[index]?.id as string,
        quantityGrams: input.quantityGrams,
        at: occurredAt,
        schoolId,
        childKind: output.kind,
      })),
    ),
  );
  await alongside(tx.db, { lotLinks: links }).insertInto('lotEvents').values(rows).execute();
  return rows.map(({ id }) => id);
}
