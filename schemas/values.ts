import { z } from 'zod';

/** Control characters, bidi overrides and zero-width characters: invisible, so two texts that look alike would hash apart. */
const invisible = /[\p{Cc}\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/u;

const printable = (text: string) => text.isWellFormed() && !invisible.test(text);

/** What can be seen of a text that was scanned or pasted. */
export const visible = (text: string) => text.toWellFormed().replaceAll(new RegExp(invisible, 'gu'), '');
const printableLines = (text: string) => printable(text.replaceAll('\n', ''));

/** One line of text as people type it: trimmed, NFC, well-formed Unicode, nothing invisible. */
export const Line = (max: number) =>
  z
    .string()
    .refine(printable, { error: 'unprintable-text' })
    .transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().min(1).max(max))
    .meta({ maxLength: max });

/** Several lines of text; line ends become `\n`. */
export const Paragraph = (max: number) =>
  z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n'))
    .refine(printableLines, { error: 'unprintable-text' })
    .transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().min(1).max(max))
    .meta({ maxLength: max });

/** UUIDv7 made by the application. */
export const Id = z.uuid().meta({ id: 'Id', examples: ['01938e6a-9c00-7000-8000-000000000001'] });
export type Id = z.infer<typeof Id>;

/** Lower-case hex of 32 bytes. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ examples: ['0'.repeat(64)] });

/** Mass in grams; at most 1,000 t, far above any canteen delivery. */
export const Grams = z
  .int()
  .min(0)
  .max(1_000_000_000)
  .meta({ examples: [25_000] });
export const PositiveGrams = z
  .int()
  .min(1)
  .max(1_000_000_000)
  .meta({ examples: [25_000] });

/** Money in fen (1/100 yuan); at most 1,000 million yuan. */
export const Fen = z
  .int()
  .min(0)
  .max(100_000_000_000)
  .meta({ examples: [13_500] });

/** Temperature in thousandths of a degree Celsius. */
export const MilliC = z
  .int()
  .min(-60_000)
  .max(120_000)
  .meta({ examples: [3_500] });

/** Civil date in Asia/Shanghai, `YYYY-MM-DD`, not before 1900: a slip of the finger, and PostgreSQL has no year 0. */
export const CivilDate = z.iso
  .date()
  .refine((on) => on >= '1900', { error: 'not-a-date' })
  .meta({ examples: ['2026-03-02'] });
export type CivilDate = z.infer<typeof CivilDate>;

/** Years that a canteen's instants fall into. Beyond them is a slip of the finger, and arithmetic ends at year 9999. */
const thinkable = (instant: string) => instant >= '1900' && instant < '2200';

/** Instant in UTC with exactly three digits of a second, as records hold it. */
export const Instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  .refine(
    (text) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text && thinkable(text),
    { error: 'not-an-instant' },
  )
  .meta({ examples: ['2026-03-02T22:40:00.000Z'] });
export type Instant = z.infer<typeof Instant>;

/** Any RFC 3339 instant with an offset, turned into the form that records hold. */
export const GivenInstant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .refine(thinkable, { error: 'not-an-instant' })
  .meta({ examples: ['2026-03-03T06:40:00+08:00'] });
