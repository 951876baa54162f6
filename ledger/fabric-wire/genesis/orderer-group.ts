import { common, orderer } from '@hyperledger/fabric-protos';
import { capabilities, configGroup, type GroupContent } from './config-tree.ts';
import { type Consensus, type Consenter, consensusType, ordererMapping } from './consensus.ts';
import { type OrganisationRoots, organisationMsp } from './organisation-msp.ts';
import { implicitMeta, signedBy, signedByIdentities } from './policies.ts';

export interface OrdererOrganisation extends OrganisationRoots {
  /** `host:port` of each of its orderers: clients and peers dial these. */
  readonly endpoints: readonly string[];
}

export interface Ordering {
  readonly consensus: Consensus;
  readonly consenters: readonly Consenter[];
  readonly organisations: readonly OrdererOrganisation[];
}

/** A block is cut after this long even when it is not full; it decides latency at low load. */
const batchTimeout = '100ms';
const maxTransactionsPerBlock = 500;
const absoluteMaxBytes = 10 * 1024 * 1024;
const preferredMaxBytes = 2 * 1024 * 1024;

export function ordererGroup(ordering: Ordering): common.ConfigGroup {
  const values: Record<string, GroupContent['values'][string]> = {
    ConsensusType: consensusType(ordering.consensus, ordering.consenters),
    BatchSize: batchSize(),
    BatchTimeout: timeout(),
    Capabilities: capabilities('V2_0'),
  };
  if (ordering.consensus === 'BFT') values.Orderers = ordererMapping(ordering.consenters);
  return configGroup({
    values,
    policies: {
      Readers: implicitMeta('ANY', 'Readers'),
      Writers: implicitMeta('ANY', 'Writers'),
      Admins: implicitMeta('MAJORITY', 'Admins'),
      BlockValidation: blockValidation(ordering),
    },
    groups: Object.fromEntries(ordering.organisations.map((each) => [each.mspId, organisationGroup(each)])),
  });
}

/**
 * Whose signature makes a block genuine. One orderer is enough where none is expected to lie (Raft); with SmartBFT a
 * quorum of ceil((n + f + 1) / 2) named orderers signs, f = floor((n - 1) / 3) being the liars that are survived.
 */
function blockValidation({ consensus, consenters }: Ordering): common.Policy {
  if (consensus === 'etcdraft') return implicitMeta('ANY', 'Writers');
  const liars = Math.floor((consenters.length - 1) / 3);
  const quorum = Math.ceil((consenters.length + liars + 1) / 2);
  const signers = consenters.map(({ mspId, identityPem }) => ({ mspId, certificatePem: identityPem }));
  return signedByIdentities(quorum, signers);
}

function organisationGroup(organisation: OrdererOrganisation): common.ConfigGroup {
  const endpoints = new common.OrdererAddresses();
  endpoints.setAddressesList([...organisation.endpoints]);
  return configGroup({
    values: { MSP: organisationMsp(organisation), Endpoints: endpoints },
    policies: {
      Readers: signedBy(organisation.mspId, 'MEMBER'),
      Writers: signedBy(organisation.mspId, 'MEMBER'),
      Admins: signedBy(organisation.mspId, 'ADMIN'),
    },
  });
}

function batchSize(): orderer.BatchSize {
  const size = new orderer.BatchSize();
  size.setMaxMessageCount(maxTransactionsPerBlock);
  size.setAbsoluteMaxBytes(absoluteMaxBytes);
  size.setPreferredMaxBytes(preferredMaxBytes);
  return size;
}

function timeout(): orderer.BatchTimeout {
  const message = new orderer.BatchTimeout();
  message.setTimeout(batchTimeout);
  return message;
}
