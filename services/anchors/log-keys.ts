import { parseNote, signerName } from '#ledger/note.ts';
import type { LedgerTrust } from '#ledger/port.ts';
import type { SignerKey } from '#ledger/sign.ts';
import { parseTrust, type Trust } from '#ledger/trust.ts';
import { KeyFolder } from './key-folder.ts';
import { refuseOtherKinds } from './ledger-kind.ts';
import { type KeyRange, signerOf, TrustFile } from './trust-file.ts';

/** A log cannot be signed here: this is not the folder with its keys, or an older one. */
export class LogKeyMissing extends Error {
  override readonly name = 'LogKeyMissing';
}

/** The keys that the installation's logs are signed with; `change-log-key.ts` exchanges them. */
export class LogKeys {
  readonly folder: KeyFolder;
  readonly file: TrustFile;

  /** Reads keys and trust file of a data folder at each use: a command beside the product may have changed them. */
  constructor(dataDir: string) {
    this.folder = new KeyFolder(dataDir);
    this.file = new TrustFile(dataDir);
  }

  /**
   * Who signs what comes after this head of a log: one key, or the old and the new one while they change, in the order
   * of the trust file. A log without a head gets its first key made.
   *
   * @throws LogKeyMissing when the trust file does not know who signed the head, or a key in use is not here
   */
  signers(origin: string, head: { readonly note: string } | undefined): readonly SignerKey[] {
    if (!head && this.file.keysOf(origin).length === 0) this.#begin(origin);
    if (head) this.#requireKnown(origin, head.note);
    const inUse = this.inUse(origin);
    if (inUse.length === 0) throw new LogKeyMissing(`no key of the log ${origin} is in use`);
    return inUse.map(({ vkey }) => {
      const key = this.folder.find(vkey);
      if (!key) throw new LogKeyMissing(`the key is not in ${this.folder.pathOf(vkey)}`);
      return key;
    });
  }

  /** Who stamps what no checkpoint says (stamp.ts). */
  stamper(origin: string, head: { readonly note: string } | undefined): SignerKey {
    return this.signers(origin, head).at(-1)!;
  }

  inUse(origin: string): readonly KeyRange[] {
    return this.file.keysOf(origin).filter(({ untilSize }) => untilSize === undefined);
  }

  /**
   * Names a ledger's organisations as witnesses, beside those that are named already.
   * @throws StartRefused beside a ledger of another kind
   */
  admitLedger(ledger: LedgerTrust): void {
    this.file.change((document) => {
      const { ledgers = [] } = document;
      refuseOtherKinds(ledgers, ledger.kind, this.file.path);
      const isNamed = ledgers.some((each) => JSON.stringify(each) === JSON.stringify(ledger));
      return isNamed ? document : { ...document, ledgers: [...ledgers, ledger] };
    });
  }

  trust(): Trust {
    return parseTrust(this.trustFile());
  }

  /** The trust file as it is published. */
  trustFile(): string {
    return this.file.text();
  }

  /** Of two who begin a log at the same time, one names its key. */
  #begin(origin: string): void {
    const vkey = this.folder.make(origin);
    this.file.changeKeys(origin, (keys) => (keys.length > 0 ? keys : [{ vkey, fromSize: 0 }]));
    if (!this.file.keysOf(origin).some((key) => key.vkey === vkey)) this.folder.remove(vkey);
  }

  #requireKnown(origin: string, note: string): void {
    const known = this.file.keysOf(origin).map(signerOf);
    const strangers = parseNote(note)
      .signatures.map(signerName)
      .filter((signer) => !known.includes(signer));
    if (strangers.length === 0) return;
    const names = strangers.join(', ');
    throw new LogKeyMissing(`the log was signed by ${names}, which the trust file here does not know`);
  }
}
