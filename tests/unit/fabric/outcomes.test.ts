import { status } from '@grpc/grpc-js';
import { GatewayError, StatusCode } from '@hyperledger/fabric-gateway';
import { describe, expect, test } from 'vitest';
import { NotEndorsed } from '#ledger/fabric/endorsed.ts';
import { type Action, actionAfter, actionAfterCommit, reasonOf } from '#ledger/fabric/outcomes.ts';

/** Codes and texts as a real network of Fabric 3.1.5 gave them to the client library. */

const failed = 'failed to endorse transaction, see attached details for more info';
const collected = 'failed to collect enough transaction endorsements, see attached details for more info';
const rejected = 'received unsuccessful response from orderer: status=';

describe('after an error', () => {
  test.each<[string, number, string, string | undefined, Action]>([
    ['EndorseError', 10, failed, 'chaincode response 500, fork: the proof does not lead', 'refused'],
    ['EndorseError', 10, collected, 'ProposalResponsePayloads do not match', 'propose-again'],
    ['EndorseError', 10, failed, 'duplicate transaction found [ab]. Creator [cd]', 'propose-again'],
    ['EndorseError', 10, failed, 'error validating proposal: proposal client identity expired', 'alarm'],
    [
      'EndorseError',
      10,
      failed,
      'error validating proposal: access denied: channel [ch1] creator org unknown, creator is malformed',
      'alarm',
    ],
    ['EndorseError', 10, failed, 'access denied: channel [ch1] creator org [Org1MSP]', 'alarm'],
    ['EndorseError', 10, failed, 'request unauthorized due to incorrect timestamp 2020', 'alarm'],
    ['EndorseError', 10, failed, 'error sending: chaincode stream terminated', 'back-off'],
    ['EndorseError', 10, failed, 'timeout expired while executing transaction', 'back-off'],
    ['EndorseError', 10, collected, 'connection error: dial tcp: connection refused', 'back-off'],
    ['EndorseError', 9, 'no peer combination can satisfy the endorsement policy', undefined, 'back-off'],
    ['EndorseError', 14, 'failed to find any endorsing peers for org(s): B', undefined, 'back-off'],
    ['EndorseError', 4, 'Deadline exceeded after 15s', undefined, 'back-off'],
    [
      'EndorseError',
      2,
      'too many requests for /gateway, exceeding concurrency limit (500)',
      undefined,
      'back-off',
    ],
    ['EndorseError', 8, 'Received message larger than max', undefined, 'refused'],

    ['SubmitError', 14, 'no orderers could successfully process transaction', undefined, 'resend'],
    ['SubmitError', 14, 'Connection dropped', undefined, 'resend'],
    ['SubmitError', 4, 'Deadline exceeded after 15s', undefined, 'resend'],
    ['SubmitError', 1, 'context canceled', undefined, 'resend'],
    ['SubmitError', 13, 'Received RST_STREAM', undefined, 'resend'],
    ['SubmitError', 10, `${rejected}SERVICE_UNAVAILABLE, info=no Raft leader`, undefined, 'resend'],
    ['SubmitError', 10, `${rejected}FORBIDDEN, info=permission denied`, undefined, 'alarm'],
    ['SubmitError', 10, `${rejected}FORBIDDEN, info=broadcast client identity expired`, undefined, 'alarm'],
    ['SubmitError', 10, `${rejected}BAD_REQUEST, info=message payload is too large`, undefined, 'refused'],

    ['CommitStatusError', 4, 'context deadline exceeded', undefined, 'resend'],
    ['CommitStatusError', 14, 'No connection established', undefined, 'resend'],
    ['CommitStatusError', 7, 'Failed evaluating policy on signed data', undefined, 'alarm'],

    [
      'GatewayError',
      2,
      'evaluate call to endorser returned error: chaincode response 500, bad-arguments: x',
      undefined,
      'refused',
    ],
    ['GatewayError', 9, 'no peers available to evaluate chaincode X in channel ch1', undefined, 'back-off'],
    ['GatewayError', 14, 'No connection established', undefined, 'back-off'],
    ['GatewayError', 14, 'proposal client identity expired', undefined, 'alarm'],
  ])('%s %i %s %s: %s', (name, code, message, detail, action) => {
    expect(actionAfter(gatewayError(name, code, message, detail))).toBe(action);
  });

  test('that is none of the network, somebody must see to it', () => {
    expect(actionAfter(new NotEndorsed('forged'))).toBe('alarm');
    expect(actionAfter(new Error('disk full'))).toBe('alarm');
  });
});

test.each<[keyof typeof StatusCode, Action]>([
  ['VALID', 'done'],
  ['MVCC_READ_CONFLICT', 'propose-again'],
  ['PHANTOM_READ_CONFLICT', 'propose-again'],
  ['ENDORSEMENT_POLICY_FAILURE', 'propose-again'],
  ['EXPIRED_CHAINCODE', 'propose-again'],
  ['DUPLICATE_TXID', 'propose-again'],
  ['BAD_CREATOR_SIGNATURE', 'alarm'],
  ['BAD_PROPOSAL_TXID', 'alarm'],
  ['INVALID_OTHER_REASON', 'alarm'],
])('after the commit status %s: %s', (name, action) => {
  expect(actionAfterCommit(StatusCode[name])).toBe(action);
});

test('the reason is the most particular that was given', () => {
  const error = gatewayError('EndorseError', status.ABORTED, failed, 'chaincode response 500, shrink: no');
  expect(reasonOf(error)).toBe('OrgMSP: chaincode response 500, shrink: no');
  expect(reasonOf(gatewayError('SubmitError', 14, 'away', undefined))).toBe('14 X: away');
});

/** The library does not hand out the classes of its errors, but their names. */
function gatewayError(name: string, code: number, message: string, detail: string | undefined): GatewayError {
  const details = detail === undefined ? [] : [{ address: 'localhost:1', mspId: 'OrgMSP', message: detail }];
  const cause = Object.assign(new Error(message), { code, details: message, metadata: undefined as never });
  return Object.assign(new GatewayError({ message: `${code} X: ${message}`, code, details, cause }), {
    name,
  });
}
