import { checkpointKey, headKey, isCheckpointKeyOf } from '../attestation/ledger-keys.ts';
import { concat, utf8 } from '../bytes.ts';
import { readOrigin, readSize, requireCount } from './arguments.ts';
import type { ContractState } from './contract.ts';
import { Refusal } from './refusal.ts';

/** A range longer than this is asked for in pieces: an answer has to fit into one message. */
const MAX_RANGE = 1000;

/** `Head(origin)`: the newest checkpoint of a log as `AnchoredCheckpoint` JSON; empty for a log that is not known. */
export async function readHead(state: ContractState, given: readonly string[]): Promise<Uint8Array> {
  const [origin] = requireCount(given, 1);
  return (await state.getState(headKey(readOrigin(origin!)))) ?? new Uint8Array();
}

/** `CheckpointAt(origin, size)`: the checkpoint of exactly this size; empty when there is none. */
export async function readCheckpointAt(state: ContractState, given: readonly string[]): Promise<Uint8Array> {
  const [origin, size] = requireCount(given, 2);
  return (await state.getState(checkpointKey(readOrigin(origin!), readSize(size!)))) ?? new Uint8Array();
}

/**
 * `Range(origin, from, to)`: the checkpoints with sizes from `from` to `to`, both included, as a JSON array in order of
 * size; the first 1000 of them.
 */
export async function readRange(state: ContractState, given: readonly string[]): Promise<Uint8Array> {
  const [name, from, to] = requireCount(given, 3);
  const origin = readOrigin(name!);
  const [first, last] = [readSize(from!), readSize(to!)];
  if (first > last || last === Number.MAX_SAFE_INTEGER)
    throw new Refusal('bad-arguments', 'not a range of sizes');
  const found: Uint8Array[] = [];
  const stored = state.statesBetween(checkpointKey(origin, first), checkpointKey(origin, last + 1));
  for await (const { key, value } of stored) {
    if (!isCheckpointKeyOf(origin, key)) continue;
    found.push(found.length === 0 ? value : concat(utf8(','), value));
    if (found.length === MAX_RANGE) break;
  }
  return concat(utf8('['), ...found, utf8(']'));
}
