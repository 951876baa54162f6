import { anchor, type WitnessTerms } from './anchor.ts';
import type { Contract } from './contract.ts';
import { readCheckpointAt, readHead, readRange } from './reads.ts';
import { Refusal } from './refusal.ts';

/**
 * The contract that every organisation runs for itself. It remembers the head of each log and lets it grow only by
 * checkpoints that provably continue it, so an endorsement by an organisation says: by what we hold, this log has one
 * history.
 */
export function witnessContract(terms: WitnessTerms = {}): Contract {
  return async (state, { function: name, arguments: given }) => {
    switch (name) {
      case 'Anchor':
        return anchor(state, given, terms);
      case 'Head':
        return readHead(state, given);
      case 'CheckpointAt':
        return readCheckpointAt(state, given);
      case 'Range':
        return readRange(state, given);
      default:
        throw new Refusal('unknown-function', 'the functions are Anchor, Head, CheckpointAt and Range');
    }
  };
}
