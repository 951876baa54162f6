import { status } from '@grpc/grpc-js';
import { GatewayError, StatusCode } from '@hyperledger/fabric-gateway';

/**
 * What to do after whatever a Fabric network answers. Codes alone do not say it: the same one means a refusal, a
 * passing trouble or a mistake in the configuration, so the texts decide where they are known. The rows are tried from
 * the top; the first that fits decides.
 */

export type Action =
  /** It is on the ledger. */
  | 'done'
  /** Nothing happened and something changed meanwhile: look again, and propose anew. */
  | 'propose-again'
  /** It may or may not happen: read the key, and if it is not there send the very same bytes. */
  | 'resend'
  /** Nothing happened because something is away or busy: wait, and try again. */
  | 'back-off'
  /** The chaincode, or a limit, said no; it will again. */
  | 'refused'
  /** Only a person can mend it: configuration, certificates, clocks. */
  | 'alarm';

type Stage = 'any' | 'endorse' | 'submit' | 'status' | 'evaluate';

const outcomes: readonly (readonly [Stage, code: number | 'any', says: RegExp, Action])[] = [
  ['any', 'any', /identity expired|incorrect timestamp|creator org(?:anization)? (?:unknown|\[)/, 'alarm'],
  ['any', 'any', /chaincode response \d+, /, 'refused'],
  ['any', 'any', /duplicate transaction found/, 'propose-again'],
  ['any', 'any', /ProposalResponsePayloads do not match/, 'propose-again'],
  ['any', 'any', /exceeding concurrency limit/, 'back-off'],

  ['submit', status.ABORTED, /status=FORBIDDEN/, 'alarm'],
  ['submit', status.ABORTED, /status=(?:BAD_REQUEST|REQUEST_ENTITY_TOO_LARGE)/, 'refused'],
  ['submit', 'any', /.*/, 'resend'],

  ['status', status.PERMISSION_DENIED, /.*/, 'alarm'],
  ['status', 'any', /.*/, 'resend'],

  ['any', status.PERMISSION_DENIED, /.*/, 'alarm'],
  ['any', status.UNAUTHENTICATED, /.*/, 'alarm'],
  ['any', status.RESOURCE_EXHAUSTED, /.*/, 'refused'],
  ['any', 'any', /.*/, 'back-off'],
];

/** What to do after an error of a call to the network. */
export function actionAfter(error: unknown): Action {
  if (!(error instanceof GatewayError)) return 'alarm';
  const said = [error.message, ...error.details.map(({ message }) => message)].join('\n');
  const at = stageOf(error);
  const fitting = outcomes.find(
    ([stage, code, says]) =>
      (stage === 'any' || stage === at) && (code === 'any' || code === error.code) && says.test(said),
  );
  return fitting![3];
}

/** What the network said, for people. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof GatewayError)) return error instanceof Error ? error.message : String(error);
  const [detail] = error.details;
  return detail ? `${detail.mspId}: ${detail.message}` : error.message;
}

/** What to do when a transaction took its place in a block with this validation code. */
export function actionAfterCommit(code: number): Action {
  switch (code) {
    case StatusCode.VALID:
      return 'done';
    case StatusCode.MVCC_READ_CONFLICT:
    case StatusCode.PHANTOM_READ_CONFLICT:
    case StatusCode.ENDORSEMENT_POLICY_FAILURE:
    case StatusCode.EXPIRED_CHAINCODE:
    case StatusCode.DUPLICATE_TXID:
      return 'propose-again';
    default:
      return 'alarm';
  }
}

function stageOf({ name }: GatewayError): Stage {
  const stages: Record<string, Stage> = {
    EndorseError: 'endorse',
    SubmitError: 'submit',
    CommitStatusError: 'status',
  };
  return stages[name] ?? 'evaluate';
}
