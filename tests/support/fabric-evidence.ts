import { ledger, msp, peer } from '@hyperledger/fabric-protos';
import { type AnchoredCheckpoint, encodeAnchored } from '#ledger/attestation/anchored-checkpoint.ts';
import type { Attestation } from '#ledger/attestation/attestations.ts';
import { toPem } from '#ledger/attestation/certificate.ts';
import type { Question } from '#ledger/attestation/exchange.ts';
import type { Evidence } from '#ledger/attestation/fabric-witness.ts';
import { checkpointKey } from '#ledger/attestation/ledger-keys.ts';
import type { Checkpoint } from '#ledger/checkpoint.ts';
import { headerBytes } from '#ledger/fabric-wire/header.ts';
import { hash } from '#ledger/hash.ts';
import { TestAuthority, TestKey } from './test-certificates.ts';

/**
 * What peers would have answered and signed, made with Fabric's own message classes, and every part of it open to
 * being made differently.
 */

export interface Answering {
  readonly askedAt: string;
  readonly channel: string;
  readonly chaincode: string;
  /** The chaincode by the call, when it is to differ from the header's. */
  readonly calledChaincode: string;
  readonly headerType: number;
  readonly call: readonly string[];
  readonly status: number;
  readonly payload: Uint8Array;
  readonly reads: readonly { key: string; block?: number }[];
  readonly writes: readonly string[];
  /** Writes in the namespace of the lifecycle. */
  readonly writesElsewhere: readonly string[];
  /** What else the chaincode is to have looked at or changed. */
  readonly touched: 'nothing' | 'range' | 'collection' | 'metadata';
  /** Another hash than that of the question. */
  readonly proposalHash: Uint8Array;
  /** Bytes that stand behind the answer, signed along. */
  readonly trailing: Uint8Array;
}

export const askedAt = '2026-03-02T22:41:00.123Z';
export const transactionId = 'ab'.repeat(32);
export const blockNumber = 17;

export function anchored(checkpoint: Checkpoint, note: string): AnchoredCheckpoint {
  const proposedAt = '2026-03-02T22:40:59.000Z';
  return { ...checkpoint, note, organisation: 'EduBureauMSP', transactionId, proposedAt };
}

/** The question for a checkpoint, and the answer of a ledger that holds it. */
function exchange(
  held: AnchoredCheckpoint,
  changes: Partial<Answering> = {},
): { question: Question; answer: Uint8Array } {
  const usual: Omit<Answering, 'proposalHash'> = {
    ...{ askedAt, channel: 'shansu', chaincode: 'witness', headerType: 3 },
    calledChaincode: changes.chaincode ?? 'witness',
    call: ['CheckpointAt', held.origin, String(held.size)],
    status: 200,
    payload: encodeAnchored(held),
    reads: [{ key: checkpointKey(held.origin, held.size), block: blockNumber }],
    writes: [],
    writesElsewhere: [],
    touched: 'nothing',
    trailing: new Uint8Array(),
  };
  const answering = { ...usual, ...changes };
  const question = questionOf(answering);
  const { channelHeader, signatureHeader, call } = question;
  const proposalHash = changes.proposalHash ?? hash(channelHeader, signatureHeader, call);
  return { question, answer: answerOf({ ...answering, proposalHash }) };
}

function questionOf(answering: Omit<Answering, 'proposalHash'>): Question {
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(chaincodeId(answering.chaincode));
  const header = headerBytes({
    type: answering.headerType,
    version: 0,
    channel: answering.channel,
    createdAt: new Date(answering.askedAt),
    transactionId: 'cd'.repeat(32),
    creator: Buffer.from('whoever asks'),
    nonce: Buffer.alloc(24, 7),
    extension: extension.serializeBinary(),
  });
  const input = new peer.ChaincodeInput();
  input.setArgsList(answering.call.map((text) => Buffer.from(text)));
  const specification = new peer.ChaincodeSpec();
  specification.setType(peer.ChaincodeSpec.Type.NODE);
  specification.setChaincodeId(chaincodeId(answering.calledChaincode));
  specification.setInput(input);
  const invocation = new peer.ChaincodeInvocationSpec();
  invocation.setChaincodeSpec(specification);
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(invocation.serializeBinary());
  return { ...header, call: payload.serializeBinary() };
}

