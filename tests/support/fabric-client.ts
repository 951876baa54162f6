import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type AnchoredCheckpoint, decodeAnchored } from '#ledger/attestation/anchored-checkpoint.ts';
import { canonicalText } from '#ledger/canonical.ts';
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

  /** Calls a function and resolves with its answer when the transaction is VALID. */
  async submit(name: string, ...given: string[]): Promise<string> {
    return text(await this.#contract.submit(name, { arguments: given }));
  }

  /** A head (or, of the key-value contract, a value) as one organisation's peer has it. */
  async head(key: string, mspId: string): Promise<string> {
    return text(await this.#contract.evaluate('Head', { arguments: [key], endorsingOrganizations: [mspId] }));
  }

  /** The checkpoints of a log as one organisation's peer has them, in order of size. */
  async checkpoints(origin: string, mspId: string): Promise<AnchoredCheckpoint[]> {
    const found: AnchoredCheckpoint[] = [];
    for (let from = 0; ; from = found.at(-1)!.size + 1) {
      const given = { arguments: [origin, String(from), String(2 ** 52)], endorsingOrganizations: [mspId] };
      const page: unknown[] = JSON.parse(text(await this.#contract.evaluate('Range', given)));
      if (page.length === 0) return found;
      found.push(...page.map((each) => decodeAnchored(Buffer.from(canonicalText(each)))));
    }
  }

  get #contract() {
    return this.#gateway.network.getContract(this.#profile.chaincode);
  }

  [Symbol.dispose](): void {
    this.#gateway[Symbol.dispose]();
  }
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}
