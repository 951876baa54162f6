/** What programs with bugs, scanners with hiccups and people with intentions send as text. */
export const hostileTexts: readonly string[] = [
  '',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e反\u200b',
  '"><script>alert(1)</script>',
  "'; drop table records; --",
  'x'.repeat(20_000),
  '-1',
  '1e308',
  '99999999999999999999',
  '0000-00-00',
  '0001-01-01',
  '9999-12-31',
  '9999-12-31T23:59:59.999Z',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '//evil.example/',
];

/** The same, and what JSON can hold besides text. */
export const hostileValues: readonly unknown[] = [
  ...hostileTexts,
  null,
  true,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  1e308,
  {},
  [],
  [null],
  Array.from({ length: 2000 }, () => 0),
];

/** As part of an address: percent-encoded, and three that are no encoding of anything. */
export const hostileInAddress: readonly string[] = [
  '%00',
  '%ff',
  '%',
  ...hostileTexts.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 8000)),
];
