import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Fault, Faults } from '../faults.ts';
import { isReadyForQuery, Messages, statementOf } from './postgres-messages.ts';

const socketName = '.s.PGSQL.5432';

/**
 * Stands between the product and PostgreSQL and reads along, so that the product can be killed just before a statement
 * is passed on, or when PostgreSQL has answered it, before the product learns of that.
 */
export class PostgresProxy implements AsyncDisposable {
  /** To be given to the product in the place of the server's own. */
  readonly url: string;
  readonly #socketDir = mkdtempSync(join(tmpdir(), 'shansu-proxy-'));
  readonly #faults = new Faults();
  readonly #server: Server;
  /** Acts at the step that is planned, told what its transaction had sent. */
  #strike: (sent: Buffer) => void = () => undefined;

  private constructor(target: string) {
    this.url = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(this.#socketDir)}`;
    this.#server = createServer((client) => this.#serve(client, createConnection(target)));
  }

  /** @param socketDir of the server */
  static async open(socketDir: string): Promise<PostgresProxy> {
    const proxy = new PostgresProxy(join(socketDir, socketName));
    await new Promise<void>((listening) =>
      proxy.#server.listen(join(proxy.#socketDir, socketName), listening),
    );
    return proxy;
  }

  /**
   * Kills the product the next time it comes to a step, and only then; whatever befalls it, the step's connection carries
   * nothing more. Returns when the product is gone, with all bytes that the transaction had sent.
   */
  async killAt(step: Fault, kill: () => Promise<unknown>): Promise<Buffer> {
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    this.#strike = (sent) => void kill().then(() => resolve(sent), reject);
    this.#faults.plan(step);
    return await promise;
  }

  /** What is planned and has not come does not come any more. */
  forget(): void {
    this.#faults.forget();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise((closed) => this.#server.close(closed));
    rmSync(this.#socketDir, { recursive: true, force: true });
  }

  #serve(client: Socket, server: Socket): void {
    const session = new Session(this.#faults);
    // Whoever is killed closes without a word, or in the midst of one; then 'close' follows the error.
    for (const socket of [client, server]) socket.on('error', () => undefined);
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
    const pass = ({ passed, struck }: Passage, to: Socket) => {
      to.write(passed);
      if (!struck) return;
      this.#strike(struck);
      client.destroy();
    };
    client.on('data', (chunk) => pass(session.fromClient(chunk), server));
    server.on('data', (chunk) => pass(session.fromServer(chunk), client));
  }
}

interface Passage {
  readonly passed: Buffer;
  /** The planned step was reached: what the transaction had sent. */
  readonly struck?: Buffer;
}

const nothing = Buffer.alloc(0);

/** One connection: what it sent since its transaction began, and whether that is to be its last. */
class Session {
  readonly #faults: Faults;
  readonly #client = new Messages('untyped first');
  readonly #server = new Messages('typed');
  #statements: string[] = [];
  #sent: Buffer[] = [];
  #ending: 'no' | 'answer awaited' | 'ended' = 'no';

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  fromClient(chunk: Buffer): Passage {
    const passed: Buffer[] = [];
    for (const message of this.#client.read(chunk)) {
      if (this.#ending === 'ended') break;
      const statement = statementOf(message);
      const strike = statement && this.#faults.strike(statement, this.#statements);
      if (strike === 'before') return { passed: nothing, struck: this.#end() };
      if (strike === 'after') this.#ending = 'answer awaited';
      this.#note(message, statement);
      passed.push(message);
    }
    return { passed: Buffer.concat(passed) };
  }

  /** Of a statement that is to be the last one, no answer comes through. A client sends one at a time. */
  fromServer(chunk: Buffer): Passage {
    if (this.#ending === 'no') return { passed: chunk };
    const isAnswered = [...this.#server.read(chunk)].some(isReadyForQuery);
    if (this.#ending === 'ended' || !isAnswered) return { passed: nothing };
    return { passed: nothing, struck: this.#end() };
  }

  #end(): Buffer {
    this.#ending = 'ended';
    return Buffer.concat(this.#sent);
  }

  #note(message: Buffer, statement: string | undefined): void {
    if (statement && /^(begin|start transaction)/.test(statement)) {
      this.#statements = [];
      this.#sent = [];
    }
    if (statement) this.#statements.push(statement);
    this.#sent.push(message);
  }
}
