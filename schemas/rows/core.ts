import { z } from 'zod';
import { Role } from '../role.ts';
import { CanteenMode, CanteenStatus832, SchoolKind } from '../school.ts';
import { Instant } from '../values.ts';
import { Bytes, Count, row } from './row.ts';

const id = z.uuid();

export const coreRows = {
  districts: row({
    id,
    divisionCode: z.string(),
    name: z.string(),
    jurisdiction: z.string(),
    origin: z.string(),
    openedAt: Instant,
  }),
  schools: row({
    districtId: id,
    id,
    name: z.string(),
    kind: SchoolKind,
    creditCode: z.string().nullable(),
    canteenMode: CanteenMode,
    canteenStatus832: CanteenStatus832,
    /** The school that files and buys for a shared canteen. */
    representedById: id.nullable(),
    dinersPerMeal: Count,
    sampleMinimumGrams: Count,
    recordId: id,
  }),
  accounts: row({
    id,
    districtId: id,
    schoolId: id.nullable(),
    supplierId: id.nullable(),
    username: z.string(),
    displayName: z.string(),
    role: Role,
    passwordHash: z.string(),
    pinHash: z.string().nullable(),
    failedAttempts: Count,
    lockedUntil: Instant.nullable(),
    disabledAt: Instant.nullable(),
    createdAt: Instant,
  }),
  sessions: row({
    tokenHash: Bytes,
    accountId: id,
    csrfToken: z.string(),
    createdAt: Instant,
    lastSeenAt: Instant,
    expiresAt: Instant,
  }),
  apiTokens: row({
    tokenHash: Bytes,
    accountId: id,
    label: z.string(),
    createdAt: Instant,
    revokedAt: Instant.nullable(),
  }),
  idempotency: row({
    districtId: id,
    accountId: id,
    key: z.string(),
    bodyHash: z.string(),
    response: z.unknown().nullable(),
    createdAt: Instant,
  }),
  records: row({
    districtId: id,
    id,
    type: z.string(),
    version: Count,
    subjectId: id,
    schoolId: id.nullable(),
    actorId: id.nullable(),
    occurredAt: Instant,
    recordedAt: Instant,
    canonical: z.string(),
    salt: Bytes,
    digest: Bytes,
    /** A few bytes of each field's commitment, so that an audit can name a changed field. */
    fieldMarks: Bytes,
    replacesId: id.nullable(),
  }),
  personalValues: row({ districtId: id, recordId: id, path: z.string(), salt: Bytes, sealed: Bytes }),
  /** Keyed digests of personal values, for finding equal ones; `alias` stands for the value in other rows. */
  personalMarks: row({ districtId: id, recordId: id, path: z.string(), mark: Bytes, alias: id }),
  leafQueue: row({ districtId: id, recordId: id, place: Count }, ['place']),
  findings: row({
    districtId: id,
    id,
    ruleId: z.string(),
    severity: z.enum(['guard', 'finding']),
    subjectKind: z.string(),
    subjectId: id,
    schoolId: id.nullable(),
    data: z.unknown(),
    packHash: z.string(),
    raisedAt: Instant,
    /** The record of the fact that it judges. */
    judgedRecordId: id,
    recordId: id,
  }),
  publicCodes: row({
    code: z.string(),
    districtId: id,
    kind: z.string(),
    subjectId: id,
    withheldAt: Instant.nullable(),
  }),
  leases: row({ name: z.string(), holder: z.string(), epoch: Count, expiresAt: Instant }),
};
