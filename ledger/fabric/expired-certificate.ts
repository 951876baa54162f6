import { X509Certificate } from 'node:crypto';
import type { ClientIdentity } from '#ledger/fabric-wire/connection-profile.ts';

/** What a person must do about a client certificate that has run out; undefined for one that has not. */
export function expiredCertificate(
  { mspId, certificatePath }: ClientIdentity,
  certificatePem: string,
  now = new Date(),
): string | undefined {
  const { validToDate } = new X509Certificate(certificatePem);
  if (now <= validToDate) return undefined;
  return `the client certificate of ${mspId} expired at ${validToDate.toISOString()}: put a renewed one with its key in the place of ${certificatePath}; both are read again without a restart`;
}
