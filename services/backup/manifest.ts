import { z } from 'zod';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What a backup holds, with the hash of each file: `manifest.json`, written last. */
export const Manifest = z.strictObject({
  format: z.literal('shansu-backup/v1'),
  madeAt: z.iso.datetime(),
  /** The schema that the rows fit, oldest first. */
  migrations: z.array(z.string()),
  /** For people, who can tell from it how far a ledger is ahead. */
  logs: z.array(z.strictObject({ origin: z.string(), size: z.number().int() })),
  tables: z.array(
    z.strictObject({
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.number().int(),
      sha256: Sha256,
    }),
  ),
  /** Names, which are hashes, of the papers that are in the backup. */
  papers: z.array(Sha256),
  /** Other files of the data folder. */
  files: z.record(z.string(), Sha256),
  /** Hashes of the secret keys, which are kept elsewhere: by these a restore tells that it was handed the right ones. */
  keys: z.record(z.string(), Sha256),
});

export type Manifest = z.infer<typeof Manifest>;
export type TableDump = Manifest['tables'][number];
