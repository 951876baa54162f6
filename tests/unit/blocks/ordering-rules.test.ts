import { common } from '@hyperledger/fabric-protos';
import { expect, test } from 'vitest';
import { orderingRulesIn } from '#ledger/blocks/ordering-rules.ts';
import { TestChain } from '#tests/support/test-chain.ts';

/** The channel's configuration with its orderers' organisation under another name, as most networks have it. */
function renamed(envelope: Uint8Array, from: string, to: string): Uint8Array {
  const outer = common.Envelope.deserializeBinary(envelope);
  const payload = common.Payload.deserializeBinary(outer.getPayload_asU8());
  const config = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8());
  const groups = config.getConfig()!.getChannelGroup()!.getGroupsMap().get('Orderer')!.getGroupsMap();
  groups.set(to, groups.get(from)!);
  groups.del(from);
  payload.setData(config.serializeBinary());
  outer.setPayload(payload.serializeBinary());
  return outer.serializeBinary();
}

test('an organisation that orders is known by its MSP id, whatever the configuration calls it', () => {
  const { blocks, orderers } = new TestChain();
  const [envelope] = blocks[0]!.getData()!.getDataList_asU8();
  const rules = orderingRulesIn(renamed(envelope!, 'Orderer1MSP', 'OrdererOrg'));
  const member = rules.members.identify(orderers[0]!.creator);
  expect(member).toMatchObject({ mspId: 'Orderer1MSP', role: 'orderer', group: 'orderer' });
});
