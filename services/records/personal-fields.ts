import { randomBytes } from 'node:crypto';
import { commitField } from '#ledger/commitment.ts';
import type { Personal } from '#schemas/records/record.ts';

export interface PersonalValue {
  /** RFC 6901 pointer into the record. */
  readonly path: string;
  readonly value: string;
  readonly salt: Uint8Array;
}

/** Replaces each personal value of a body by its salted commitment and returns the values beside it. */
export function commitPersonalFields(body: object): { body: object; fields: PersonalValue[] } {
  const fields: PersonalValue[] = [];
  const walk = (node: unknown, path: string): unknown => {
    if (isPersonal(node)) {
      const salt = randomBytes(32);
      const value = node.$personal.normalize('NFC');
      fields.push({ path, value, salt });
      return { $commitment: commitField(path, value, salt) };
    }
    if (Array.isArray(node)) return node.map((item, index) => walk(item, `${path}/${index}`));
    if (node !== null && typeof node === 'object') {
      return Object.fromEntries(
        Object.entries(node).map(([key, value]) => [key, walk(value, `${path}/${escapePointer(key)}`)]),
      );
    }
    return node;
  };
  return { body: walk(body, '') as object, fields };
}

function isPersonal(node: unknown): node is Personal {
  return node !== null && typeof node === 'object' && '$personal' in node;
}

/** RFC 6901 §3 */
const escapePointer = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');
