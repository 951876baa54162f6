import { createHash } from 'node:crypto';
import { BinaryWriter } from 'google-protobuf';
import type { HashedChange, StateChange } from './changes-of.ts';
import type { Version } from './read-write-set.ts';

/**
 * What a peer says it made of a block: SHA-256(uvarint(length of filter) || filter || changes || previous commit hash). It
 * stands in the block's metadata and is in no signature, so that two peers can be compared.
 *
 * @param previous that of the block before; empty for the first block after the configuration
 */
export function commitHash(
  filter: Uint8Array,
  changes: readonly (StateChange | HashedChange)[],
  previous: Uint8Array,
): Buffer {
  return createHash('sha256')
    .update(unsignedVarint(filter.length))
    .update(filter)
    .update(changesMessage(changes.map(entryOf)))
    .update(previous)
    .digest();
}

/** A change as it counts here; what is public belongs to the collection without a name. */
interface Entry {
  readonly namespace: Buffer;
  readonly collection: Buffer;
  readonly key: Buffer;
  readonly value: Uint8Array | undefined;
  readonly version: Version;
}

function entryOf(change: StateChange | HashedChange): Entry {
  const isHashed = 'collection' in change;
  return {
    namespace: Buffer.from(change.namespace),
    collection: Buffer.from(isHashed ? change.collection : ''),
    key: Buffer.from(isHashed ? change.keyHash : Buffer.from(change.key)),
    value: isHashed ? change.valueHash : change.value,
    version: change.version,
  };
}

/**
 * Fabric's message `Updates`: the last change of each key, ordered. A namespace is named at its first entry only, and so is
 * a collection.
 */
function changesMessage(changes: readonly Entry[]): Uint8Array {
  const last = new Map(changes.map((entry) => [nameOf(entry), entry]));
  const ordered = [...last.values()].sort(
    (a, b) =>
      Buffer.compare(a.namespace, b.namespace) ||
      Buffer.compare(a.collection, b.collection) ||
      Buffer.compare(a.key, b.key),
  );
  const message = new BinaryWriter();
  ordered.forEach((entry, index) => {
    message.writeBytes(1, changeMessage(entry, ordered[index - 1]));
  });
  return message.getResultBuffer();
}

const nameOf = ({ namespace, collection, key }: Entry): string =>
  [namespace, collection, key].map((part) => part.toString('hex')).join('/');

function changeMessage(entry: Entry, before: Entry | undefined): Uint8Array {
  const { namespace, collection, key, value, version } = entry;
  const isFirst = before === undefined || !before.namespace.equals(namespace);
  const message = new BinaryWriter();
  if (isFirst) message.writeBytes(1, namespace);
  if (collection.length > 0 && (isFirst || !before.collection.equals(collection)))
    message.writeBytes(2, collection);
  message.writeBytes(3, key);
  if (value) message.writeBytes(5, value);
  else message.writeBool(4, true);
  message.writeBytes(6, versionBytes(version));
  return message.getResultBuffer();
}

/** Each number as the count of its significant bytes and these bytes, so that the whole sorts as the numbers do. */
function versionBytes({ block, transaction }: Version): Buffer {
  return Buffer.concat([block, transaction].map(orderPreserving));
}

function orderPreserving(number: number): Buffer {
  const bytes: number[] = [];
  for (let rest = number; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.of(bytes.length, ...bytes);
}

function unsignedVarint(number: number): Buffer {
  const bytes: number[] = [];
  let rest = number;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.of(...bytes, rest);
}