function answerOf(answering: Answering): Uint8Array {
  const response = new peer.Response();
  response.setStatus(answering.status);
  response.setPayload(answering.payload);
  const action = new peer.ChaincodeAction();
  action.setResults(resultsOf(answering));
  action.setResponse(response);
  const id = chaincodeId(answering.chaincode);
  id.setVersion('1');
  action.setChaincodeId(id);
  const payload = new peer.ProposalResponsePayload();
  payload.setProposalHash(answering.proposalHash);
  payload.setExtension$(action.serializeBinary());
  return Buffer.concat([payload.serializeBinary(), answering.trailing]);
}

function resultsOf({ chaincode, reads, writes, writesElsewhere, touched }: Answering): Uint8Array {
  const results = new ledger.rwset.TxReadWriteSet();
  const lifecycle = [{ key: `namespaces/fields/${chaincode}/Sequence`, block: 5 }];
  results.setNsRwsetList([
    namespace('_lifecycle', { reads: lifecycle, writes: writesElsewhere, touched: 'nothing' }),
    namespace(chaincode, { reads, writes, touched }),
  ]);
  return results.serializeBinary();
}

function namespace(
  name: string,
  { reads, writes, touched }: Pick<Answering, 'reads' | 'writes' | 'touched'>,
) {
  const set = new ledger.rwset.kvrwset.KVRWSet();
  set.setReadsList(
    reads.map(({ key, block }) => {
      const read = new ledger.rwset.kvrwset.KVRead();
      read.setKey(key);
      if (block !== undefined) {
        const version = new ledger.rwset.kvrwset.Version();
        version.setBlockNum(block);
        read.setVersion(version);
      }
      return read;
    }),
  );
  set.setWritesList(
    writes.map((key) => {
      const write = new ledger.rwset.kvrwset.KVWrite();
      write.setKey(key);
      return write;
    }),
  );
  if (touched === 'range') set.setRangeQueriesInfoList([new ledger.rwset.kvrwset.RangeQueryInfo()]);
  if (touched === 'metadata') set.setMetadataWritesList([new ledger.rwset.kvrwset.KVMetadataWrite()]);
  const result = new ledger.rwset.NsReadWriteSet();
  if (touched === 'collection')
    result.setCollectionHashedRwsetList([new ledger.rwset.CollectionHashedReadWriteSet()]);
  result.setNamespace(name);
  result.setRwset(set.serializeBinary());
  return result;
}

function chaincodeId(name: string): peer.ChaincodeID {
  const id = new peer.ChaincodeID();
  id.setName(name);
  return id;
}

/** Somebody who signs answers for an organisation. */
export interface Signer {
  readonly organisation: string;
  readonly certificate: Uint8Array;
  readonly key: TestKey;
}

export const authorities = {
  EduBureauMSP: new TestAuthority('ca.edu-bureau'),
  MarketRegMSP: new TestAuthority('ca.market-reg'),
};

/** The peer of an organisation, with a certificate of its authority. */
export function signerOf(
  organisation: keyof typeof authorities,
  content: Parameters<TestAuthority['issue']>[1] = {},
): Signer {
  const commonName = `peer.${organisation}`;
  const key = content.key ?? new TestKey(commonName);
  return { organisation, certificate: authorities[organisation].issue(commonName, { ...content, key }), key };
}

export const peers: readonly Signer[] = [signerOf('EduBureauMSP'), signerOf('MarketRegMSP')];

/** @param s the lower of the two valid values, as Fabric asks, or the other */
export function attest(
  answer: Uint8Array,
  { organisation, certificate, key }: Signer,
  s: 'low' | 'high' = 'low',
): Attestation {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(organisation);
  identity.setIdBytes(Buffer.from(toPem(certificate)));
  const signature = key.sign(Buffer.concat([answer, identity.serializeBinary()]), s);
  return { organisation, certificate, signature };
}

/** Everything as it should be, but for the changes. */
export function evidence(
  held: AnchoredCheckpoint,
  changes: Partial<Answering> = {},
  signers: readonly Signer[] = peers,
): Evidence {
  const { question, answer } = exchange(held, changes);
  return { question, answer, attestations: signers.map((signer) => attest(answer, signer)) };
}

/** Whom to trust: a member of the trust file's list `ledgers`. */
export function trustedLedger() {
  const organisation = (mspId: keyof typeof authorities, zh: string, en: string) => ({
    mspId,
    name: { zh, en },
    role: 'peer',
    authorities: [toPem(authorities[mspId].der)],
  });
  return {
    kind: 'fabric',
    channel: 'shansu',
    chaincode: 'witness',
    quorum: 2,
    organisations: [
      organisation('EduBureauMSP', '教育局', 'Education Bureau'),
      organisation('MarketRegMSP', '市场监管局', 'Market Regulator'),
    ],
  };
}
