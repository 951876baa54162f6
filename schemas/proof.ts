import { z } from 'zod';
import { Id, Instant, Sha256 } from './values.ts';

const Count = z.int().min(0);

/** Where a record stands in its log, and who holds the checkpoint that covers it. */
export const ProofState = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('pending') }),
    z.object({
      state: z.enum(['sequenced', 'anchored']),
      /** Place in the log, counted from 0. */
      index: Count,
      origin: z.string(),
      size: Count,
      root: Sha256,
      signedAt: Instant,
      /** Present once a ledger has the checkpoint. */
      anchoring: z
        .object({
          ledger: z.string(),
          kind: z.enum(['fabric-development', 'fabric']),
          witness: z.enum(['none', 'organisations']),
          /** How many signed that the ledger has the checkpoint. */
          organisations: Count,
          transactionId: z.string(),
          blockNumber: Count,
          anchoredAt: Instant,
        })
        .optional(),
    }),
  ])
  .meta({ id: 'ProofState', examples: [{ state: 'pending' }] });
export type ProofState = z.infer<typeof ProofState>;

/** A record as it was appended, with what can be proven of it now. */
export const StoredRecord = z
  .object({
    id: Id,
    type: z.string(),
    /** RFC 8785 text; personal values stand in it as commitments only. */
    canonical: z.string(),
    digest: Sha256,
    replaces: Id.optional(),
    replacedBy: z.array(Id),
    proof: ProofState,
  })
  .meta({ id: 'StoredRecord' });
export type StoredRecord = z.infer<typeof StoredRecord>;
