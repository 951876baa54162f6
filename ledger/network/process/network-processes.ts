import { fileURLToPath } from 'node:url';
import { witnessEnvironmentFile } from '../config/write-config.ts';
import type { NetworkFolder } from '../folder.ts';
import type { NetworkPlan, OrdererPlan, PeerPlan } from '../plan.ts';
import type { FabricPrograms } from '../programs.ts';
import type { ProcessSpec } from './process-spec.ts';

/** The witness contract that the repository carries. */
export const witnessProgram = fileURLToPath(new URL('../../chaincode/server.ts', import.meta.url));

/** Fabric takes these from the environment only. Every connection that ends is not news. */
const plainLogs = {
  FABRIC_LOGGING_SPEC: 'info:grpc=warning:comm.grpc.server=warning',
  FABRIC_LOGGING_FORMAT: '%{time:2006-01-02T15:04:05.000Z07:00} %{level} [%{module}] %{message}',
};

export interface NetworkProcesses {
  readonly orderers: readonly ProcessSpec[];
  readonly peers: readonly ProcessSpec[];
  readonly witnesses: readonly ProcessSpec[];
}

/** @param witness the chaincode program, a file that Node runs */
export function networkProcesses(
  folder: NetworkFolder,
  plan: NetworkPlan,
  programs: FabricPrograms,
  witness: string,
): NetworkProcesses {
  return {
    orderers: plan.orderers.map((each) => ordererProcess(folder, programs.orderer, each)),
    peers: plan.peers.map((each) => peerProcess(folder, programs.peer, each)),
    witnesses: plan.peers.map((each) => witnessProcess(folder, witness, each)),
  };
}

/** Names of all processes of a network, in the order in which people read them. */
export function processNames(plan: NetworkPlan): string[] {
  return [...plan.orderers, ...plan.peers, ...plan.peers.map((peer) => peer.witness)].map(
    (each) => each.name,
  );
}

function ordererProcess(folder: NetworkFolder, command: string, orderer: OrdererPlan): ProcessSpec {
  return {
    name: orderer.name,
    command,
    arguments: ['start'],
    environment: { FABRIC_CFG_PATH: folder.config(orderer.name), ...plainLogs },
    ports: [orderer.port, orderer.adminPort],
    operationsPort: orderer.operationsPort,
  };
}

function peerProcess(folder: NetworkFolder, command: string, peer: PeerPlan): ProcessSpec {
  return {
    name: peer.name,
    command,
    arguments: ['node', 'start'],
    environment: { FABRIC_CFG_PATH: folder.config(peer.name), ...plainLogs },
    ports: [peer.port],
    operationsPort: peer.operationsPort,
  };
}

function witnessProcess(folder: NetworkFolder, program: string, { witness }: PeerPlan): ProcessSpec {
  return {
    name: witness.name,
    command: process.execPath,
    arguments: [`--env-file=${witnessEnvironmentFile(folder, witness.name)}`, program],
    environment: {},
    ports: [witness.port],
  };
}
