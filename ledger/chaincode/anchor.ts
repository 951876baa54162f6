import {
  type AnchoredCheckpoint,
  decodeAnchored,
  encodeAnchored,
} from '../attestation/anchored-checkpoint.ts';
import { checkpointKey, headKey } from '../attestation/ledger-keys.ts';
import { equalBytes, utf8 } from '../bytes.ts';
import { verifyConsistency } from '../merkle.ts';
import { signerName } from '../note.ts';
import { type AnchorRequest, readAnchorArguments } from './arguments.ts';
import { requireSignedNote, type Signers, signersOfAnchored } from './checkpoint-note.ts';
import type { ContractState } from './contract.ts';
import { Refusal } from './refusal.ts';

/** What the organisations agreed on. Each sets the same, or they come to different results and nothing is endorsed. */
export interface WitnessTerms {
  /** Whose clients may anchor; without it that is left to the channel, which lets its members write. */
  readonly anchoringOrganisations?: readonly string[];
  /** Keys, each `<origin>+<key id>`, that may go on with a log whose own key nobody has any more. */
  readonly admittedKeys?: readonly string[];
}

/** Name of the event that each new checkpoint sets; its payload is the checkpoint's note. */
const anchoredEvent = 'anchored';

/**
 * `Anchor(origin, size, root, consistencyProof, note)`: makes the checkpoint the head of its log, if it continues the one
 * that is. Answers `anchored`, or `dup` when it is the head already.
 *
 * Reading and writing the head makes it a compare-and-swap: of two transactions that were endorsed on one head, the ledger
 * finds one invalid.
 */
export async function anchor(
  state: ContractState,
  given: readonly string[],
  { anchoringOrganisations, admittedKeys = [] }: WitnessTerms,
): Promise<Uint8Array> {
  const request = readAnchorArguments(given);
  const signers = requireSignedNote(request.note, request);
  if (anchoringOrganisations && !anchoringOrganisations.includes(state.callerMspId))
    throw new Refusal('organisation-not-allowed', 'this organisation keeps no log here');

  const value = await state.getState(headKey(request.origin));
  if (value === undefined) requireBeginning(request);
  else {
    const head = decodeAnchored(value);
    requireOwner(head, state.callerMspId);
    if (isSame(head, request)) return utf8('dup');
    requireGrowth(head, request);
    requireKnownSigner(head, signers, admittedKeys);
    requireConsistency(head, request);
  }
  await write(state, request);
  return utf8('anchored');
}

/** Everything continues an empty log, so a first checkpoint comes without proof. */
function requireBeginning({ size, consistencyProof }: AnchorRequest): void {
  if (size === 0) throw new Refusal('empty-log', 'a log without entries has nothing to anchor');
  if (consistencyProof.length > 0) throw new Refusal('fork', 'there is no head yet to be consistent with');
}

/** Who anchors an origin first owns it. */
function requireOwner(head: AnchoredCheckpoint, mspId: string): void {
  if (head.organisation !== mspId)
    throw new Refusal('organisation-not-owner', `the log is kept by ${head.organisation}`);
}

function isSame(head: AnchoredCheckpoint, request: AnchorRequest): boolean {
  return head.size === request.size && equalBytes(head.root, request.root);
}

function requireGrowth(head: AnchoredCheckpoint, request: AnchorRequest): void {
  if (request.size < head.size) throw new Refusal('shrink', `the head is at size ${head.size}`);
  if (request.size === head.size)
    throw new Refusal('same-size-other-root', `the head has another root at size ${head.size}`);
}

function requireKnownSigner(
  head: AnchoredCheckpoint,
  signers: Signers,
  admittedKeys: readonly string[],
): void {
  const before = signersOfAnchored(head);
  const isKnown = (keyId: string) =>
    before.has(keyId) || admittedKeys.includes(signerName({ name: head.origin, keyId }));
  if (![...signers].some(isKnown))
    throw new Refusal('unknown-signer', 'no key that signed the head has signed this');
}

function requireConsistency(head: AnchoredCheckpoint, request: AnchorRequest): void {
  if (!verifyConsistency(head, request, request.consistencyProof))
    throw new Refusal('fork', `the proof does not lead from the head at size ${head.size}`);
}

async function write(state: ContractState, request: AnchorRequest): Promise<void> {
  const { consistencyProof: _checked, ...checkpoint } = request;
  const value = encodeAnchored({
    ...checkpoint,
    organisation: state.callerMspId,
    transactionId: state.transactionId,
    proposedAt: state.proposedAt.toISOString(),
  });
  await state.putState(headKey(request.origin), value);
  await state.putState(checkpointKey(request.origin, request.size), value);
  state.setEvent(anchoredEvent, utf8(request.note));
}
