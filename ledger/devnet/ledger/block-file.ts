import { readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { syncFolder } from '../../process/sync-folder.ts';

/** Where a block lies in the file. */
export interface BlockPlace {
  readonly offset: number;
  readonly length: number;
}

const headBytes = 8;

/**
 * An append-only file of blocks. Each stands behind its length and CRC-32, four bytes each, big-endian. The checksum is
 * there to recognise a last block that a crash cut short; that nobody changed the others is for an audit to find out, by
 * their hashes. As with a real peer, reading does not check them.
 */
export class BlockFile {
  readonly #file: FileHandle;
  #end: number;

  private constructor(file: FileHandle, end: number) {
    this.#file = file;
    this.#end = end;
  }

  /**
   * Opens or creates the file and hands every block in it to `visit`, in order. What a crash left of a block that was never
   * acknowledged is cut off.
   */
  static async open(path: string, visit: (bytes: Uint8Array, place: BlockPlace) => void): Promise<BlockFile> {
    const file = await open(path, 'a+');
    const size = (await file.stat()).size;
    let end = 0;
    while (end < size) {
      const bytes = readRecord(file, end, size);
      if (!bytes) break;
      const place = { offset: end + headBytes, length: bytes.length };
      visit(bytes, place);
      end = place.offset + place.length;
    }
    if (end < size) await file.truncate(end);
    await syncFolder(dirname(path));
    return new BlockFile(file, end);
  }

  /** Resolves when the block survives a crash of the machine. Calls must not overlap. */
  async append(bytes: Uint8Array): Promise<BlockPlace> {
    const head = Buffer.alloc(headBytes);
    head.writeUInt32BE(bytes.length, 0);
    head.writeUInt32BE(crc32(bytes), 4);
    await this.#file.appendFile(Buffer.concat([head, bytes]));
    await this.#file.datasync();
    const place = { offset: this.#end + headBytes, length: bytes.length };
    this.#end = place.offset + place.length;
    return place;
  }

  read({ offset, length }: BlockPlace): Uint8Array {
    return readBytes(this.#file, offset, length);
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** The record at this offset; nothing when it is the last one and not whole. */
function readRecord(file: FileHandle, offset: number, size: number): Uint8Array | undefined {
  if (offset + headBytes > size) return undefined;
  const head = readBytes(file, offset, headBytes);
  const length = head.readUInt32BE(0);
  const end = offset + headBytes + length;
  if (end > size) return undefined;
  const bytes = readBytes(file, offset + headBytes, length);
  return end === size && head.readUInt32BE(4) !== crc32(bytes) ? undefined : bytes;
}

function readBytes(file: FileHandle, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(file.fd, bytes, 0, length, offset);
  return bytes;
}
