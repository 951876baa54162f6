import { join } from 'node:path';
import type { NetworkFolder } from '../folder.ts';
import { listenHost, type NetworkPlan, type OrdererPlan } from '../plan.ts';

/** The contents of an orderer's `orderer.yaml`. What is absent keeps Fabric's default. */
export function ordererConfig(folder: NetworkFolder, plan: NetworkPlan, orderer: OrdererPlan): object {
  const { mspId } = orderer.organisation;
  const { material } = folder;
  const tls = material.holder(mspId, orderer.name);
  const data = folder.data(orderer.name);
  return {
    General: {
      ListenAddress: listenHost(plan),
      ListenPort: orderer.port,
      LocalMSPID: mspId,
      LocalMSPDir: material.msp(mspId, orderer.name),
      BootstrapMethod: 'none',
      TLS: {
        Enabled: true,
        Certificate: tls.certificatePath,
        PrivateKey: tls.privateKeyPath,
        RootCAs: [material.tlsRoot(mspId)],
      },
      // What was passed on to a leader that died is given up after this long; Fabric's own 7 s would delay the client.
      Cluster: { RPCTimeout: '3s' },
      Keepalive: { ServerMinInterval: '60s', ServerInterval: '7200s', ServerTimeout: '20s' },
      BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
      Authentication: { TimeWindow: '15m' },
    },
    FileLedger: { Location: join(data, 'ledger') },
    Consensus: { WALDir: join(data, 'wal'), SnapDir: join(data, 'snapshots') },
    ChannelParticipation: { Enabled: true, MaxRequestBodySize: '1 MB' },
    Admin: {
      ListenAddress: `${listenHost(plan)}:${orderer.adminPort}`,
      TLS: {
        Enabled: true,
        Certificate: tls.certificatePath,
        PrivateKey: tls.privateKeyPath,
        ClientAuthRequired: true,
        ClientRootCAs: [material.tlsRoot(mspId)],
      },
    },
    Operations: { ListenAddress: `${listenHost(plan)}:${orderer.operationsPort}` },
    Metrics: { Provider: 'prometheus' },
  };
}
