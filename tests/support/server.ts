import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestApp } from './app.ts';

/** The product as its own process, on the database and data folder of a test. */
export class ServerProcess {
  readonly url: string;
  readonly #env: Record<string, string>;
  #child: ChildProcess | undefined;

  private constructor(t: TestApp, port: number) {
    this.url = `http://127.0.0.1:${port}`;
    this.#env = {
      ...{ DATABASE_URL: t.databaseUrl, DATA_DIR: t.config.dataDir, PORT: String(port) },
      ...{ LEDGER: 'local', LOG_LEVEL: 'silent' },
    };
  }

  static async of(t: TestApp): Promise<ServerProcess> {
    return new ServerProcess(t, await freePort());
  }

  /** Starts it and waits until it can record. */
  async start(): Promise<void> {
    const child = spawn('node', ['services/main.ts'], {
      env: { ...process.env, ...this.#env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.#child = child;
    for (let tries = 0; tries < 400; tries++) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
      const ready = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (ready?.ok) return;
      await delay(50);
    }
    throw new Error('the server did not become ready');
  }

  /** Ends it with a signal and waits until it is gone. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((exited) => child.once('exit', exited));
    child.kill(signal);
    await gone;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}
