import { randomBytes } from 'node:crypto';
import { toHex } from '#ledger/bytes.ts';
import { type CanonicalObject, canonicalText } from '#ledger/canonical.ts';
import { commitRecord } from '#ledger/commitment.ts';
import { type BodyOf, type RecordType, recordTypes } from '#schemas/records/index.ts';
import type { Actor, Tx } from '../context.ts';
import { alongside } from '../db/alongside.ts';
import { newId } from '../ids.ts';
import { fieldMarks } from './field-marks.ts';
import { commitPersonalFields } from './personal-fields.ts';

export interface Draft<T extends RecordType = RecordType> {
  readonly type: T;
  /** Given when rows of the same transaction must name the record. */
  readonly id?: string;
  /** What the record is about: the delivery, lot, supplier, sample, order line … */
  readonly subject: string;
  readonly school?: string | undefined;
  /** When it happened; the server adds when it was recorded. */
  readonly occurredAt: string;
  readonly body: BodyOf<T>;
  /** The record that this one corrects, with the reason. */
  readonly replaces?: { readonly id: string; readonly digest: Uint8Array; readonly reason: string };
}

/**
 * The only writer of records. In the caller's transaction it stores each record's canonical text with its digest,
 * seals its personal values apart from it, and queues it for the district's log. Returns the ids in order.
 *
 * @throws ZodError when a body does not fit its strict schema: a fault of the verb, not of the caller.
 */
export async function appendRecords(tx: Tx, drafts: readonly Draft[]): Promise<string[]> {
  const now = tx.clock.now();
  const written = drafts.map((draft) => compose(tx, draft, now));
  const sealed = written.flatMap(({ row, fields }) =>
    fields.map(({ path, salt, value }) => ({
      districtId: tx.districtId,
      recordId: row.id,
      path,
      salt,
      sealed: tx.vault.seal(value, `${row.id}${path}`),
    })),
  );
  const queued = written.map(({ row }) => ({ districtId: tx.districtId, recordId: row.id }));
  await alongside(tx.db, { personalValues: sealed, leafQueue: queued })
    .insertInto('records')
    .values(written.map(({ row }) => row))
    .execute();
  return written.map(({ row }) => row.id);
}

export async function appendRecord<T extends RecordType>(tx: Tx, draft: Draft<T>): Promise<string> {
  const [id] = await appendRecords(tx, [draft as unknown as Draft]);
  return id as string;
}

function compose(tx: Tx, draft: Draft, recordedAt: string) {
  const schema = recordTypes[draft.type];
  const id = draft.id ?? newId(recordedAt);
  const { body, fields } = commitPersonalFields(draft.body);
  const checked = schema.parse({
    ...body,
    type: draft.type,
    v: schema.shape.v.value,
    id,
    district: tx.districtId,
    school: draft.school,
    subject: draft.subject,
    occurredAt: draft.occurredAt,
    recordedAt,
    actor: recordedActor(tx.actor),
    replaces: draft.replaces?.id,
    reason: draft.replaces?.reason,
  });
  // Absent means absent: through JSON, because an undefined member has no canonical text.
  const record = JSON.parse(JSON.stringify(checked)) as CanonicalObject;
  const salt = randomBytes(32);
  const { digest, commitments } = commitRecord(record, salt, draft.replaces && toHex(draft.replaces.digest));
  return {
    fields,
    row: {
      districtId: tx.districtId,
      id,
      type: checked.type,
      version: checked.v,
      subjectId: checked.subject,
      schoolId: checked.school ?? null,
      actorId: tx.actor.kind === 'account' ? tx.actor.accountId : null,
      occurredAt: checked.occurredAt,
      recordedAt,
      canonical: canonicalText(record),
      salt,
      digest,
      fieldMarks: fieldMarks(commitments),
      replacesId: draft.replaces?.id ?? null,
    },
  };
}

function recordedActor(actor: Actor) {
  switch (actor.kind) {
    case 'account':
      return { account: actor.accountId, role: actor.role };
    case 'system':
      return { job: actor.job };
    case 'public':
      throw new Error('the public appends no records');
  }
}
