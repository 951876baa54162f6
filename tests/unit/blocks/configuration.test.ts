import { common, msp } from '@hyperledger/fabric-protos';
import { expect, test } from 'vitest';
import { toPem } from '#ledger/attestation/certificate.ts';
import { configurationIn } from '#ledger/blocks/configuration.ts';
import { TestAuthority } from '#tests/support/test-certificates.ts';
import { TestChain } from '#tests/support/test-chain.ts';

type Organisations = ReturnType<common.ConfigGroup['getGroupsMap']>;

/** The channel's configuration with its orderers' organisations changed. */
function changed(envelope: Uint8Array, change: (organisations: Organisations) => void): Uint8Array {
  const outer = common.Envelope.deserializeBinary(envelope);
  const payload = common.Payload.deserializeBinary(outer.getPayload_asU8());
  const config = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8());
  change(config.getConfig()!.getChannelGroup()!.getGroupsMap().get('Orderer')!.getGroupsMap());
  payload.setData(config.serializeBinary());
  outer.setPayload(payload.serializeBinary());
  return outer.serializeBinary();
}

test('an organisation that orders is known by its MSP id, whatever the configuration calls it', () => {
  const chain = new TestChain();
  const renamed = changed(chain.configuration(), (organisations) => {
    organisations.set('OrdererOrg', organisations.get('Orderer1MSP')!);
    organisations.del('Orderer1MSP');
  });
  const member = configurationIn(renamed).ordering.members.identify(chain.orderers[0]!.creator);
  expect(member).toMatchObject({ mspId: 'Orderer1MSP', role: 'orderer', group: 'orderer' });
});

test('an orderer may have its certificate from an intermediate authority of its organisation', () => {
  const root = new TestAuthority('root');
  const intermediate = new TestAuthority('intermediate', { issuer: root });
  const configuration = changed(new TestChain().configuration(), (organisations) => {
    const value = organisations.get('Orderer1MSP')!.getValuesMap().get('MSP')!;
    const config = msp.MSPConfig.deserializeBinary(value.getValue_asU8());
    const fabric = msp.FabricMSPConfig.deserializeBinary(config.getConfig_asU8());
    fabric.setRootCertsList([Buffer.from(toPem(root.der))]);
    fabric.setIntermediateCertsList([Buffer.from(toPem(intermediate.der))]);
    config.setConfig(fabric.serializeBinary());
    value.setValue(config.serializeBinary());
  });
  const identity = new msp.SerializedIdentity();
  identity.setMspid('Orderer1MSP');
  identity.setIdBytes(Buffer.from(toPem(intermediate.issue('an orderer', { units: ['orderer'] }))));
  const { members } = configurationIn(configuration).ordering;
  expect(members.identify(identity.serializeBinary())).toMatchObject({ role: 'orderer' });
});
