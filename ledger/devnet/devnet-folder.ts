import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SigningIdentity } from '#ledger/fabric-wire/identity.ts';
import { Material } from '#ledger/fabric-wire/material/material.ts';

/** Names under which an organisation keeps its credentials. */
export const holders = {
  node: 'node',
  nodeTls: 'node-tls',
  administrator: 'admin',
  client: 'client',
} as const;

/** Where everything of a development network lies. */
export class DevnetFolder {
  readonly root: string;

  constructor(root: string) {
    this.root = resolve(root);
  }

  /** Made once, as a whole. */
  get material(): Material {
    return new Material(join(this.root, 'material'));
  }

  get lock(): string {
    return join(this.root, 'lock');
  }

  /** One node's copy of the chain. */
  blocks(mspId: string): string {
    return join(this.root, 'blocks', `${mspId}.blocks`);
  }

  connection(mspId: string): string {
    return join(this.root, 'connection', `${mspId}.json`);
  }

  readIdentity(mspId: string, holder: string): SigningIdentity {
    const { certificatePath, privateKeyPath } = this.material.holder(mspId, holder);
    return {
      mspId,
      certificatePem: readFileSync(certificatePath, 'utf8'),
      privateKey: createPrivateKey(readFileSync(privateKeyPath, 'utf8')),
    };
  }
}
