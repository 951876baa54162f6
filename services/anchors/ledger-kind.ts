import { existsSync, readFileSync } from 'node:fs';
import type { LedgerTrust } from '#ledger/port.ts';
import { parseTrust, type Trust } from '#ledger/trust.ts';
import { StartRefused } from '../start-refused.ts';

type Kind = LedgerTrust['kind'];

/**
 * One installation rests on one kind of ledger. Whoever believes its trust file would otherwise take what its operator
 * attested to itself, in development, for what organisations confirmed.
 *
 * @param path the trust file; one that is not there yet fits any ledger
 * @throws StartRefused
 */
export function requireLedgerKind(path: string, kind: Kind): void {
  if (existsSync(path)) refuseOtherKinds(readTrust(path).ledgers, kind, path);
}

/** @throws StartRefused for a file that is damaged */
function readTrust(path: string): Trust {
  try {
    return parseTrust(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new StartRefused(`${path} is no trust file: ${(cause as Error).message}`, { cause });
  }
}

/** The same for a trust file that was read. @throws StartRefused */
export function refuseOtherKinds(
  ledgers: readonly { readonly kind: Kind }[],
  kind: Kind,
  path: string,
): void {
  const other = ledgers.find((ledger) => ledger.kind !== kind);
  if (!other) return;
  throw new StartRefused(
    [
      `${path} 中的证明出自${names[other.kind].zh}，不能与${names[kind].zh}混用：请另选 DATA_DIR，并使用空的数据库。`,
      `The proofs of ${path} rest on ${names[other.kind].en}, which must not be mixed with ${names[kind].en}: choose another DATA_DIR, with an empty database.`,
    ].join('\n'),
  );
}

const names: Record<Kind, { readonly zh: string; readonly en: string }> = {
  fabric: { zh: '真实的 Fabric 网络', en: 'a real Fabric network' },
  'fabric-development': { zh: '开发账本', en: 'the development ledger' },
};
