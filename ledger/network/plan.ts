import type { Consensus } from '#ledger/fabric-wire/genesis/consensus.ts';
import {
  type Organisation,
  ordererOrganisations,
  peerOrganisations,
} from '#ledger/fabric-wire/organisations.ts';
import { type ProfileName, profiles } from './profiles.ts';

/**
 * Everything that is decided once about a network and never changes while its folder lives: who takes part and where each
 * process listens. Kept as `material/network.json`.
 */
export interface NetworkPlan {
  readonly version: 1;
  readonly profile: ProfileName;
  readonly consensus: Consensus;
  readonly channel: string;
  readonly chaincode: ChaincodeDefinition;
  readonly placement: Placement;
  readonly orderers: readonly OrdererPlan[];
  readonly peers: readonly PeerPlan[];
}

/** `one-machine`: all processes on the loopback address. `named-hosts`: each on a host or in a container of its name. */
export type Placement = 'one-machine' | 'named-hosts';

/** What the organisations agree on when they approve a chaincode. */
export interface ChaincodeDefinition {
  readonly name: string;
  readonly version: string;
  readonly sequence: number;
}

export interface OrdererPlan {
  readonly name: string;
  readonly organisation: Organisation;
  readonly host: string;
  readonly port: number;
  readonly adminPort: number;
  readonly operationsPort: number;
}

export interface PeerPlan {
  readonly name: string;
  readonly organisation: Organisation;
  readonly host: string;
  readonly port: number;
  /** Fabric opens it always; nothing calls it, because the peer calls the witness. */
  readonly chaincodePort: number;
  readonly operationsPort: number;
  readonly witness: WitnessPlan;
}

/** The organisation's own copy of the chaincode program. */
export interface WitnessPlan {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

/** The address that servers bind to. */
export function listenHost({ placement }: Pick<NetworkPlan, 'placement'>): string {
  return placement === 'one-machine' ? '127.0.0.1' : '0.0.0.0';
}

const portsPerOrderer = 3;
const portsPerPeer = 4;

export function portsNeeded(profile: ProfileName): number {
  return profiles[profile].orderers * portsPerOrderer + peerOrganisations.length * portsPerPeer;
}

/** All processes on this machine, each on ports of its own. */
export function planOnOneMachine(profile: ProfileName, freePorts: readonly number[]): NetworkPlan {
  const ports = freePorts.values();
  const next = () => ports.next().value!;
  return plan(profile, {
    placement: 'one-machine',
    place: (name) => ({ name, host: 'localhost' }),
    ordererPorts: () => ({ port: next(), adminPort: next(), operationsPort: next() }),
    peerPorts: () => ({ port: next(), chaincodePort: next(), operationsPort: next() }),
    witnessPort: next,
  });
}

/** Each process in a container or machine that carries its name; the ports are Fabric's customary ones. */
export function planOnNamedHosts(profile: ProfileName): NetworkPlan {
  return plan(profile, {
    placement: 'named-hosts',
    place: (name) => ({ name, host: name }),
    ordererPorts: () => ({ port: 7050, adminPort: 7053, operationsPort: 8443 }),
    peerPorts: () => ({ port: 7051, chaincodePort: 7052, operationsPort: 9443 }),
    witnessPort: () => 9999,
  });
}

interface Addressing {
  readonly placement: Placement;
  readonly place: (name: string) => { name: string; host: string };
  readonly ordererPorts: () => Pick<OrdererPlan, 'port' | 'adminPort' | 'operationsPort'>;
  readonly peerPorts: () => Pick<PeerPlan, 'port' | 'chaincodePort' | 'operationsPort'>;
  readonly witnessPort: () => number;
}

function plan(profile: ProfileName, addressing: Addressing): NetworkPlan {
  const { consensus, orderers } = profiles[profile];
  return {
    version: 1,
    profile,
    consensus,
    channel: 'shansu',
    chaincode: { name: 'witness', version: '1', sequence: 1 },
    placement: addressing.placement,
    orderers: ordererOrganisations.slice(0, orderers).map((organisation) => ({
      ...addressing.place(`orderer-${organisation.slug}`),
      organisation,
      ...addressing.ordererPorts(),
    })),
    peers: peerOrganisations.map((organisation) => ({
      ...addressing.place(`peer-${organisation.slug}`),
      organisation,
      ...addressing.peerPorts(),
      witness: { ...addressing.place(`witness-${organisation.slug}`), port: addressing.witnessPort() },
    })),
  };
}
