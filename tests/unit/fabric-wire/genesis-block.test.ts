import { createHash } from 'node:crypto';
import { common, msp, orderer, peer } from '@hyperledger/fabric-protos';
import { describe, expect, test } from 'vitest';
import type { Consensus } from '#ledger/fabric-wire/genesis/consensus.ts';
import { genesisBlock } from '#ledger/fabric-wire/genesis/genesis-block.ts';

const pem = (text: string) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`;
const roots = (mspId: string) => ({
  mspId,
  certificateRootPem: pem(`${mspId} identities`),
  tlsRootPem: pem(`${mspId} tls`),
});

/** A channel of `n` orderers, one an organisation, and two peer organisations, decoded from its first block. */
function channelOf(consensus: Consensus, n: number) {
  const ids = Array.from({ length: n }, (_, index) => `Orderer${index + 1}MSP`);
  const bytes = genesisBlock({
    channel: 'test-channel',
    createdAt: new Date('2026-03-04T05:06:07.890Z'),
    ordering: {
      consensus,
      consenters: ids.map((mspId, index) => ({
        mspId,
        host: 'localhost',
        port: 7000 + index,
        identityPem: pem(`identity ${index}`),
        tlsCertificatePem: pem(`tls ${index}`),
      })),
      organisations: ids.map((mspId, index) => ({
        ...roots(mspId),
        endpoints: [`localhost:${7000 + index}`],
      })),
    },
    peerOrganisations: ['AMSP', 'BMSP'].map((mspId, index) => ({
      ...roots(mspId),
      anchor: { host: 'localhost', port: 8000 + index },
    })),
  });
  const block = common.Block.deserializeBinary(bytes);
  const envelopeBytes = block.getData()!.getDataList_asU8()[0]!;
  const envelope = common.Envelope.deserializeBinary(envelopeBytes);
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const config = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig()!;
  return {
    block,
    envelopeBytes,
    envelope,
    header: payload.getHeader()!,
    config,
    root: config.getChannelGroup()!,
  };
}

const group = (parent: common.ConfigGroup, name: string) => parent.getGroupsMap().get(name)!;
const value = (parent: common.ConfigGroup, name: string) => parent.getValuesMap().get(name)!.getValue_asU8();
const names = (map: { keys(): Iterable<string> }) => [...map.keys()].sort();

/** A policy in the words of Fabric's documentation. */
function policyText(parent: common.ConfigGroup, name: string): string {
  const policy = parent.getPoliciesMap().get(name)!.getPolicy()!;
  if (policy.getType() === common.Policy.PolicyType.IMPLICIT_META) {
    const meta = common.ImplicitMetaPolicy.deserializeBinary(policy.getValue_asU8());
    const rule = Object.entries(common.ImplicitMetaPolicy.Rule).find(
      ([, code]) => code === meta.getRule(),
    )![0];
    return `${rule} ${meta.getSubPolicy()}`;
  }
  const envelope = common.SignaturePolicyEnvelope.deserializeBinary(policy.getValue_asU8());
  const rule = envelope.getRule()!.getNOutOf()!;
  const who = envelope.getIdentitiesList().map(principalText);
  const signers = rule.getRulesList().map((each) => who[each.getSignedBy()]);
  return `${rule.getN()} of ${signers.join(', ')}`;
}

function principalText(principal: msp.MSPPrincipal): string {
  const bytes = principal.getPrincipal_asU8();
  if (principal.getPrincipalClassification() === msp.MSPPrincipal.Classification.IDENTITY) {
    return msp.SerializedIdentity.deserializeBinary(bytes).getMspid();
  }
  const role = msp.MSPRole.deserializeBinary(bytes);
  const roleName = Object.entries(msp.MSPRole.MSPRoleType).find(([, code]) => code === role.getRole())![0];
  return `${role.getMspIdentifier()}.${roleName}`;
}

describe('the block around the configuration', () => {
  const { block, envelopeBytes, envelope, header, config } = channelOf('etcdraft', 1);

  test('is number 0 with the hash of its one unsigned envelope and five metadata entries', () => {
    expect(block.getHeader()!.getNumber()).toBe(0);
    expect(block.getHeader()!.getPreviousHash_asU8()).toHaveLength(0);
    const hash = createHash('sha256').update(envelopeBytes).digest('hex');
    expect(Buffer.from(block.getHeader()!.getDataHash_asU8()).toString('hex')).toBe(hash);
    expect(envelope.getSignature_asU8()).toHaveLength(0);
    const metadata = block.getMetadata()!.getMetadataList_asU8();
    expect(metadata).toHaveLength(5);
    const signatures = common.Metadata.deserializeBinary(metadata[0]!);
    const ordererMetadata = common.OrdererBlockMetadata.deserializeBinary(signatures.getValue_asU8());
    expect(ordererMetadata.getLastConfig()!.getIndex()).toBe(0);
    expect(metadata.slice(1).map((entry) => entry.length)).toEqual([0, 0, 0, 0]);
  });

  test('carries a CONFIG header of the channel whose transaction id is the hash of its nonce', () => {
    const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
    const signatureHeader = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8());
    expect(channelHeader.getType()).toBe(common.HeaderType.CONFIG);
    expect(channelHeader.getVersion()).toBe(1);
    expect(channelHeader.getChannelId()).toBe('test-channel');
    expect(channelHeader.getTimestamp()!.toDate()).toEqual(new Date('2026-03-04T05:06:07.890Z'));
    expect(signatureHeader.getNonce_asU8()).toHaveLength(24);
    const id = createHash('sha256').update(signatureHeader.getNonce_asU8()).digest('hex');
    expect(channelHeader.getTxId()).toBe(id);
    expect(config.getSequence()).toBe(0);
  });
});

test('every group, value and policy is at version 0 and belongs to the administrators', () => {
  const seen: string[] = [];
  const walk = (path: string, node: common.ConfigGroup) => {
    seen.push(path);
    const entries = [node, ...node.getValuesMap().entries(), ...node.getPoliciesMap().entries()];
    for (const entry of entries) {
      const part = Array.isArray(entry) ? entry[1] : entry;
      expect([path, part.getVersion(), part.getModPolicy()]).toEqual([path, 0, 'Admins']);
    }
    for (const [name, child] of node.getGroupsMap().entries()) walk(`${path}/${name}`, child);
  };
  walk('', channelOf('BFT', 4).root);
  const orderers = [1, 2, 3, 4].map((n) => `/Orderer/Orderer${n}MSP`);
  const organisations = ['/Application/AMSP', '/Application/BMSP'];
  expect(seen).toEqual(['', '/Application', ...organisations, '/Orderer', ...orderers]);
});

describe('channel and application', () => {
  const { root } = channelOf('etcdraft', 1);
  const application = group(root, 'Application');

  test('channel', () => {
    expect(names(root.getValuesMap())).toEqual([
      'BlockDataHashingStructure',
      'Capabilities',
      'HashingAlgorithm',
    ]);
    expect(common.HashingAlgorithm.deserializeBinary(value(root, 'HashingAlgorithm')).getName()).toBe(
      'SHA256',
    );
    const width = common.BlockDataHashingStructure.deserializeBinary(
      value(root, 'BlockDataHashingStructure'),
    );
    expect(width.getWidth()).toBe(4294967295);
    expect(names(root.getPoliciesMap())).toEqual(['Admins', 'Readers', 'Writers']);
    expect(policyText(root, 'Readers')).toBe('ANY Readers');
    expect(policyText(root, 'Writers')).toBe('ANY Writers');
    expect(policyText(root, 'Admins')).toBe('MAJORITY Admins');
  });

  test('a majority of the organisations endorses transactions and chaincode', () => {
    expect(policyText(application, 'Endorsement')).toBe('MAJORITY Endorsement');
    expect(policyText(application, 'LifecycleEndorsement')).toBe('MAJORITY Endorsement');
    expect(policyText(application, 'Admins')).toBe('MAJORITY Admins');
    expect(policyText(application, 'Readers')).toBe('ANY Readers');
    expect(policyText(application, 'Writers')).toBe('ANY Writers');
    const wanted = common.Capabilities.deserializeBinary(value(application, 'Capabilities'));
    expect(names(wanted.getCapabilitiesMap())).toEqual(['V2_5']);
  });

  test('an organisation: its roots, roles by unit, anchor peer and policies', () => {
    const organisation = group(application, 'BMSP');
    expect(policyText(organisation, 'Readers')).toBe('1 of BMSP.MEMBER');
    expect(policyText(organisation, 'Writers')).toBe('1 of BMSP.MEMBER');
    expect(policyText(organisation, 'Admins')).toBe('1 of BMSP.ADMIN');
    expect(policyText(organisation, 'Endorsement')).toBe('1 of BMSP.PEER');
    const anchors = peer.AnchorPeers.deserializeBinary(value(organisation, 'AnchorPeers')).toObject();
    expect(anchors.anchorPeersList).toEqual([{ host: 'localhost', port: 8001 }]);

    const config = msp.MSPConfig.deserializeBinary(value(organisation, 'MSP'));
    const fabric = msp.FabricMSPConfig.deserializeBinary(config.getConfig_asU8());
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
    expect(config.getType()).toBe(0);
    expect(fabric.getName()).toBe('BMSP');
    expect(fabric.getRootCertsList_asU8().map(text)).toEqual([pem('BMSP identities')]);
    expect(fabric.getTlsRootCertsList_asU8().map(text)).toEqual([pem('BMSP tls')]);
    expect(fabric.getCryptoConfig()!.toObject()).toEqual({
      signatureHashFamily: 'SHA2',
      identityIdentifierHashFunction: 'SHA256',
    });
    const ous = fabric.getFabricNodeOus()!;
    expect(ous.getEnable()).toBe(true);
    const units = [
      ous.getClientOuIdentifier(),
      ous.getPeerOuIdentifier(),
      ous.getAdminOuIdentifier(),
      ous.getOrdererOuIdentifier(),
    ];
    expect(units.map((unit) => unit!.getOrganizationalUnitIdentifier())).toEqual([
      'client',
      'peer',
      'admin',
      'orderer',
    ]);
    for (const unit of units) expect(text(unit!.getCertificate_asU8())).toBe(pem('BMSP identities'));
  });
});

describe('ordering', () => {
  test('Raft: any orderer signs blocks, consenters lie in the metadata', () => {
    const { root } = channelOf('etcdraft', 3);
    const ordering = group(root, 'Orderer');
    expect(names(ordering.getValuesMap())).toEqual([
      'BatchSize',
      'BatchTimeout',
      'Capabilities',
      'ConsensusType',
    ]);
    expect(policyText(ordering, 'BlockValidation')).toBe('ANY Writers');
    const wanted = common.Capabilities.deserializeBinary(value(root, 'Capabilities'));
    expect(names(wanted.getCapabilitiesMap())).toEqual(['V2_0']);
    const type = orderer.ConsensusType.deserializeBinary(value(ordering, 'ConsensusType'));
    expect([type.getType(), type.getState()]).toEqual(['etcdraft', orderer.ConsensusType.State.STATE_NORMAL]);
    const metadata = orderer.etcdraft.ConfigMetadata.deserializeBinary(type.getMetadata_asU8());
    expect(metadata.getConsentersList().map((each) => [each.getHost(), each.getPort()])).toEqual([
      ['localhost', 7000],
      ['localhost', 7001],
      ['localhost', 7002],
    ]);
    expect(Buffer.from(metadata.getConsentersList()[2]!.getServerTlsCert_asU8()).toString()).toBe(
      pem('tls 2'),
    );
    expect(metadata.getOptions()!.toObject()).toEqual({
      tickInterval: '100ms',
      electionTick: 10,
      heartbeatTick: 1,
      maxInflightBlocks: 5,
      snapshotIntervalSize: 16777216,
    });
  });

  test('batches', () => {
    const ordering = group(channelOf('etcdraft', 1).root, 'Orderer');
    expect(orderer.BatchSize.deserializeBinary(value(ordering, 'BatchSize')).toObject()).toEqual({
      maxMessageCount: 500,
      absoluteMaxBytes: 10485760,
      preferredMaxBytes: 2097152,
    });
    const timeout = orderer.BatchTimeout.deserializeBinary(value(ordering, 'BatchTimeout'));
    expect(timeout.getTimeout()).toBe('100ms');
  });

  test.each([
    [4, 3],
    [7, 5],
    [10, 7],
  ])('SmartBFT of %i: %i named orderers sign a block', (n, quorum) => {
    const { root } = channelOf('BFT', n);
    const ordering = group(root, 'Orderer');
    const everybody = Array.from({ length: n }, (_, index) => `Orderer${index + 1}MSP`).join(', ');
    expect(policyText(ordering, 'BlockValidation')).toBe(`${quorum} of ${everybody}`);
    const wanted = common.Capabilities.deserializeBinary(value(root, 'Capabilities'));
    expect(names(wanted.getCapabilitiesMap())).toEqual(['V3_0']);
    const mapping = common.Orderers.deserializeBinary(value(ordering, 'Orderers')).getConsenterMappingList();
    expect(mapping.map((each) => [each.getId(), each.getMspId(), each.getPort()])).toEqual(
      Array.from({ length: n }, (_, index) => [index + 1, `Orderer${index + 1}MSP`, 7000 + index]),
    );
    expect(Buffer.from(mapping[1]!.getIdentity_asU8()).toString()).toBe(pem('identity 1'));
    expect(Buffer.from(mapping[1]!.getClientTlsCert_asU8()).toString()).toBe(pem('tls 1'));
  });

  test('an ordering organisation states its endpoints', () => {
    const organisation = group(group(channelOf('BFT', 4).root, 'Orderer'), 'Orderer3MSP');
    const endpoints = common.OrdererAddresses.deserializeBinary(value(organisation, 'Endpoints'));
    expect(endpoints.getAddressesList()).toEqual(['localhost:7002']);
    expect(policyText(organisation, 'Admins')).toBe('1 of Orderer3MSP.ADMIN');
    expect(policyText(organisation, 'Writers')).toBe('1 of Orderer3MSP.MEMBER');
  });
});
