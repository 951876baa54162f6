import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { startTime } from '#ledger/process/process-facts.ts';

/** Pid and start time name the process, so that what a killed one left is not believed. */
const Note = z.object({ url: z.string(), pid: z.int(), began: z.string() });

const fileIn = (dataDir: string): string => join(dataDir, 'running.json');

/** Notes in the data folder where this process is reached, for commands beside it. Dispose it when it no longer is. */
export function noteAddress(dataDir: string, url: string): Disposable {
  const file = fileIn(dataDir);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ url, pid: process.pid, began: startTime(process.pid) }));
  renameSync(draft, file);
  return { [Symbol.dispose]: () => rmSync(file, { force: true }) };
}

/** Where the product that runs on a data folder is reached, if one does. */
export function runningAddress(dataDir: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(fileIn(dataDir), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const { url, pid, began } = Note.parse(JSON.parse(text));
  return startTime(pid) === began ? url : undefined;
}
