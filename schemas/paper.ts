import { z } from 'zod';
import { Sha256 } from './values.ts';

/** Photographs and scans that may be kept as evidence. Nothing else is taken, whatever it calls itself. */
export const PaperMediaType = z
  .enum(['image/jpeg', 'image/png', 'image/webp', 'application/pdf'])
  .meta({ id: 'PaperMediaType', examples: ['image/jpeg'] });
export type PaperMediaType = z.infer<typeof PaperMediaType>;

/** 10 MB: a photograph of a phone, or a few scanned pages. */
export const paperMaxBytes = 10 * 1024 * 1024;

export const Paper = z
  .object({
    /** SHA-256 of the file, which is also its name. */
    sha256: Sha256,
    mediaType: PaperMediaType,
    sizeBytes: z.int().min(1).max(paperMaxBytes),
  })
  .meta({ id: 'Paper', examples: [{ sha256: '0'.repeat(64), mediaType: 'image/jpeg', sizeBytes: 284_113 }] });
export type Paper = z.infer<typeof Paper>;
