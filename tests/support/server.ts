import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestApp } from './app.ts';
import { developmentLedgerName, ledgerInUse } from './ledgers-in-use.ts';

/** A line that the product logged. */
interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [detail: string]: unknown;
}

/** The product as its own process. Disposing it tells it to end, and waits. */
export class ServerProcess implements AsyncDisposable {
  readonly url: string;
  /** All that it has printed since it was first started. */
  output = '';
  readonly #env: Record<string, string>;
  readonly #command: readonly string[];
  #child: ChildProcess | undefined;
  #use: Disposable | undefined;

  private constructor(port: number, env: Record<string, string>, command: readonly string[]) {
    this.url = `http://127.0.0.1:${port}`;
    this.#env = { ...env, PORT: String(port) };
    this.#command = command;
  }

  /** On the database and data folder of a test. */
  static async of(t: TestApp): Promise<ServerProcess> {
    const settings = { DATABASE_URL: t.databaseUrl, DATA_DIR: t.config.dataDir };
    return await ServerProcess.on({ ...settings, LOG_LEVEL: 'silent' });
  }

  /** @param command what Node runs, with its arguments */
  static async on(env: Record<string, string>, command = ['services/main.ts']): Promise<ServerProcess> {
    return new ServerProcess(await freePort(), env, command);
  }

  /** Starts it and waits until it can record. */
  async start(): Promise<void> {
    this.launch();
    const deadline = Date.now() + 120_000;
    while (Date.now() < deadline) {
      if (!this.isRunning) throw new Error(`the server ended:\n${this.output.slice(-3000)}`);
      if (await this.isReady()) return;
      await delay(20);
    }
    throw new Error(`the server did not become ready:\n${this.output.slice(-3000)}`);
  }

  /** Starts it and does not wait for anything. */
  launch(): void {
    const child = spawn('node', this.#command, {
      env: { ...process.env, ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        this.output += text;
      });
    }
    this.#child = child;
    if (this.#playsLedger) this.#use ??= ledgerInUse(developmentLedgerName);
  }

  /** What `/readyz` says: whether it can record now. */
  async isReady(): Promise<boolean> {
    const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
    await answer?.body?.cancel();
    return answer?.ok ?? false;
  }

  /** Its log so far, as far as its level lets through. */
  get logged(): LogLine[] {
    const lines = this.output.split('\n').filter((line) => /^\{.*\}$/.test(line));
    return lines.map((line) => JSON.parse(line));
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** The kernel gives it no more time, or goes on with it; its connections stay open. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(signal);
  }

  /** One of the figures of `/metrics`, by its name without the prefix. @throws Error when it is not told */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const line = text.split('\n').find((each) => each.startsWith(`shansu_${name} `));
    if (line === undefined) throw new Error(`/metrics does not tell ${name}:\n${text}`);
    return Number(line.split(' ').at(-1));
  }

  /** Whether the ledger is within the process, as it is unless a network is named. */
  get #playsLedger(): boolean {
    return this.#command[0] === 'services/main.ts' && this.#env.LEDGER !== 'fabric';
  }

  get isRunning(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null;
  }

  /** Ends it with a signal and waits until it is gone; the exit code, unless the signal left none. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (!child) return null;
    if (this.isRunning) {
      const gone = new Promise((closed) => child.once('close', closed));
      child.kill(signal);
      await gone;
    }
    this.#use?.[Symbol.dispose]();
    this.#use = undefined;
    return child.exitCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end('SIGTERM');
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}
