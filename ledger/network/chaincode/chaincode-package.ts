import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type TarEntry, tar } from './tar.ts';

/** Where a peer finds the chaincode program, and how both sides prove who they are. */
export interface ChaincodeService {
  readonly label: string;
  /** `host:port` as the peer dials it. */
  readonly address: string;
  readonly serverRootPem: string;
  readonly clientCertificatePem: string;
  readonly clientKeyPem: string;
}

/**
 * A package of type `ccaas` (chaincode as a service): it holds no code, only the address and TLS material. The same input
 * gives the same bytes on every machine, so the package id is known before any peer runs.
 */
export function chaincodePackage(service: ChaincodeService): Buffer {
  const connection = {
    address: service.address,
    dial_timeout: '5s',
    tls_required: true,
    client_auth_required: true,
    root_cert: service.serverRootPem,
    client_cert: service.clientCertificatePem,
    client_key: service.clientKeyPem,
  };
  const code = tarGz([{ name: 'connection.json', content: json(connection) }]);
  return tarGz([
    { name: 'metadata.json', content: json({ type: 'ccaas', label: service.label }) },
    { name: 'code.tar.gz', content: code },
  ]);
}

/** A name for people, part of the package id. */
export function packageLabel({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${name}_${version}`;
}

/** Fabric's id of a package: its label and the SHA-256 of its bytes. */
export function packageId(label: string, bytes: Uint8Array): string {
  return `${label}:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Stored, not deflated: a new zlib cannot change the bytes. Node writes time 0; byte 9 names the system that wrote it. */
function tarGz(entries: readonly TarEntry[]): Buffer {
  const bytes = gzipSync(tar(entries), { level: 0 });
  bytes[9] = 255;
  return bytes;
}

function json(content: object): Buffer {
  return Buffer.from(JSON.stringify(content));
}
