import type { Checkpoint } from './checkpoint.ts';
import type { Failure } from './failures.ts';
import type { Trust } from './trust.ts';

/**
 * Who besides the log's own operator saw the checkpoint. A kind of witness is one member of the union below
 * and one case of the switch; its evidence speaks about origin, size and root, its keys belong in the trust
 * file. Nothing else of the bundle or the verifier depends on it.
 */

/** The bundle's evidence of being witnessed. */
export type WitnessProof = { kind: 'none' };

/** What a verifier may say about witnesses. */
export type WitnessVerdict = { kind: 'none' };

export const NO_WITNESS: WitnessProof = { kind: 'none' };

/** Checks the evidence against the checkpoint that it should be about. */
export function verifyWitness(
  witness: WitnessProof,
  _checkpoint: Checkpoint,
  _trust: Trust,
): { ok: true; witness: WitnessVerdict } | { ok: false; failure: Failure } {
  const { kind, ...rest }: { kind: unknown } = witness;
  if (kind !== 'none' || Object.keys(rest).length > 0)
    return { ok: false, failure: { code: 'witness-unknown', kind: String(kind) } };
  return { ok: true, witness: { kind: 'none' } };
}
