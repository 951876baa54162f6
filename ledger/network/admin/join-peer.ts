import { peer } from '@hyperledger/fabric-protos';
import type { PeerEndorser } from '#ledger/fabric-wire/peer-endorser.ts';

/** Brings a peer into a channel by its first block, unless it is in it already. */
export async function joinPeer(
  endorser: PeerEndorser,
  channel: string,
  genesisBlock: Uint8Array,
): Promise<void> {
  if ((await joinedChannels(endorser)).includes(channel)) return;
  await endorser.call({
    chaincode: 'cscc',
    arguments: [Buffer.from('JoinChain'), genesisBlock],
    type: 'CONFIG',
  });
}

async function joinedChannels(endorser: PeerEndorser): Promise<string[]> {
  const result = await endorser.call({
    chaincode: 'cscc',
    arguments: [Buffer.from('GetChannels')],
    type: 'ENDORSER_TRANSACTION',
  });
  const response = peer.ChannelQueryResponse.deserializeBinary(result);
  return response.getChannelsList().map((each) => each.getChannelId());
}
