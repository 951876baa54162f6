import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerTrust } from '#ledger/port.ts';
import { formatVerifierKey, type SignerKey } from '#ledger/sign.ts';
import { parseTrust, TRUST_FORMAT, type Trust } from '#ledger/trust.ts';
import { secretFile } from '../secret-file.ts';
import { requireLedgerKind } from './ledger-kind.ts';

/**
 * The installation's signing key, one for all its logs (a key is told apart by the log's origin as its name), and
 * the trust file that says which keys each log has ever signed with, and which ledgers witnessed.
 *
 * To change the key, stop the product, put another 32-byte key into `keys/log.key`, start it. The trust file then
 * closes the old key at the size of each log and opens the new one behind it; old proofs stay valid. `trust.json`
 * remembers the old public keys: it belongs into the backup.
 */
export interface LogKeys {
  signer(origin: string): SignerKey;
  /** Names the key in the trust file for whatever a log signs beyond `size` entries. To be done before it signs. */
  admit(origin: string, size: number): void;
  /**
   * Names a ledger's organisations as witnesses, beside those that are named already.
   * @throws MixedLedgers beside a ledger of another kind
   */
  admitLedger(ledger: LedgerTrust): void;
  trust(): Trust;
  /** The trust file as it is published. */
  trustFile(): string;
}

interface KeyRange {
  readonly vkey: string;
  readonly fromSize: number;
  readonly untilSize?: number;
}

interface TrustFile {
  readonly format: typeof TRUST_FORMAT;
  readonly ledgers?: readonly LedgerTrust[];
  readonly logs: readonly { readonly origin: string; readonly keys: readonly KeyRange[] }[];
}

const empty: TrustFile = { format: TRUST_FORMAT, logs: [] };

/** Reads the key and the trust file of a data folder; makes what is not there. */
export function openLogKeys(dataDir: string): LogKeys {
  const secretKey = secretFile(join(dataDir, 'keys', 'log.key'));
  const path = trustPath(dataDir);
  // Read anew each time: another process on the same folder may have added a log.
  const text = () => (existsSync(path) ? readFileSync(path, 'utf8') : format(empty));
  const write = (file: TrustFile): void => {
    // Whoever reads the file sees the old or the new one, never half of it.
    writeFileSync(`${path}.new`, format(file), { mode: 0o644 });
    renameSync(`${path}.new`, path);
  };
  const signer = (origin: string): SignerKey => ({ name: origin, secretKey });
  if (!existsSync(path)) write(empty);
  parseTrust(text());
  return {
    signer,
    admit(origin, size) {
      const admitted = admit(JSON.parse(text()), origin, formatVerifierKey(signer(origin)), size);
      if (admitted) write(admitted);
    },
    admitLedger(ledger) {
      requireLedgerKind(path, ledger.kind);
      const file: TrustFile = JSON.parse(text());
      const { ledgers = [] } = file;
      const isNamed = ledgers.some((each) => JSON.stringify(each) === JSON.stringify(ledger));
      if (!isNamed) write({ ...file, ledgers: [...ledgers, ledger] });
    },
    trust: () => parseTrust(text()),
    trustFile: text,
  };
}

export const trustPath = (dataDir: string): string => join(dataDir, 'trust.json');

/** The file with this key in use beyond `size`; undefined if it is already. */
function admit(file: TrustFile, origin: string, vkey: string, size: number): TrustFile | undefined {
  const known = file.logs.find((log) => log.origin === origin);
  if (!known) return { ...file, logs: [...file.logs, { origin, keys: [{ vkey, fromSize: 0 }] }] };
  const last = known.keys.at(-1);
  if (last?.vkey === vkey && last.untilSize === undefined) return undefined;
  const retired = known.keys.map((key) => ({ ...key, untilSize: key.untilSize ?? size }));
  const log = { origin, keys: [...retired, { vkey, fromSize: size + 1 }] };
  return { ...file, logs: file.logs.map((each) => (each === known ? log : each)) };
}

const format = (file: TrustFile): string => `${JSON.stringify(file, undefined, 2)}\n`;
