import { fromUtf8 } from '../bytes.ts';

/**
 * A strict reader of protobuf messages (protobuf.dev/programming-guides/encoding). It takes only what it was told
 * to expect: no unknown field, no field twice unless it is a list, no integer beyond 2^53 - 1 or with more bytes
 * than it needs. What is absent has the default value of proto3.
 */

const wire = { varint: 0, bytes: 2 } as const;

/** One field of a message: its number, how it is encoded, and what it is when absent. */
export interface Field<Value> {
  readonly number: number;
  readonly wire: (typeof wire)[keyof typeof wire];
  /** Every occurrence in order of appearance, at most one unless the field is a list. */
  readonly read: (occurrences: readonly (number | Uint8Array)[]) => Value;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

export type Message<Of extends Fields> = {
  [Name in keyof Of]: Of[Name] extends Field<infer Value> ? Value : never;
};

export const integer = (number: number): Field<number> => ({
  number,
  wire: wire.varint,
  read: (occurrences) => (single(occurrences) as number | undefined) ?? 0,
});

export const bytes = (number: number): Field<Uint8Array> => ({
  number,
  wire: wire.bytes,
  read: (occurrences) => (single(occurrences) as Uint8Array | undefined) ?? new Uint8Array(),
});

export const text = (number: number): Field<string> => ({
  number,
  wire: wire.bytes,
  read: (occurrences) => fromUtf8(bytes(number).read(occurrences)),
});

/** A message within the message; all its fields have their defaults when it is absent. */
export const message = <Of extends Fields>(number: number, fields: Of): Field<Message<Of>> => ({
  number,
  wire: wire.bytes,
  read: (occurrences) => readMessage(bytes(number).read(occurrences), fields),
});

/** A list of byte strings. */
export const byteStrings = (number: number): Field<Uint8Array[]> => ({
  number,
  wire: wire.bytes,
  read: (occurrences) => occurrences as Uint8Array[],
});

/** A list of messages. */
export const messages = <Of extends Fields>(number: number, fields: Of): Field<Message<Of>[]> => ({
  number,
  wire: wire.bytes,
  read: (occurrences) => occurrences.map((each) => readMessage(each as Uint8Array, fields)),
});

/** Reads a message that has these fields and no others. Throws SyntaxError. */
export function readMessage<Of extends Fields>(encoded: Uint8Array, fields: Of): Message<Of> {
  const found = new Map<number, (number | Uint8Array)[]>();
  for (const field of Object.values(fields)) found.set(field.number, []);
  const reader = new Reader(encoded);
  while (!reader.isAtEnd) {
    const key = reader.varint();
    const field = Object.values(fields).find(({ number }) => number === Math.floor(key / 8));
    if (field === undefined || field.wire !== key % 8) throw new SyntaxError('an unexpected field');
    found.get(field.number)!.push(field.wire === wire.varint ? reader.varint() : reader.delimited());
  }
  const read = ([name, field]: [string, Field<unknown>]) => [name, field.read(found.get(field.number)!)];
  return Object.fromEntries(Object.entries(fields).map(read)) as Message<Of>;
}

function single<Item>(occurrences: readonly Item[]): Item | undefined {
  if (occurrences.length > 1) throw new SyntaxError('a field stands twice');
  return occurrences[0];
}

class Reader {
  readonly #encoded: Uint8Array;
  #at = 0;

  constructor(encoded: Uint8Array) {
    this.#encoded = encoded;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#encoded.length;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#encoded[this.#at++];
      if (byte === undefined) throw new SyntaxError('cut short');
      value += (byte % 128) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw new SyntaxError('an integer beyond 2^53 - 1');
      if (byte >= 128) continue;
      if (byte === 0 && scale > 1) throw new SyntaxError('an integer with needless bytes');
      return value;
    }
  }

  delimited(): Uint8Array {
    const end = this.varint() + this.#at;
    if (end > this.#encoded.length) throw new SyntaxError('cut short');
    const content = this.#encoded.slice(this.#at, end);
    this.#at = end;
    return content;
  }
}
