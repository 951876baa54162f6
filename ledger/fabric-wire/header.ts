import { common } from '@hyperledger/fabric-protos';
import timestampMessages from 'google-protobuf/google/protobuf/timestamp_pb.js';

export interface HeaderContent {
  readonly type: number;
  readonly version: number;
  /** Empty for what concerns a peer rather than a channel. */
  readonly channel: string;
  readonly createdAt: Date;
  readonly transactionId: string;
  readonly creator: Uint8Array;
  readonly nonce: Uint8Array;
  /** Meaning depends on `type`; for a proposal it names the chaincode. */
  readonly extension?: Uint8Array;
}

/** The two halves of a header, serialized: signed over and hashed as these very bytes. */
export function headerBytes(content: HeaderContent): {
  channelHeader: Uint8Array;
  signatureHeader: Uint8Array;
} {
  const timestamp = new timestampMessages.Timestamp();
  timestamp.fromDate(content.createdAt);
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(content.type);
  channelHeader.setVersion(content.version);
  channelHeader.setChannelId(content.channel);
  channelHeader.setTimestamp(timestamp);
  channelHeader.setTxId(content.transactionId);
  if (content.extension) channelHeader.setExtension$(content.extension);

  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(content.creator);
  signatureHeader.setNonce(content.nonce);
  return {
    channelHeader: channelHeader.serializeBinary(),
    signatureHeader: signatureHeader.serializeBinary(),
  };
}
