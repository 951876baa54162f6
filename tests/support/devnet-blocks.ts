import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DevnetFolder } from '#ledger/devnet/devnet-folder.ts';

/** The three chains of a product's development ledger, which is closed: its operator's own files, free to be altered. */
const chains = (dataDir: string): string[] => {
  const folder = new DevnetFolder(join(dataDir, 'ledger', 'devnet'));
  return ['DataBureauOrdererMSP', 'EduBureauMSP', 'MarketRegMSP'].map((mspId) => folder.blocks(mspId));
};

/** Takes the newest block off each chain. */
export function dropNewestBlock(dataDir: string): void {
  for (const path of chains(dataDir)) {
    const bytes = readFileSync(path);
    let newest = 0;
    for (let at = 0; at < bytes.length; at += 8 + bytes.readUInt32BE(at)) newest = at;
    writeFileSync(path, bytes.subarray(0, newest));
  }
}

/** Overwrites a text wherever the chains hold it, with another of the same length. */
export function overwriteInBlocks(dataDir: string, from: string, to: string): void {
  if (from.length !== to.length) throw new Error('the texts must be of one length');
  for (const path of chains(dataDir)) {
    const text = readFileSync(path, 'latin1');
    if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
    writeFileSync(path, text.replaceAll(from, to), 'latin1');
  }
}
