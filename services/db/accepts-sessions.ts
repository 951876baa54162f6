import { createConnection } from 'node:net';
import { join } from 'node:path';

/** StartupMessage of protocol 3.0 for the superuser's own database. */
const startupMessage = (() => {
  const body = Buffer.from('\0\x03\0\0user\0postgres\0database\0postgres\0\0', 'latin1');
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([length, body]);
})();

/** True once a session would be let in: while it starts or recovers, the server answers with an error instead. */
export function acceptsSessions(socketDir: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = createConnection(join(socketDir, '.s.PGSQL.5432'));
    const finish = (answer: boolean) => {
      socket.destroy();
      done(answer);
    };
    socket.setTimeout(1000, () => finish(false));
    socket.once('connect', () => socket.write(startupMessage));
    socket.once('data', (answer) => finish(answer.toString('latin1', 0, 1) === 'R'));
    socket.once('error', () => finish(false));
    socket.once('close', () => finish(false));
  });
}
