/** A file for an archive. */
export interface TarEntry {
  readonly name: string;
  readonly content: Uint8Array;
}

const blockSize = 512;

/**
 * A ustar archive (POSIX.1-1988) of regular files that depends on nothing but names and contents: owner 0, mode 0644, time 0.
 * @throws RangeError for a name over 100 bytes
 */
export function tar(entries: readonly TarEntry[]): Buffer {
  const parts = entries.flatMap(({ name, content }) => {
    const padding = Buffer.alloc((blockSize - (content.length % blockSize)) % blockSize);
    return [header(name, content.length), content, padding];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * blockSize)]);
}

function header(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > 100) throw new RangeError(`name too long for a ustar header: ${name}`);
  const block = Buffer.alloc(blockSize);
  block.write(name, 0);
  block.write(octal(0o644, 7), 100);
  block.write(octal(0, 7), 108);
  block.write(octal(0, 7), 116);
  block.write(octal(size, 11), 124);
  block.write(octal(0, 11), 136);
  block.write(' '.repeat(8), 148);
  block.write('0', 156);
  block.write('ustar\0' + '00', 257);
  const checksum = block.reduce((sum, byte) => sum + byte, 0);
  block.write(`${octal(checksum, 6)}\0 `, 148);
  return block;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}
