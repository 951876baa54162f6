import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import { OrganisationGateway } from '#ledger/network/admin/organisation-gateway.ts';

/** A client that knows nothing but a connection profile. */
export class ProfileClient implements Disposable {
  readonly #profile: ConnectionProfile;
  readonly #gateway: OrganisationGateway;

  constructor(profilePath: string) {
    this.#profile = JSON.parse(readFileSync(profilePath, 'utf8'));
    const { client, peers, channel } = this.#profile;
    const signer = {
      mspId: client.mspId,
      certificatePem: readFileSync(client.certificatePath, 'utf8'),
      privateKey: createPrivateKey(readFileSync(client.privateKeyPath, 'utf8')),
    };
    const own = peers[0]!;
    this.#gateway = new OrganisationGateway(own, readFileSync(own.tlsRootPath, 'utf8'), signer, channel);
  }

  /** Resolves when the write is VALID. */
  async put(key: string, value: string): Promise<void> {
    await this.#contract.submit('put', { arguments: [key, value] });
  }

  /** The value as this organisation's peer has it. */
  async read(key: string, mspId: string): Promise<string> {
    const bytes = await this.#contract.evaluate('Head', {
      arguments: [key],
      endorsingOrganizations: [mspId],
    });
    return Buffer.from(bytes).toString();
  }

  get #contract() {
    return this.#gateway.network.getContract(this.#profile.chaincode);
  }

  [Symbol.dispose](): void {
    this.#gateway[Symbol.dispose]();
  }
}
