import { isHashHex } from './bytes.ts';
import { pointerTo } from './canonical.ts';

/** Reading JSON whose every member must be expected: what nobody reads, nobody vouches for. */

/** JSON of the wrong shape. `pointer` is the JSON Pointer of the offender. */
export class ShapeError extends SyntaxError {
  readonly pointer: string;

  constructor(pointer: string, expected: string) {
    super(`${pointer === '' ? 'the document' : pointer}: expected ${expected}`);
    this.name = 'ShapeError';
    this.pointer = pointer;
  }
}

/** The members of an object that has all of `required`, perhaps some of `optional`, and no others. */
export function membersOf(
  value: unknown,
  pointer: string,
  required: readonly string[],
  optional: readonly string[] = [],
): Record<string, unknown> {
  const members = mapOf(value, pointer);
  for (const name of required)
    if (!Object.hasOwn(members, name)) throw new ShapeError(pointerTo(pointer, name), 'a member');
  for (const name of Object.keys(members))
    if (!required.includes(name) && !optional.includes(name))
      throw new ShapeError(pointerTo(pointer, name), 'no such member');
  return members;
}

/** An object with any members. */
export function mapOf(value: unknown, pointer: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ShapeError(pointer, 'an object');
  return value as Record<string, unknown>;
}

/** An array, each element read with its own pointer. */
export function listOf<Item>(
  value: unknown,
  pointer: string,
  read: (element: unknown, pointer: string) => Item,
): Item[] {
  if (!Array.isArray(value)) throw new ShapeError(pointer, 'an array');
  return value.map((element, i) => read(element, pointerTo(pointer, i)));
}

export function textOf(value: unknown, pointer: string): string {
  if (typeof value !== 'string' || value === '') throw new ShapeError(pointer, 'a text');
  return value;
}

/** 32 bytes as 64 lower-case hex digits. */
export function hashHexOf(value: unknown, pointer: string): string {
  if (!isHashHex(value)) throw new ShapeError(pointer, '64 lower-case hex digits');
  return value;
}

/** A safe integer, `least` or more. */
export function integerOf(value: unknown, pointer: string, least: number): number {
  if (!Number.isSafeInteger(value) || (value as number) < least)
    throw new ShapeError(pointer, `an integer from ${least} up`);
  return value as number;
}
