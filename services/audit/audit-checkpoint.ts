import { equalBytes } from '#ledger/bytes.ts';
import { type Checkpoint, parseCheckpoint } from '#ledger/checkpoint.ts';
import type { TreeHead } from '#ledger/merkle.ts';
import { type Note, parseNote, verifySignature } from '#ledger/note.ts';
import type { TrustedKey } from '#ledger/trust.ts';
import { checkpointStatement, isStamped } from '../anchors/index.ts';
import type { Tables } from '../db/tables.ts';
import type { Audited } from './audited.ts';

/**
 * What was signed, out of a checkpoint's row; whatever in the row says otherwise is found. Without a valid signature
 * the columns are all there is.
 */
export function auditCheckpoint(audited: Audited, row: Tables['checkpoints']): TreeHead {
  const { origin, keys, report } = audited;
  const change = (column: string) =>
    report.add('checkpoint-changed', `checkpoints.${column} (size ${row.size})`);
  const read = readNote(row.note);
  if (!read) {
    change('note');
    return row;
  }
  const { checkpoint } = read;
  const signed = isSigned(keys, read);
  if (!signed) report.add('checkpoint-unsigned', `checkpoints.note (size ${row.size})`);
  // A signed note is right, so then it is the column that was changed.
  if (checkpoint.origin !== origin) change('note, line 1');
  if (checkpoint.size !== row.size) change(signed ? 'size' : 'note, line 2');
  if (!equalBytes(checkpoint.root, row.root)) change(signed ? 'root' : 'note, line 3');
  const head = signed ? checkpoint : row;
  const { size, root } = head;
  const statement = checkpointStatement({ origin, size, root }, row.previousSize, row.signedAt);
  if (!isStamped(statement, row.stamp, keys)) change('previous_size, signed_at or stamp');
  return head;
}

/** What a note says, if every line of it is signed by a key that may sign at this size. */
export function signedCheckpoint(note: string, keys: readonly TrustedKey[]): Checkpoint | undefined {
  const read = readNote(note);
  return read && isSigned(keys, read) ? read.checkpoint : undefined;
}

interface ReadNote {
  readonly note: Note;
  readonly checkpoint: Checkpoint;
}

function readNote(text: string): ReadNote | undefined {
  try {
    const note = parseNote(text);
    return { note, checkpoint: parseCheckpoint(note.text) };
  } catch {
    return undefined;
  }
}

/** Every line by a key that may sign at this size. */
function isSigned(keys: readonly TrustedKey[], { note, checkpoint }: ReadNote): boolean {
  const valid = keys.filter(
    ({ fromSize, untilSize }) => checkpoint.size >= fromSize && checkpoint.size <= untilSize,
  );
  return note.signatures.every((signature) =>
    valid.some((key) => verifySignature(note.text, signature, key)),
  );
}
