import type { FabricWitness, FabricWitnessVerdict } from './attestation/fabric-witness.ts';
import type { Checkpoint } from './checkpoint.ts';
import { Refusal } from './refusal.ts';
import type { Trust } from './trust.ts';

/**
 * Who besides the log's own operator saw the checkpoint. A kind of witness is one member of the unions below and one
 * verifier; its evidence speaks about origin, size and root, its keys belong in the trust file. Nothing else of the
 * bundle depends on it.
 */

/** The bundle's evidence of being witnessed. */
export type WitnessProof = { kind: 'none' } | FabricWitness;

/** What a verifier may say about witnesses. */
export type WitnessVerdict = { kind: 'none' } | FabricWitnessVerdict;

/** Checks evidence, of which only the kind is known, against the checkpoint that it should be about. Throws Refusal. */
export type WitnessVerifier = (
  witness: Readonly<Record<string, unknown>>,
  checkpoint: Checkpoint,
  trust: Trust,
) => WitnessVerdict;

/** By kind. Handed in rather than imported, so that a browser loads only what the bundle at hand needs. */
export type WitnessVerifiers = { readonly fabric?: WitnessVerifier };

export const NO_WITNESS: WitnessProof = { kind: 'none' };

/** Throws Refusal. */
export function verifyWitness(
  witness: WitnessProof,
  checkpoint: Checkpoint,
  trust: Trust,
  verifiers: WitnessVerifiers,
): WitnessVerdict {
  const { kind, ...rest }: { kind: unknown } = witness;
  if (kind === 'fabric' && verifiers.fabric) return verifiers.fabric(witness, checkpoint, trust);
  if (kind !== 'none' || Object.keys(rest).length > 0)
    throw new Refusal({ code: 'witness-unknown', kind: String(kind) });
  return { kind: 'none' };
}
