import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { buffer } from 'node:stream/consumers';

/** Where an orderer takes orders about channels, and the TLS credential it takes them from. */
export interface OrdererAdmin {
  readonly host: string;
  readonly port: number;
  readonly tlsRootPem: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

const deadlineMs = 15_000;
const channelsPath = '/participation/v1/channels';

/** Brings an orderer into a channel by its first block. An orderer that is in it already answers 405 and is left as it is. */
export async function joinOrderer(admin: OrdererAdmin, genesisBlock: Uint8Array): Promise<void> {
  const boundary = `block-${randomBytes(12).toString('hex')}`;
  const body = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="config-block"; filename="genesis.block"\r\n` +
        'Content-Type: application/octet-stream\r\n\r\n',
    ),
    genesisBlock,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const contentType = `multipart/form-data; boundary=${boundary}`;
  const answer = await ask(
    admin,
    { method: 'POST', path: channelsPath, headers: { 'content-type': contentType } },
    body,
  );
  if (answer.status !== 201 && answer.status !== 405) {
    throw new Error(
      `orderer ${admin.host}:${admin.port} did not join (${answer.status}): ${answer.text.trim()}`,
    );
  }
}

/** Number of blocks that the orderer has of the channel; nothing when it is not in it. */
export async function ordererHeight(admin: OrdererAdmin, channel: string): Promise<number | undefined> {
  const answer = await ask(admin, { method: 'GET', path: `${channelsPath}/${channel}` });
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw new Error(`orderer ${admin.host}:${admin.port}: ${answer.text.trim()}`);
  return (JSON.parse(answer.text) as { height: number }).height;
}

function ask(admin: OrdererAdmin, options: RequestOptions, body?: Buffer): Promise<Answer> {
  return new Promise((settle, fail) => {
    const sent = request(
      {
        ...options,
        host: admin.host,
        port: admin.port,
        ca: admin.tlsRootPem,
        cert: admin.certificatePem,
        key: admin.privateKeyPem,
        agent: false,
        timeout: deadlineMs,
      },
      (response) => read(response).then(settle, fail),
    );
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${deadlineMs} ms`)));
    sent.on('error', fail);
    sent.end(body);
  });
}

async function read(response: IncomingMessage): Promise<Answer> {
  return { status: response.statusCode!, text: (await buffer(response)).toString('utf8') };
}
