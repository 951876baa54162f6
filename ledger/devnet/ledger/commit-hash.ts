import { createHash } from 'node:crypto';
import { BinaryWriter } from 'google-protobuf';
import type { Version } from '../wire/read-write-set.ts';
import type { StateChange } from './world-state.ts';
import { compareKeys } from './world-state.ts';

/**
 * What a peer says it made of a block: SHA-256(uvarint(length of filter) || filter || changes || previous commit hash). It
 * stands in the block's metadata and is in no signature, so that two peers can be compared.
 *
 * @param previous that of the block before; empty for the first block after the configuration
 */
export function commitHash(
  filter: Uint8Array,
  changes: readonly StateChange[],
  previous: Uint8Array,
): Buffer {
  return createHash('sha256')
    .update(unsignedVarint(filter.length))
    .update(filter)
    .update(changesMessage(changes))
    .update(previous)
    .digest();
}

/** Fabric's message `Updates`: the last change of each key, ordered; a namespace is named at its first key only. */
function changesMessage(changes: readonly StateChange[]): Uint8Array {
  const last = new Map(changes.map((change) => [JSON.stringify([change.namespace, change.key]), change]));
  const ordered = [...last.values()].sort(
    (a, b) => compareKeys(a.namespace, b.namespace) || compareKeys(a.key, b.key),
  );
  const message = new BinaryWriter();
  ordered.forEach((change, index) => {
    const isFirst = ordered[index - 1]?.namespace !== change.namespace;
    message.writeBytes(1, changeMessage(change, isFirst ? change.namespace : ''));
  });
  return message.getResultBuffer();
}

function changeMessage({ key, value, version }: StateChange, namespace: string): Uint8Array {
  const message = new BinaryWriter();
  if (namespace !== '') message.writeString(1, namespace);
  message.writeBytes(3, Buffer.from(key));
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
