import { join, resolve } from 'node:path';
import { Material } from '#ledger/fabric-wire/material/material.ts';

/**
 * Where everything lies under a network's folder. `material` is made once, as a whole; `config` is written anew at every
 * start, because it holds absolute paths; `data` and `logs` belong to the processes; `run` says which of them run.
 */
export class NetworkFolder {
  readonly root: string;

  constructor(root: string) {
    this.root = resolve(root);
  }

  /** Everything that a network ever puts directly into its folder. */
  readonly ownEntries = ['material', 'material.draft', 'config', 'data', 'logs', 'run', 'connection'];

  get material(): NetworkMaterial {
    return new NetworkMaterial(join(this.root, 'material'));
  }

  config(processName: string): string {
    return join(this.root, 'config', processName);
  }

  get externalBuilder(): string {
    return join(this.root, 'config', 'external-builder');
  }

  data(processName: string): string {
    return join(this.root, 'data', processName);
  }

  log(processName: string): string {
    return join(this.root, 'logs', `${processName}.log`);
  }

  pidFile(processName: string): string {
    return join(this.root, 'run', `${processName}.pid`);
  }

  get lock(): string {
    return join(this.root, 'run', 'lock');
  }

  connection(mspId: string): string {
    return join(this.root, 'connection', `${mspId}.json`);
  }
}

/** What a network of processes has besides keys, certificates and first block. */
export class NetworkMaterial extends Material {
  get plan(): string {
    return join(this.root, 'network.json');
  }

  /** TLS roots of all organisations with peers, in one file: peers of different organisations call each other. */
  get peerTlsRoots(): string {
    return join(this.root, 'peer-tls-roots.pem');
  }

  /** The local MSP folder that a node reads. */
  msp(mspId: string, nodeName: string): string {
    return join(this.root, mspId, nodeName, 'msp');
  }

  chaincodePackage(mspId: string): string {
    return join(this.root, mspId, 'chaincode.tar.gz');
  }
}
