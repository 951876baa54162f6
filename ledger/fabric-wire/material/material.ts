import { join } from 'node:path';

/** Where the keys and certificates of a channel's organisations lie, and its first block. */
export class Material {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  get genesisBlock(): string {
    return join(this.root, 'genesis.block');
  }

  certificateRoot(mspId: string): string {
    return join(this.root, mspId, 'certificate-root.pem');
  }

  tlsRoot(mspId: string): string {
    return join(this.root, mspId, 'tls-root.pem');
  }

  /** Certificate and key of one holder: a node, a person or a client. */
  holder(mspId: string, holder: string): CredentialPaths {
    const folder = join(this.root, mspId, holder);
    return { certificatePath: join(folder, 'cert.pem'), privateKeyPath: join(folder, 'key.pem') };
  }
}

export interface CredentialPaths {
  readonly certificatePath: string;
  readonly privateKeyPath: string;
}
