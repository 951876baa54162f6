import type { PaperMediaType } from '#schemas/paper.ts';

const ascii = (text: string): number[] => [...text].map((char) => char.charCodeAt(0));

/** The bytes that a file of each kind begins with; `undefined` stands for any byte. */
const signatures: readonly [PaperMediaType, readonly (number | undefined)[]][] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a]],
  ['image/webp', [...ascii('RIFF'), undefined, undefined, undefined, undefined, ...ascii('WEBP')]],
  ['application/pdf', ascii('%PDF-')],
];

/** What a file is by its own bytes. What the sender calls it counts for nothing. */
export function mediaTypeOf(bytes: Uint8Array): PaperMediaType | undefined {
  const found = signatures.find(([, signature]) =>
    signature.every((byte, index) => byte === undefined || bytes[index] === byte),
  );
  return found?.[0];
}

/** The usual ending of a file's name. */
export const extensions: Readonly<Record<PaperMediaType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};
