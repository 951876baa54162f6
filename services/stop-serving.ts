import { Server } from 'node:http';
import type { ServerType } from '@hono/node-server';

const sweepMs = 50;
/** Longer than any request takes that is still of use to somebody. */
const patienceMs = 10_000;

/**
 * Takes no more connections, lets requests under way end, and ends each connection as soon as it is idle: clients that
 * keep theirs and ask again and again would hold a server that only stops listening up for good.
 */
export async function stopServing(server: ServerType): Promise<void> {
  const closed = new Promise((done) => server.close(done));
  if (!(server instanceof Server)) return void (await closed);
  const sweeps = setInterval(() => server.closeIdleConnections(), sweepMs);
  const end = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearInterval(sweeps);
  clearTimeout(end);
}
