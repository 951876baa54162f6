import { z } from 'zod';
import { Role } from '../role.ts';
import { Id, Instant, Line, Sha256 } from '../values.ts';

/** A personal value inside a record: only its salted commitment is part of the text, so erasing it breaks no proof. */
export const PersonalCommitment = z.strictObject({ $commitment: Sha256 });

/** How a verb hands a personal value to `appendRecord`, which commits to it and seals it. */
export interface Personal {
  readonly $personal: string;
}
export const personal = (value: string): Personal => ({ $personal: value });

/** Account pseudonym and role; the name is a personal value and stands in the record only where the law asks for it. */
const RecordActor = z.strictObject({
  account: Id.optional(),
  role: Role.optional(),
  job: Line(40).optional(),
});

/**
 * The envelope of every record. `occurredAt` is when it happened, `recordedAt` when the server took it.
 * A correction is a new record that names the one it `replaces`, with a `reason`.
 */
export function recordOf<const Type extends string, const Version extends number, Body extends z.ZodRawShape>(
  type: Type,
  v: Version,
  body: Body,
) {
  return z.strictObject({
    type: z.literal(type),
    v: z.literal(v),
    id: Id,
    district: Id,
    school: Id.optional(),
    subject: Id,
    occurredAt: Instant,
    recordedAt: Instant,
    actor: RecordActor,
    replaces: Id.optional(),
    reason: Line(500).optional(),
    ...body,
  });
}

export const envelopeKeys = [
  'type',
  'v',
  'id',
  'district',
  'school',
  'subject',
  'occurredAt',
  'recordedAt',
  'actor',
  'replaces',
  'reason',
] as const;
