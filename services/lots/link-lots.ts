import type { LotEventKind, LotKind } from '#schemas/lot.ts';
import type { Tx } from '../context.ts';
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
  const { districtId } = tx;
  const { kind, schoolId, occurredAt, recordId } = event;
  const eventId = newId(tx.clock.now());
  await tx.db
    .insertInto('lotEvents')
    .values({ districtId, id: eventId, kind, schoolId, occurredAt, recordId })
    .execute();
  const links = event.inputs.flatMap((input) =>
    event.outputs.map((output) => ({
      districtId,
      parent: input.number,
      child: output.number,
      eventId,
      quantityGrams: input.quantityGrams,
      at: occurredAt,
      schoolId,
      childKind: output.kind,
    })),
  );
  if (links.length > 0) await tx.db.insertInto('lotLinks').values(links).execute();
  return eventId;
}
