import { z } from 'zod';
import { Instant } from '../values.ts';
import { Bytes, Count, row } from './row.ts';

const id = z.uuid();

/** The district's transparency log (ledger/README.md) and what the ledger holds of it. */
export const logRows = {
  /** Indexes of a district run from 0 without a gap. */
  logLeaves: row({ districtId: id, leafIndex: Count, recordId: id, leafHash: Bytes }),
  /** One growing row for each tile: up to 256 hashes, one after the other. */
  logTiles: row({ districtId: id, level: Count, tileIndex: Count, hashes: Bytes }),
  checkpoints: row({
    districtId: id,
    size: Count,
    /** Size of the checkpoint that this one extends; 0 for the first. */
    previousSize: Count,
    root: Bytes,
    /** The signed note, verbatim. */
    note: z.string(),
    signedAt: Instant,
    /** The log key's signature over the columns that the note does not cover (services/anchors/stamp.ts). */
    stamp: z.string(),
  }),
  /** A checkpoint that a ledger has durably taken. */
  anchorings: row({
    districtId: id,
    ledgerName: z.string(),
    ledgerKind: z.enum(['fabric-development', 'fabric']),
    size: Count,
    /** Size at which the ledger stood before, as far as we know; 0 for the first. */
    previousSize: Count,
    witness: z.enum(['none', 'organisations']),
    transactionId: z.string(),
    /** What organisations attested, and the block number. */
    payload: z.unknown(),
    anchoredAt: Instant,
    stamp: z.string(),
  }),
};
