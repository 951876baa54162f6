import { type RecordOf, type RecordType, recordTypes } from '#schemas/records/index.ts';

export type AnyRecord = RecordOf<RecordType>;

/**
 * The record that a stored text is. Undefined when it is none of its type: that is found where the records themselves
 * are audited, and nothing follows from it.
 */
export function readableRecord({
  type,
  canonical,
}: {
  readonly type: string;
  readonly canonical: string;
}): AnyRecord | undefined {
  try {
    return recordTypes[type as RecordType].parse(JSON.parse(canonical));
  } catch {
    return undefined;
  }
}
