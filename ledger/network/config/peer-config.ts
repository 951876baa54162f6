import { join } from 'node:path';
import type { NetworkFolder } from '../folder.ts';
import { listenHost, type NetworkPlan, type PeerPlan } from '../plan.ts';

/** Fabric caps a message at this size on both sides. */
const maxMessageBytes = 100 * 1024 * 1024;

/** The contents of a peer's `core.yaml`. What is absent keeps Fabric's default. */
export function peerConfig(folder: NetworkFolder, plan: NetworkPlan, peer: PeerPlan): object {
  const data = folder.data(peer.name);
  return {
    peer: {
      id: peer.name,
      networkId: plan.channel,
      listenAddress: `${listenHost(plan)}:${peer.port}`,
      address: `${peer.host}:${peer.port}`,
      chaincodeListenAddress: `${listenHost(plan)}:${peer.chaincodePort}`,
      chaincodeAddress: `${peer.host}:${peer.chaincodePort}`,
      localMspId: peer.organisation.mspId,
      mspConfigPath: folder.material.msp(peer.organisation.mspId, peer.name),
      fileSystemPath: data,
      tls: tls(folder, peer),
      gossip: gossip(peer),
      gateway: { enabled: true, endorsementTimeout: '30s', broadcastTimeout: '30s', dialTimeout: '2m' },
      keepalive: keepalive(),
      authentication: { timewindow: '15m' },
      BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
      deliveryclient: { minimalReconnectInterval: '100ms', connTimeout: '3s' },
      discovery: { enabled: true, authCacheEnabled: true, authCacheMaxSize: 1000 },
      handlers: handlers(),
      limits: { concurrency: { endorserService: 2500, deliverService: 2500, gatewayService: 500 } },
      maxRecvMsgSize: maxMessageBytes,
      maxSendMsgSize: maxMessageBytes,
    },
    // Empty here and not by environment: Fabric 2.5 ignores an empty variable and then waits for Docker.
    vm: { endpoint: '' },
    chaincode: chaincode(folder),
    ledger: {
      state: { stateDatabase: 'goleveldb', totalQueryLimit: 100_000 },
      history: { enableHistoryDatabase: true },
      pvtdataStore: {
        collElgProcMaxDbBatchSize: 5000,
        collElgProcDbBatchesInterval: 1000,
        purgeInterval: 100,
      },
      snapshots: { rootDir: join(data, 'snapshots') },
    },
    operations: { listenAddress: `${listenHost(plan)}:${peer.operationsPort}` },
    metrics: { provider: 'prometheus' },
  };
}

function tls(folder: NetworkFolder, peer: PeerPlan): object {
  const { certificatePath, privateKeyPath } = folder.material.holder(peer.organisation.mspId, peer.name);
  return {
    enabled: true,
    clientAuthRequired: false,
    cert: { file: certificatePath },
    key: { file: privateKeyPath },
    rootcert: { file: folder.material.peerTlsRoots },
  };
}

/**
 * Peers of different organisations must have met before an endorsement by both can succeed. With Fabric's own intervals
 * (up to 25 s) that takes half a minute when one starts a moment late; these bring it under two seconds.
 */
function gossip(peer: PeerPlan): object {
  const address = `${peer.host}:${peer.port}`;
  return {
    bootstrap: address,
    endpoint: address,
    externalEndpoint: address,
    useLeaderElection: false,
    orgLeader: true,
    publishStateInfoInterval: '500ms',
    requestStateInfoInterval: '500ms',
    dialTimeout: '500ms',
    reconnectInterval: '500ms',
    state: { enabled: false },
    pvtData: { implicitCollectionDisseminationPolicy: { requiredPeerCount: 0, maxPeerCount: 1 } },
  };
}

function keepalive(): object {
  const client = { interval: '60s', timeout: '20s' };
  return { interval: '7200s', timeout: '20s', minInterval: '60s', client, deliveryClient: client };
}

function handlers(): object {
  return {
    authFilters: [{ name: 'DefaultAuth' }, { name: 'ExpirationCheck' }, { name: 'TimeWindowCheck' }],
    decorators: [{ name: 'DefaultDecorator' }],
    endorsers: { escc: { name: 'DefaultEndorsement' } },
    validators: { vscc: { name: 'DefaultValidation' } },
  };
}

function chaincode(folder: NetworkFolder): object {
  return {
    mode: 'net',
    keepalive: 0,
    installTimeout: '300s',
    startuptimeout: '30s',
    executetimeout: '30s',
    externalBuilders: [{ name: 'service', path: folder.externalBuilder, propagateEnvironment: [] }],
    system: { _lifecycle: 'enable', cscc: 'enable', lscc: 'enable', qscc: 'enable' },
    runtimeParams: { useWriteBatch: true, useGetMultipleKeys: true },
  };
}
