import { toHex } from '#ledger/bytes.ts';
import { leafHash } from '#ledger/hash.ts';
import { rootOf } from '#ledger/merkle.ts';
import type { Publication } from '#ledger/port.ts';
import { consistencyProof } from '#ledger/proofs.ts';
import { type SignerKey, signCheckpoint } from '#ledger/sign.ts';

/** A log whose entries are numbered texts. Logs of the same content share a history; `branch` makes another one from an entry on. */
export class TestLog {
  readonly origin: string;
  readonly #branch: { from: number; content: string };

  constructor(origin: string, branch = { from: Number.POSITIVE_INFINITY, content: '' }) {
    this.origin = origin;
    this.#branch = branch;
  }

  key(seed = 1): SignerKey {
    return { name: this.origin, secretKey: new Uint8Array(32).fill(seed) };
  }

  root(size: number): Uint8Array {
    return rootOf(this.#leaves(0, size));
  }

  note(size: number, ...keys: SignerKey[]): string {
    const signers = keys.length > 0 ? keys : [this.key()];
    return signCheckpoint({ origin: this.origin, size, root: this.root(size) }, ...signers);
  }

  /** Its checkpoint of a size, for a ledger that holds the one of another size, or 0. */
  async publication(before: number, size: number): Promise<Publication> {
    const { origin } = this;
    const consistencyProof = await this.proof(before, size);
    return {
      ...{ origin, size, root: this.root(size), note: this.note(size) },
      ...{ previousSize: before, consistencyProof },
    };
  }

  /** From `before` to `after`; empty when there is nothing to be consistent with. */
  async proof(before: number, after: number): Promise<Uint8Array[]> {
    if (before === 0 || before > after) return [];
    const read = (level: number, index: number) =>
      rootOf(this.#leaves(index * 2 ** level, (index + 1) * 2 ** level));
    return consistencyProof(read, before, after);
  }

  /** The arguments of the witness's `Anchor`. */
  async anchorArguments(before: number, after: number, ...keys: SignerKey[]): Promise<string[]> {
    const proof = (await this.proof(before, after)).map(toHex).join('');
    return [this.origin, String(after), toHex(this.root(after)), proof, this.note(after, ...keys)];
  }

  #leaves(start: number, end: number): Uint8Array[] {
    const text = (index: number) => `${index >= this.#branch.from ? this.#branch.content : 'entry'} ${index}`;
    return Array.from({ length: end - start }, (_, i) => leafHash(new TextEncoder().encode(text(start + i))));
  }
}
