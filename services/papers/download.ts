import { extensions } from './media-type.ts';
import type { PaperFile } from './read-paper.ts';

/**
 * Headers under which a stored file leaves the product. Whatever its bytes pretend to be, a browser saves it or draws
 * it as the image that it is: no scripts, no frames, no guessing.
 */
export const downloadHeaders = ({ sha256, mediaType, sizeBytes }: PaperFile): Record<string, string> => ({
  'content-type': mediaType,
  'content-length': String(sizeBytes),
  'content-disposition': `attachment; filename="${sha256.slice(0, 16)}.${extensions[mediaType]}"`,
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  // The name is the hash, so the content cannot change; but whose business it is may.
  'cache-control': 'private, max-age=300',
});
