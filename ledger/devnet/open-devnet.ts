import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { common } from '@hyperledger/fabric-protos';
import { type MemberOrganisation, Members } from '#ledger/blocks/members.ts';
import type { Contract } from '#ledger/chaincode/contract.ts';
import { witnessContract } from '#ledger/chaincode/witness.ts';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import { lockFolder } from '#ledger/process/lock-folder.ts';
import { endorsingOrganisations, orderingOrganisation } from './channel.ts';
import { choosePorts } from './choose-ports.ts';
import { createMaterial } from './create-material.ts';
import { DevelopmentNetwork } from './development-network.ts';
import { DevnetFolder, holders } from './devnet-folder.ts';
import { Endorser } from './endorser.ts';
import { Faults } from './faults.ts';
import { NodeIdentity } from './node-identity.ts';
import { Orderer } from './orderer.ts';
import { OrganisationNode } from './organisation-node.ts';
import { Peer } from './peer.ts';
import { writeConnections } from './write-connections.ts';

export interface DevnetOptions {
  /** Everything is kept here: keys, certificates and the chains. Made when it is not there. One process at a time. */
  readonly folder: string;
  /** What each organisation runs as its chaincode; the witness unless a test names another. */
  readonly contract?: (mspId: string) => Contract;
  /** By which proposals are judged too old and identities expired. TLS and clients go by the machine's own time. */
  readonly clock?: () => Date;
  /** How long the orderer collects before it cuts a block. */
  readonly batchTimeoutMs?: number;
}

/** What everybody in the network shares. */
interface Surroundings {
  readonly folder: DevnetFolder;
  readonly members: Members;
  readonly contract: (mspId: string) => Contract;
  readonly clock: () => Date;
  readonly faults: Faults;
}

export interface Devnet {
  /** How a client of the education bureau connects. */
  readonly profile: ConnectionProfile;
  /** The same for each organisation. */
  readonly profiles: readonly ConnectionProfile[];
  /** For tests: what shall go wrong. */
  readonly network: DevelopmentNetwork;
  readonly faults: Faults;
  close(): Promise<void>;
}

const defaultBatchTimeoutMs = 20;

/**
 * Opens the development network: both organisations and an orderer in this process, behind the same protocol as a real
 * Fabric network. It holds what was committed before, also after a crash.
 * @throws Error when another process has the folder open
 */
export async function openDevnet(options: DevnetOptions): Promise<Devnet> {
  const folder = new DevnetFolder(options.folder);
  const lock = lockFolder(folder);
  const release = () => lock[Symbol.dispose]();
  try {
    const devnet = await openLocked(folder, options);
    return { ...devnet, close: () => devnet.close().finally(release) };
  } catch (error) {
    release();
    throw error;
  }
}

async function openLocked(folder: DevnetFolder, options: DevnetOptions): Promise<Devnet> {
  const clock = options.clock ?? (() => new Date());
  if (!existsSync(folder.material.root)) createMaterial(folder.material, new Date());
  const members = new Members(memberOrganisations(folder));
  const contract = options.contract ?? (() => witnessContract());
  const surroundings = { folder, members, contract, clock, faults: new Faults() };

  const ports = await choosePorts(folder);
  const nodes = await Promise.all(
    endorsingOrganisations.map(({ mspId }) => openNode(surroundings, mspId, ports[mspId]!)),
  );
  const network = new DevelopmentNetwork({ ...surroundings, nodes });
  await network.start(await openOrderer(folder, network, options.batchTimeoutMs ?? defaultBatchTimeoutMs));
  const profiles = writeConnections(folder, ports);
  return {
    profile: profiles[0]!,
    profiles,
    network,
    faults: surroundings.faults,
    close: () => network.close(),
  };
}

function memberOrganisations({ material }: DevnetFolder): MemberOrganisation[] {
  const member = (mspId: string, group: MemberOrganisation['group']) => {
    return { mspId, group, authorityPems: [readFileSync(material.certificateRoot(mspId), 'utf8')] };
  };
  return [
    ...endorsingOrganisations.map(({ mspId }) => member(mspId, 'application')),
    member(orderingOrganisation.mspId, 'orderer'),
  ];
}

async function openNode(surroundings: Surroundings, mspId: string, port: number): Promise<OrganisationNode> {
  const { folder, members, contract, clock, faults } = surroundings;
  const blockFile = folder.blocks(mspId);
  mkdirSync(dirname(blockFile), { recursive: true });
  const identity = new NodeIdentity(folder.readIdentity(mspId, holders.node));
  const peer = await Peer.open({ identity, members, blockFile });
  return new OrganisationNode(peer, new Endorser({ peer, contract: contract(mspId), clock, faults }), port);
}

async function openOrderer(
  folder: DevnetFolder,
  network: DevelopmentNetwork,
  batchTimeoutMs: number,
): Promise<Orderer> {
  const { mspId } = orderingOrganisation;
  const orderer = await Orderer.open({
    identity: new NodeIdentity(folder.readIdentity(mspId, holders.node)),
    blockFile: folder.blocks(mspId),
    batchTimeoutMs,
    deliver: (block) => network.deliver(block),
  });
  await orderer.begin(common.Block.deserializeBinary(readFileSync(folder.material.genesisBlock)));
  return orderer;
}
