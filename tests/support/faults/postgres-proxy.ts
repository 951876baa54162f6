import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Fault, Faults, type Sequel } from '../faults.ts';
import { isReadyForQuery, Messages, statementOf } from './postgres-messages.ts';

const socketName = '.s.PGSQL.5432';

/**
 * Stands between the product and PostgreSQL and reads along, so that somebody can be killed just before a statement is
 * passed on, or when PostgreSQL has answered it, before the product learns of that.
 */
export class PostgresProxy implements AsyncDisposable {
  /** To be given to the product in the place of the server's own. */
  readonly url: string;
  readonly #socketDir = mkdtempSync(join(tmpdir(), 'shansu-proxy-'));
  readonly #faults = new Faults();
  readonly #server: Server;
  /** Acts at the step that is planned, told what its transaction had sent. */
  #strike: (sent: Buffer) => Promise<Sequel> = async () => 'goes on';

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
   * Kills somebody the next time the product comes to a step, and only then. A connection that is gone carries nothing more.
   * Returns when it is done, with all bytes that the transaction had sent.
   */
  async killAt(step: Fault, kill: () => Promise<unknown>, sequel: Sequel): Promise<Buffer> {
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    this.#strike = async (sent) => {
      await kill().then(() => resolve(sent), reject);
      return sequel;
    };
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
    const pass = async (passed: Buffer, to: Socket) => {
      to.write(passed);
      if (!session.takeStrike()) return;
      if ((await this.#strike(session.sent)) === 'goes on') to.write(session.goOn());
      else client.destroy();
    };
    client.on('data', (chunk) => void pass(session.fromClient(chunk), server));
    server.on('data', (chunk) => void pass(session.fromServer(chunk), client));
  }
}

/** One connection: what it sent since its transaction began, and what is held of it. */
class Session {
  readonly #faults: Faults;
  readonly #client = new Messages('untyped first');
  readonly #server = new Messages('typed');
  #statements: string[] = [];
  #sent: Buffer[] = [];
  #held: Buffer[] = [];
  #state: 'open' | 'answer awaited' | 'step reached' | 'struck' = 'open';

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  get sent(): Buffer {
    return Buffer.concat(this.#sent);
  }

  /** What is to be passed on now. */
  fromClient(chunk: Buffer): Buffer {
    const passed: Buffer[] = [];
    for (const message of this.#client.read(chunk)) {
      const statement = statementOf(message);
      const strike = statement && this.#faults.strike(statement, this.#statements);
      this.#note(message, statement);
      if (strike === 'before') this.#state = 'step reached';
      if (strike === 'after') this.#state = 'answer awaited';
      const isHeld = this.#state === 'step reached' || this.#state === 'struck';
      (isHeld ? this.#held : passed).push(message);
    }
    return Buffer.concat(passed);
  }

  /** The same. An awaited answer is held until it is complete; a client sends one statement at a time. */
  fromServer(chunk: Buffer): Buffer {
    if (this.#state === 'open') return chunk;
    this.#held.push(chunk);
    const isAnswered = [...this.#server.read(chunk)].some(isReadyForQuery);
    if (isAnswered && this.#state === 'answer awaited') this.#state = 'step reached';
    return nothing;
  }

  /** True once, when the step was reached. */
  takeStrike(): boolean {
    const isReached = this.#state === 'step reached';
    if (isReached) this.#state = 'struck';
    return isReached;
  }

  /** What was held, to be passed on after all. */
  goOn(): Buffer {
    this.#state = 'open';
    return Buffer.concat(this.#held.splice(0));
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

const nothing = Buffer.alloc(0);
