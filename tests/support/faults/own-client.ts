import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import { writeCredential } from '#ledger/fabric-wire/material/write-files.ts';
import { issueClient } from '../fidelity/client.ts';

/** The product's own identity on a ledger, issued by the organisation's authority for as long as a test wants. */
export class OwnClient {
  readonly profilePath: string;
  readonly #profile: ConnectionProfile;

  constructor(folder: string, profile: ConnectionProfile) {
    mkdirSync(folder, { recursive: true });
    const { mspId } = profile.client;
    const paths = { certificatePath: join(folder, 'cert.pem'), privateKeyPath: join(folder, 'key.pem') };
    this.#profile = { ...profile, client: { mspId, ...paths } };
    this.profilePath = join(folder, 'profile.json');
    writeFileSync(this.profilePath, JSON.stringify(this.#profile));
    this.issue();
  }

  /** Puts a new certificate with a new key in the place of those before. */
  issue(validity: { readonly notAfter?: Date } = {}): void {
    const { client } = this.#profile;
    writeCredential(client, issueClient(this.#profile, client.mspId, validity));
  }
}
