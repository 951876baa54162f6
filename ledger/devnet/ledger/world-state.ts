import type { StateChange } from '#ledger/blocks/changes-of.ts';
import { compareKeys, type Version } from '#ledger/blocks/read-write-set.ts';

/** A committed value and the transaction that wrote it. */
export interface VersionedValue {
  readonly value: Uint8Array;
  readonly version: Version;
}

/** The newest value of every key, in memory. It follows from the blocks and is made from them at each start. */
export class WorldState {
  readonly #namespaces = new Map<string, OrderedValues>();

  get(namespace: string, key: string): VersionedValue | undefined {
    return this.#namespaces.get(namespace)?.get(key);
  }

  /** Keys from `start` up to but not including `end`, in order. An empty `end` means to the last. */
  between(namespace: string, start: string, end: string): [key: string, value: VersionedValue][] {
    return this.#namespaces.get(namespace)?.between(start, end) ?? [];
  }

  apply(changes: readonly StateChange[]): void {
    for (const { namespace, key, value, version } of changes) {
      const values = this.#namespaces.get(namespace) ?? new OrderedValues();
      this.#namespaces.set(namespace, values);
      if (value) values.set(key, { value, version });
      else values.delete(key);
    }
  }
}

/** Keys are ordered by their UTF-8 bytes, as Fabric orders them. */
class OrderedValues {
  readonly #values = new Map<string, VersionedValue>();
  readonly #keys: string[] = [];

  get(key: string): VersionedValue | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: VersionedValue): void {
    if (!this.#values.has(key)) this.#keys.splice(this.#firstFrom(key), 0, key);
    this.#values.set(key, value);
  }

  delete(key: string): void {
    if (this.#values.delete(key)) this.#keys.splice(this.#firstFrom(key), 1);
  }

  between(start: string, end: string): [string, VersionedValue][] {
    const from = this.#firstFrom(start);
    const to = end === '' ? this.#keys.length : this.#firstFrom(end);
    return this.#keys.slice(from, to).map((key) => [key, this.#values.get(key)!]);
  }

  /** Index of the first key that is not below this one. */
  #firstFrom(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareKeys(this.#keys[middle]!, key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
