/** The eight entries, in hex, that the test suites of RFC 6962 implementations share. */
export const EIGHT_ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
