/**
 * Cuts a stream into messages of PostgreSQL's frontend/backend protocol 3.0: a type byte, but for a client's first message,
 * and a length that counts itself.
 */
export class Messages {
  #rest: Buffer = Buffer.alloc(0);
  #typed: boolean;

  constructor(kind: 'typed' | 'untyped first') {
    this.#typed = kind === 'typed';
  }

  *read(chunk: Buffer): Generator<Buffer> {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const typeBytes = this.#typed ? 1 : 0;
      if (this.#rest.length < typeBytes + 4) return;
      const end = typeBytes + this.#rest.readInt32BE(typeBytes);
      if (this.#rest.length < end) return;
      const message = this.#rest.subarray(0, end);
      this.#rest = this.#rest.subarray(end);
      this.#typed = true;
      yield message;
    }
  }
}

/** The text of a simple query, or of a statement that is prepared to be carried out. */
export function statementOf(message: Buffer): string | undefined {
  const type = message.toString('latin1', 0, 1);
  if (type === 'Q') return message.toString('utf8', 5, message.length - 1);
  if (type !== 'P') return undefined;
  const name = message.indexOf(0, 5);
  return message.toString('utf8', name + 1, message.indexOf(0, name + 1));
}

export const isReadyForQuery = (message: Buffer): boolean => message.toString('latin1', 0, 1) === 'Z';
