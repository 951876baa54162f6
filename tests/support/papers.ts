import { randomBytes } from 'node:crypto';

/** Begins as a JPEG does; each one is another file. */
export const photograph = (sizeBytes = 2000): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(sizeBytes - 4)]);
