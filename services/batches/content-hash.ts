import { createHash } from 'node:crypto';
import type { StatedDelivery } from './facts.ts';

/**
 * What recognises a delivery that is sent again: SHA-256 of everything stated, without the id and without who signs.
 * The schema gives the members their order, so the text is the same whatever order the client used.
 */
export function contentHash(stated: StatedDelivery): string {
  const { id: _id, ...content } = stated;
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
