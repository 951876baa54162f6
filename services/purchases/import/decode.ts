import iconv from 'iconv-lite';
import type { FileEncoding } from '#schemas/order-import.ts';
import { DomainError } from '../../errors.ts';

export interface DecodedText {
  readonly text: string;
  readonly encoding: FileEncoding;
}

/**
 * The text of a file. A byte order mark decides; else it is UTF-8 if it can be, else GB18030 as Excel in China writes
 * it. The caller tells the user which it was.
 *
 * @throws DomainError `malformed-body` when the bytes are no such text
 */
export function decodeText(bytes: Uint8Array, told?: FileEncoding): DecodedText {
  const encoding = told ?? marked(bytes);
  if (encoding !== undefined) return { encoding, text: decodeAs(encoding, bytes) ?? fail() };
  const utf8 = decodeAs('utf-8', bytes);
  if (utf8 !== undefined) return { encoding: 'utf-8', text: utf8 };
  return { encoding: 'gb18030', text: decodeAs('gb18030', bytes) ?? fail() };
}

function marked([first, second, third]: Uint8Array): FileEncoding | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined;
}

/** Undefined when some bytes are not of the encoding. The decoders drop the byte order mark. */
function decodeAs(encoding: FileEncoding, bytes: Uint8Array): string | undefined {
  if (encoding === 'gb18030') {
    // Not Node's own decoder: it follows the 2022 table, where files of older systems change meaning.
    const text = iconv.decode(Buffer.from(bytes), 'gb18030');
    return text.includes('\ufffd') ? undefined : text;
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function fail(): never {
  throw new DomainError('malformed-body', {
    detail: {
      zh: '文件编码无法识别：请使用 UTF-8、GB18030 或 UTF-16LE。',
      en: 'The file is neither UTF-8 nor GB18030 nor UTF-16LE.',
    },
  });
}
