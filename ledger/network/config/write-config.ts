import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeJson, writePublic } from '#ledger/fabric-wire/material/write-files.ts';
import { packageId, packageLabel } from '../chaincode/chaincode-package.ts';
import { writeExternalBuilder } from '../chaincode/write-external-builder.ts';
import type { NetworkFolder } from '../folder.ts';
import { listenHost, type NetworkPlan, type PeerPlan } from '../plan.ts';
import { ordererConfig } from './orderer-config.ts';
import { peerConfig } from './peer-config.ts';

/** Writes every process's configuration anew. The files named `.yaml` hold JSON, which YAML includes. */
export function writeConfig(folder: NetworkFolder, plan: NetworkPlan): void {
  writeExternalBuilder(folder.externalBuilder);
  for (const orderer of plan.orderers) {
    writeJson(join(folder.config(orderer.name), 'orderer.yaml'), ordererConfig(folder, plan, orderer));
  }
  for (const peer of plan.peers) {
    writeJson(join(folder.config(peer.name), 'core.yaml'), peerConfig(folder, plan, peer));
    const lines = Object.entries(witnessEnvironment(folder, plan, peer)).map(
      ([name, text]) => `${name}="${text}"\n`,
    );
    writePublic(witnessEnvironmentFile(folder, peer.witness.name), lines.join(''));
  }
}

export function witnessEnvironmentFile(folder: NetworkFolder, witnessName: string): string {
  return join(folder.config(witnessName), 'chaincode.env');
}

/** What the chaincode program is told; the README documents each variable. */
function witnessEnvironment(
  folder: NetworkFolder,
  plan: NetworkPlan,
  peer: PeerPlan,
): Record<string, string> {
  const { mspId } = peer.organisation;
  const tls = folder.material.holder(mspId, peer.witness.name);
  const packed = readFileSync(folder.material.chaincodePackage(mspId));
  return {
    CHAINCODE_ID: packageId(packageLabel(plan.chaincode), packed),
    CHAINCODE_ADDRESS: `${listenHost(plan)}:${peer.witness.port}`,
    CHAINCODE_TLS_KEY_FILE: tls.privateKeyPath,
    CHAINCODE_TLS_CERT_FILE: tls.certificatePath,
    CHAINCODE_TLS_CLIENT_CA_FILE: folder.material.tlsRoot(mspId),
  };
}
