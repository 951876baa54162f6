import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Credential, privateKeyPem } from '#ledger/x509/authority.ts';
import type { CredentialPaths } from './material.ts';

export function writePublic(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** Readable by its owner only. */
export function writeSecret(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode: 0o600 });
}

export function writeJson(path: string, content: unknown): void {
  writePublic(path, `${JSON.stringify(content, null, 2)}\n`);
}

export function writeCredential(paths: CredentialPaths, credential: Credential): void {
  writePublic(paths.certificatePath, credential.certificatePem);
  writeSecret(paths.privateKeyPath, privateKeyPem(credential.privateKey));
}
