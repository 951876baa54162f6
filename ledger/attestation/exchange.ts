import { equalBytes, fromUtf8 } from '../bytes.ts';
import { hash } from '../hash.ts';
import { Refusal } from '../refusal.ts';
import { chaincodeProposalPayload, channelHeader, proposalResponsePayload } from './fabric-messages.ts';
import { readMessage } from './protobuf.ts';

/** A question to a chaincode, in the parts whose hash the answer carries; Fabric calls it a proposal. */
export interface Question {
  /** common.ChannelHeader: which channel, and when the client says it asked. */
  readonly channelHeader: Uint8Array;
  /** common.SignatureHeader: who asks. */
  readonly signatureHeader: Uint8Array;
  /** protos.ChaincodeProposalPayload: which function with which arguments. */
  readonly call: Uint8Array;
}

/** A question with its answer, taken apart. Nobody's signature is checked yet. */
export interface Exchange {
  readonly channel: string;
  readonly chaincode: string;
  /** When the client says it asked, in milliseconds. Peers of Fabric 3 refuse 15 minutes off their own clocks. */
  readonly askedAt: number;
  readonly function: string;
  readonly arguments: readonly string[];
  readonly answer: {
    /** 200 when the chaincode agreed. */
    readonly status: number;
    readonly payload: Uint8Array;
    /** What of the ledger was read and written to find the answer. */
    readonly namespaces: readonly AccessedNamespace[];
  };
}

/** What was accessed of one chaincode's part of the ledger. */
export type AccessedNamespace = ReturnType<typeof readAnswer>['extension']['results']['namespaces'][number];

/** common.HeaderType.ENDORSER_TRANSACTION */
const endorserTransaction = 3;
/** The last millisecond that RFC 3339 can write. */
const endOfTime = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Takes question and answer apart. Throws Refusal: `witness-malformed` at a part that is not what it should be,
 * `question-mismatch` when the answer is not to this question.
 */
export function readExchange(question: Question, answer: Uint8Array): Exchange {
  const header = part('/witness/question/channelHeader', () => readHeader(question.channelHeader));
  const call = part('/witness/question/call', () => readCall(question.call));
  const { proposalHash, extension } = part('/witness/answer', () => readAnswer(answer));
  if (!equalBytes(proposalHash, hash(question.channelHeader, question.signatureHeader, question.call)))
    throw new Refusal({ code: 'question-mismatch' });
  const chaincode = extension.chaincodeId.name;
  if (
    header.type !== endorserTransaction ||
    header.extension.chaincodeId.name !== chaincode ||
    call.chaincode !== chaincode
  )
    throw new Refusal({ code: 'question-mismatch' });
  return {
    channel: header.channelId,
    chaincode,
    askedAt: header.askedAt,
    function: call.arguments[0] ?? '',
    arguments: call.arguments.slice(1),
    answer: {
      status: extension.response.status,
      payload: extension.response.payload,
      namespaces: extension.results.namespaces,
    },
  };
}

function readHeader(encoded: Uint8Array) {
  const { timestamp, ...header } = readMessage(encoded, channelHeader);
  const askedAt = timestamp.seconds * 1000 + Math.floor(timestamp.nanos / 1_000_000);
  if (askedAt > endOfTime || timestamp.nanos >= 1_000_000_000) throw new SyntaxError('not a time');
  return { ...header, askedAt };
}

function readCall(encoded: Uint8Array): { chaincode: string; arguments: string[] } {
  const { chaincodeId, input } = readMessage(encoded, chaincodeProposalPayload).input.chaincodeSpec;
  return { chaincode: chaincodeId.name, arguments: input.args.map(fromUtf8) };
}

function readAnswer(encoded: Uint8Array) {
  return readMessage(encoded, proposalResponsePayload);
}

function part<Result>(pointer: string, read: () => Result): Result {
  try {
    return read();
  } catch {
    throw new Refusal({ code: 'witness-malformed', pointer });
  }
}
