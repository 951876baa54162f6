import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { common } from '@hyperledger/fabric-protos';
import { envelopesOf } from '#ledger/blocks/block.ts';
import { configurationIn } from '#ledger/blocks/configuration.ts';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
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
export function ledgerIdentity(profile: ConnectionProfile): LedgerIdentity {
  const witness = profile.kind === 'fabric' ? 'organisations' : 'none';
  return { kind: profile.kind, name: ledgerName(profile), witness };
}

/**
 * Tells ledgers apart by who founded them: networks that were made anew, or elsewhere, may have the same channel and
 * chaincode. Whoever joins later, or exchanges an authority, does not make another ledger of it.
 */
function ledgerName({ channel, chaincode, firstBlockPath }: ConnectionProfile): string {
  const firstBlock = common.Block.deserializeBinary(readFileSync(firstBlockPath));
  const { members } = configurationIn(envelopesOf(firstBlock)[0] ?? new Uint8Array());
  const founders = members.organisations.toSorted((a, b) => (a.mspId < b.mspId ? -1 : 1));
  const digest = createHash('sha256');
  for (const { mspId, authorityPems } of founders) {
    digest.update(`${mspId}\n`);
    for (const pem of authorityPems) digest.update(new X509Certificate(pem).raw);
  }
  return `${channel}/${chaincode}@${digest.digest('hex').slice(0, 12)}`;
}
