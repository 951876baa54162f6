import { byteStrings, bytes, integer, message, messages, text } from './protobuf.ts';

/**
 * The messages of Hyperledger Fabric that an attestation is made of, field by field as in hyperledger/fabric-protos.
 * Fields that Fabric leaves empty here are not listed, so that they are refused when they are not empty.
 */

const chaincodeId = { path: text(1), name: text(2), version: text(3) };

/** common.ChannelHeader */
export const channelHeader = {
  type: integer(1),
  version: integer(2),
  timestamp: message(3, { seconds: integer(1), nanos: integer(2) }),
  channelId: text(4),
  transactionId: text(5),
  extension: message(7, { chaincodeId: message(2, chaincodeId) }),
};

/** protos.ChaincodeProposalPayload, without the transient data that no transaction carries */
export const chaincodeProposalPayload = {
  input: message(1, {
    chaincodeSpec: message(1, {
      type: integer(1),
      chaincodeId: message(2, chaincodeId),
      input: message(3, { args: byteStrings(1) }),
    }),
  }),
};

/** protos.ProposalResponsePayload with the protos.ChaincodeAction in it */
export const proposalResponsePayload = {
  proposalHash: bytes(1),
  extension: message(2, {
    results: message(1, {
      dataModel: integer(1),
      namespaces: messages(2, {
        namespace: text(1),
        readsAndWrites: message(2, {
          reads: messages(1, {
            key: text(1),
            /** Where the value was written; an absent list for a key that does not exist. */
            version: messages(2, { blockNumber: integer(1), transactionNumber: integer(2) }),
          }),
          rangeQueries: byteStrings(2),
          writes: byteStrings(3),
          metadataWrites: byteStrings(4),
        }),
        collections: byteStrings(3),
      }),
    }),
    events: bytes(2),
    response: message(3, { status: integer(1), message: text(2), payload: bytes(3) }),
    chaincodeId: message(4, chaincodeId),
  }),
};
