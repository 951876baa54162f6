import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBase64, fromHex, toBase64, toHex } from '../bytes.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { syncFolder } from '../process/sync-folder.ts';

/** A transaction as it was signed, and what it is to bring to the ledger. */
export type Submission = Checkpoint & { transactionId: string; signedTransaction: Uint8Array };

/**
 * Keeps the signed bytes of a transaction from before it is sent until its outcome is known: after a crash or a lost
 * answer the very same bytes are sent again, which a ledger takes once. One for each log. What is lost here costs another
 * proposal; the head of the log on the ledger decides which of two counts.
 */
export interface SubmissionStore {
  /** Durable when it resolves. Takes the place of an earlier one of the same log. */
  save(submission: Submission): Promise<void>;
  load(origin: string): Promise<Submission | undefined>;
  clear(origin: string): Promise<void>;
}

/** One file for each log in a folder of its own. */
export async function openSubmissionFiles(folder: string): Promise<SubmissionStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pathOf = (origin: string) =>
    join(folder, `${createHash('sha256').update(origin).digest('hex').slice(0, 32)}.json`);
  return {
    async save(submission) {
      const path = pathOf(submission.origin);
      const file = await open(`${path}.new`, 'w', 0o600);
      try {
        await file.writeFile(textOf(submission));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(`${path}.new`, path);
      await syncFolder(folder);
    },
    async load(origin) {
      const text = await readFile(pathOf(origin), 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      return text === undefined ? undefined : submissionOf(text);
    },
    clear: (origin) => rm(pathOf(origin), { force: true }),
  };
}

function textOf({ root, signedTransaction, ...rest }: Submission): string {
  return JSON.stringify({ ...rest, root: toHex(root), signedTransaction: toBase64(signedTransaction) });
}

function submissionOf(text: string): Submission {
  const { root, signedTransaction, ...rest } = JSON.parse(text);
  return { ...rest, root: fromHex(root), signedTransaction: fromBase64(signedTransaction) };
}
