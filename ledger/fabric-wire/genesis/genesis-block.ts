import { createHash, randomBytes } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import { headerBytes } from '../header.ts';
import { applicationGroup, type PeerOrganisation } from './application-group.ts';
import { capabilities, configGroup } from './config-tree.ts';
import { type Ordering, ordererGroup } from './orderer-group.ts';
import { implicitMeta } from './policies.ts';

export interface ChannelDefinition {
  readonly channel: string;
  readonly ordering: Ordering;
  readonly peerOrganisations: readonly PeerOrganisation[];
  readonly createdAt: Date;
}

/** Signatures, last config, transactions filter, orderer, commit hash. A peer crashes on a block that lacks them. */
const metadataEntries = 5;

/** Block 0 of a channel: one unsigned CONFIG envelope holding the whole configuration tree. */
export function genesisBlock(definition: ChannelDefinition): Uint8Array {
  const envelope = configEnvelope(definition).serializeBinary();

  const header = new common.BlockHeader();
  header.setNumber(0);
  header.setDataHash(createHash('sha256').update(envelope).digest());
  const data = new common.BlockData();
  data.setDataList([envelope]);

  const block = new common.Block();
  block.setHeader(header);
  block.setData(data);
  block.setMetadata(metadata());
  return block.serializeBinary();
}

function configEnvelope({ channel, createdAt, ...definition }: ChannelDefinition): common.Envelope {
  const config = new common.Config();
  config.setSequence(0);
  config.setChannelGroup(channelGroup(definition));
  const configured = new common.ConfigEnvelope();
  configured.setConfig(config);

  const nonce = randomBytes(24);
  const header = new common.Header();
  const parts = headerBytes({
    type: common.HeaderType.CONFIG,
    version: 1,
    channel,
    createdAt,
    transactionId: createHash('sha256').update(nonce).digest('hex'),
    creator: new Uint8Array(),
    nonce,
  });
  header.setChannelHeader(parts.channelHeader);
  header.setSignatureHeader(parts.signatureHeader);

  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(configured.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return envelope;
}

function channelGroup(
  definition: Pick<ChannelDefinition, 'ordering' | 'peerOrganisations'>,
): common.ConfigGroup {
  const hashing = new common.HashingAlgorithm();
  hashing.setName('SHA256');
  const dataHashing = new common.BlockDataHashingStructure();
  dataHashing.setWidth(2 ** 32 - 1);
  return configGroup({
    values: {
      HashingAlgorithm: hashing,
      BlockDataHashingStructure: dataHashing,
      Capabilities: capabilities(definition.ordering.consensus === 'BFT' ? 'V3_0' : 'V2_0'),
    },
    policies: {
      Readers: implicitMeta('ANY', 'Readers'),
      Writers: implicitMeta('ANY', 'Writers'),
      Admins: implicitMeta('MAJORITY', 'Admins'),
    },
    groups: {
      Orderer: ordererGroup(definition.ordering),
      Application: applicationGroup(definition.peerOrganisations),
    },
  });
}

function metadata(): common.BlockMetadata {
  const lastConfig = new common.LastConfig();
  lastConfig.setIndex(0);
  const ordererMetadata = new common.OrdererBlockMetadata();
  ordererMetadata.setLastConfig(lastConfig);
  const signatures = new common.Metadata();
  signatures.setValue(ordererMetadata.serializeBinary());

  const entries = new common.BlockMetadata();
  const empty = Array.from({ length: metadataEntries - 1 }, () => new Uint8Array());
  entries.setMetadataList([signatures.serializeBinary(), ...empty]);
  return entries;
}
