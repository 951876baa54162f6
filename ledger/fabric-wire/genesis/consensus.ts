import { common, orderer } from '@hyperledger/fabric-protos';

/** `etcdraft` survives crashes of a minority; `BFT` (SmartBFT) also orderers that lie. The names are Fabric's. */
export type Consensus = 'etcdraft' | 'BFT';

/** One orderer as the others know it. */
export interface Consenter {
  readonly mspId: string;
  readonly host: string;
  readonly port: number;
  readonly identityPem: string;
  readonly tlsCertificatePem: string;
}

export function consensusType(consensus: Consensus, consenters: readonly Consenter[]): orderer.ConsensusType {
  const type = new orderer.ConsensusType();
  type.setType(consensus);
  type.setMetadata((consensus === 'BFT' ? bftOptions() : raftMetadata(consenters)).serializeBinary());
  type.setState(orderer.ConsensusType.State.STATE_NORMAL);
  return type;
}

/** Who votes, under SmartBFT. Raft keeps the same list inside its metadata. */
export function ordererMapping(consenters: readonly Consenter[]): common.Orderers {
  const mapping = new common.Orderers();
  mapping.setConsenterMappingList(
    consenters.map((each, index) => {
      const entry = new common.Consenter();
      entry.setId(index + 1);
      entry.setHost(each.host);
      entry.setPort(each.port);
      entry.setMspId(each.mspId);
      entry.setIdentity(Buffer.from(each.identityPem));
      entry.setClientTlsCert(Buffer.from(each.tlsCertificatePem));
      entry.setServerTlsCert(Buffer.from(each.tlsCertificatePem));
      return entry;
    }),
  );
  return mapping;
}

/** A leader is missed after 10 ticks: one second, long enough for a busy machine and short enough to start quickly. */
function raftMetadata(consenters: readonly Consenter[]): orderer.etcdraft.ConfigMetadata {
  const options = new orderer.etcdraft.Options();
  options.setTickInterval('100ms');
  options.setElectionTick(10);
  options.setHeartbeatTick(1);
  options.setMaxInflightBlocks(5);
  options.setSnapshotIntervalSize(16 * 1024 * 1024);

  const metadata = new orderer.etcdraft.ConfigMetadata();
  metadata.setOptions(options);
  metadata.setConsentersList(
    consenters.map((each) => {
      const entry = new orderer.etcdraft.Consenter();
      entry.setHost(each.host);
      entry.setPort(each.port);
      entry.setClientTlsCert(Buffer.from(each.tlsCertificatePem));
      entry.setServerTlsCert(Buffer.from(each.tlsCertificatePem));
      return entry;
    }),
  );
  return metadata;
}

/**
 * The library's defaults for one region, but for a leader that fails: a request is passed on to it after one second and
 * complained about after four more, and its silence is noticed after five (by default 2, 20 and 60). Rotation stays off, as
 * Fabric forces it; so does syncing at the start, which would add five seconds to every start.
 */
function bftOptions(): orderer.smartbft.Options {
  const options = new orderer.smartbft.Options();
  options.setRequestBatchMaxCount(100);
  options.setRequestBatchMaxBytes(10 * 1024 * 1024);
  options.setRequestBatchMaxInterval('50ms');
  options.setIncomingMessageBufferSize(200);
  options.setRequestPoolSize(400);
  options.setRequestForwardTimeout('1s');
  options.setRequestComplainTimeout('4s');
  options.setRequestAutoRemoveTimeout('3m0s');
  options.setRequestMaxBytes(10 * 1024 * 1024);
  options.setViewChangeResendInterval('1s');
  options.setViewChangeTimeout('5s');
  options.setLeaderHeartbeatTimeout('5s');
  options.setLeaderHeartbeatCount(10);
  options.setCollectTimeout('1s');
  options.setLeaderRotation(orderer.smartbft.Options.Rotation.ROTATION_OFF);
  return options;
}
