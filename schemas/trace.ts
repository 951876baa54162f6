import { z } from 'zod';
import { LotEventKind, LotKind, LotStatus } from './lot.ts';
import { MealKind } from './meal.ts';
import { Role } from './role.ts';
import { CivilDate, Grams, Id, Instant } from './values.ts';

/** Back: where did it come from. Forward: where did it go. */
export const TraceDirection = z
  .enum(['back', 'forward'])
  .meta({ id: 'TraceDirection', title: '追溯方向', examples: ['back'] });
export type TraceDirection = z.infer<typeof TraceDirection>;

/**
 * How far the record behind a lot can be proven. `failed`: it no longer fits its own digest, or its place in the log.
 * `none`: the lot has no record of its own (a supplier's lot is known through the deliveries from it).
 */
export const LotProofState = z
  .enum(['anchored', 'sequenced', 'pending', 'failed', 'none'])
  .meta({ id: 'LotProofState', examples: ['anchored'] });
export type LotProofState = z.infer<typeof LotProofState>;

export const LotProof = z
  .object({
    state: LotProofState,
    /** For `GET /records/{id}` and its bundle. */
    recordId: Id.nullable(),
    recordedAt: Instant.nullable(),
    /** When a ledger durably had the checkpoint that covers the record. */
    anchoredAt: Instant.nullable(),
    /** A development ledger has no witness outside the operator. */
    ledger: z.enum(['fabric-development', 'fabric']).nullable(),
    witness: z.enum(['none', 'organisations']).nullable(),
    /** How many signed that the ledger has the checkpoint. */
    organisations: z.int().min(0).nullable(),
  })
  .meta({
    id: 'LotProof',
    examples: [
      {
        state: 'pending',
        recordId: '01938e6a-9c00-7000-8000-000000000001',
        recordedAt: '2026-03-02T22:40:00.000Z',
        anchoredAt: null,
        ledger: null,
        witness: null,
        organisations: null,
      },
    ],
  });
export type LotProof = z.infer<typeof LotProof>;

const Named = z.object({ id: Id, name: z.string() });

const TracedPaper = z
  .object({
    kind: z.string(),
    name: z.string(),
    number: z.string(),
    issuer: z.string().nullable(),
    issuedOn: CivilDate.nullable(),
    validTo: CivilDate.nullable(),
    quantityGrams: Grams.nullable(),
    sha256: z.string().nullable(),
  })
  .meta({ id: 'TracedPaper' });
export type TracedPaper = z.infer<typeof TracedPaper>;

/** Somebody who signed or recorded. The name is masked (张*) unless the reader may know it. */
export const TracedPerson = z
  .object({ act: z.enum(['recorded', 'signed', 'witnessed']), role: Role, name: z.string() })
  .meta({ id: 'TracedPerson' });
export type TracedPerson = z.infer<typeof TracedPerson>;

export const TraceNode = z
  .object({
    id: Id,
    kind: LotKind,
    name: z.string(),
    code: z.string().nullable(),
    goodsCode: z.string().nullable(),
    school: Named.nullable(),
    supplier: Named.extend({ creditCode: z.string().nullable() }).nullable(),
    supplierLot: z.string().nullable(),
    noteNumber: z.string().nullable(),
    origin: z.string().nullable(),
    producedOn: CivilDate.nullable(),
    expiresOn: CivilDate.nullable(),
    /** Received, prepared, cooked, served, sealed, destroyed. */
    beganAt: Instant,
    quantityGrams: Grams.nullable(),
    remainingGrams: Grams.nullable(),
    status: LotStatus,
    papers: z.array(TracedPaper),
    people: z.array(TracedPerson),
    dish: z
      .object({
        mealKind: MealKind,
        mealOn: CivilDate,
        coreTemperatureMilliC: z.int().nullable(),
        allergens: z.array(z.string()),
      })
      .nullable(),
    meal: z.object({ kind: MealKind, servedOn: CivilDate, diners: z.int() }).nullable(),
    /** `discardedAt` is null while it is kept. */
    sample: z
      .object({
        dueAt: Instant,
        discardedAt: Instant.nullable(),
        cabinet: z.string(),
        container: z.string(),
      })
      .nullable(),
    proof: LotProof,
  })
  .meta({ id: 'TraceNode' });
export type TraceNode = z.infer<typeof TraceNode>;

export const TraceLink = z
  .object({
    from: Id,
    to: Id,
    event: LotEventKind,
    at: Instant,
    quantityGrams: Grams.nullable(),
    recordId: Id,
  })
  .meta({ id: 'TraceLink' });
export type TraceLink = z.infer<typeof TraceLink>;

const Count = z.int().min(0);

/** Over everything that was reached, shown or not. The lot asked for is among it. */
export const TraceCounts = z
  .object({
    lots: z.partialRecord(LotKind, Count),
    schools: Count,
    suppliers: Count,
    meals: Count,
    diners: Count,
    /** Samples that have not been discarded. */
    samplesKept: Count,
    bySchool: z.array(
      Named.extend({ lots: z.partialRecord(LotKind, Count), diners: Count, samplesKept: Count }),
    ),
  })
  .meta({ id: 'TraceCounts' });
export type TraceCounts = z.infer<typeof TraceCounts>;

export const Trace = z
  .object({
    start: Id,
    direction: TraceDirection,
    /** When the question was answered; everything recorded until then is in the answer. */
    asOf: Instant,
    counts: TraceCounts,
    /** In the order of steps from the start, then of time. */
    nodes: z.array(TraceNode),
    links: z.array(TraceLink),
    /** Lots that were reached and not shown because of `limit`; 0 unless the answer is cut. */
    truncated: Count,
    /** Lots of others that the trace leads to and this reader may not see. */
    outsideScope: Count,
  })
  .meta({ id: 'Trace' });
export type Trace = z.infer<typeof Trace>;

/** What a search found, and which of its texts matched. */
const matched = z.enum([
  'code',
  'note-number',
  'supplier-lot',
  'name',
  'credit-code',
  'goods',
  'date',
  'listed',
]);

export const SearchHit = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('lot'),
      id: Id,
      matched,
      kind: LotKind,
      name: z.string(),
      code: z.string().nullable(),
      school: z.string().nullable(),
      supplier: z.string().nullable(),
      supplierLot: z.string().nullable(),
      beganAt: Instant,
      status: LotStatus,
    }),
    z.object({
      type: z.literal('supplier'),
      id: Id,
      matched,
      name: z.string(),
      creditCode: z.string().nullable(),
    }),
    z.object({ type: z.literal('school'), id: Id, matched, name: z.string() }),
  ])
  .meta({ id: 'SearchHit' });
export type SearchHit = z.infer<typeof SearchHit>;
export type LotHit = Extract<SearchHit, { type: 'lot' }>;

export const SearchAnswer = z
  .object({ hits: z.array(SearchHit), /** More lots match than are listed. */ more: z.boolean() })
  .meta({ id: 'SearchAnswer' });
export type SearchAnswer = z.infer<typeof SearchAnswer>;
