import { connect } from 'node:net';

const deadlineMs = 2_000;

/** Whether a server takes TCP connections at this address now. */
export function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect({ host, port, timeout: deadlineMs });
    const done = (open: boolean) => {
      socket.destroy();
      settle(open);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });
}
