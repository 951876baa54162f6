import { z } from 'zod';

/** Encodings that an order file may have; found by looking at its bytes, unless told. */
export const FileEncoding = z
  .enum(['utf-8', 'utf-16le', 'gb18030'])
  .meta({ id: 'FileEncoding', examples: ['gb18030'] });
export type FileEncoding = z.infer<typeof FileEncoding>;

export const ImportQuery = z.strictObject({
  /** Import the good lines and name the others, instead of all or none. */
  onlyValid: z.enum(['true', 'false']).default('false'),
  encoding: FileEncoding.optional(),
});

/** One bad cell: line number in the file as a text editor shows it, and the column's name. */
export const ImportFault = z
  .object({ line: z.int(), column: z.string(), detail: z.string() })
  .meta({ id: 'ImportFault', examples: [{ line: 12, column: '下单金额(元)', detail: 'not-an-amount' }] });
export type ImportFault = z.infer<typeof ImportFault>;

/** What became of an imported file. */
export const ImportReport = z
  .object({
    /** What the bytes were read as. */
    encoding: FileEncoding,
    /** Lines of data, without header and empty lines. */
    lines: z.int(),
    recorded: z.int(),
    advanced: z.int(),
    unchanged: z.int(),
    contested: z.int(),
    refused: z.int(),
    /** Orders on the 832 platform that name no class of goods: they do not count as food. */
    unclassified: z.int(),
    faults: z.array(ImportFault),
    /** Columns of the file that mean nothing to us. */
    ignoredColumns: z.array(z.string()),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.infer<typeof ImportReport>;
