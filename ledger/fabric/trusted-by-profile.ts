import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import { fromPem } from '../attestation/certificate.ts';
import type { LedgerIdentity, LedgerTrust } from '../port.ts';

/**
 * What a connection profile says about whom to believe, as a member of the trust file's list `ledgers`. All
 * organisations must attest.
 */
export function trustedByProfile({
  kind,
  channel,
  chaincode,
  organisations,
}: ConnectionProfile): LedgerTrust {
  return {
    kind,
    channel,
    chaincode,
    quorum: organisations.length,
    organisations: organisations.map(({ mspId, title, certificateRootPath }) => ({
      mspId,
      name: title,
      role: 'peer',
      authorities: [readFileSync(certificateRootPath, 'utf8')],
    })),
  };
}

/** What a ledger says of itself. All keys of a development network are in one place, so nobody outside witnesses. */
export function ledgerIdentity(trusted: LedgerTrust): LedgerIdentity {
  const witness = trusted.kind === 'fabric' ? 'organisations' : 'none';
  return { kind: trusted.kind, name: ledgerName(trusted), witness };
}

/**
 * Tells ledgers apart by who attests: networks that were made anew, or elsewhere, may have the same channel and
 * chaincode.
 */
function ledgerName({ channel, chaincode, organisations }: LedgerTrust): string {
  const digest = createHash('sha256');
  for (const { mspId, authorities } of organisations) {
    digest.update(`${mspId}\n`);
    for (const pem of authorities) digest.update(fromPem(pem));
  }
  return `${channel}/${chaincode}@${digest.digest('hex').slice(0, 12)}`;
}
