import { setTimeout as sleep } from 'node:timers/promises';
import type { NetworkFolder } from '../folder.ts';
import { accepts } from './accepts.ts';
import { tailOf } from './log-tail.ts';
import type { ProcessSpec } from './process-spec.ts';
import { findRunning } from './running-process.ts';
import { marker } from './start-process.ts';

const pollMs = 20;
const startDeadlineMs = 60_000;

/**
 * Returns when a program serves: healthy, and every port accepts connections. Both, because Fabric's health check answers
 * before the other ports listen.
 * @throws Error with the end of the log when it ends or takes over a minute
 */
export async function waitUntilServing(folder: NetworkFolder, spec: ProcessSpec): Promise<void> {
  const started = Date.now();
  while (!(await serves(spec))) {
    const running = findRunning(folder.pidFile(spec.name), marker(folder, spec.name));
    if (running === undefined) throw failure(folder, spec, 'ended');
    if (Date.now() - started > startDeadlineMs) throw failure(folder, spec, 'does not serve after a minute');
    await sleep(pollMs);
  }
}

async function serves(spec: ProcessSpec): Promise<boolean> {
  const accepting = await Promise.all(spec.ports.map((port) => accepts('127.0.0.1', port)));
  if (accepting.includes(false)) return false;
  return spec.operationsPort === undefined || isHealthy(spec.operationsPort);
}

async function isHealthy(operationsPort: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${operationsPort}/healthz`);
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}

function failure(folder: NetworkFolder, spec: ProcessSpec, what: string): Error {
  const log = folder.log(spec.name);
  return new Error(`${spec.name} ${what}. The end of ${log}:\n${tailOf(log, 25)}`);
}
