import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import { integerOf, listOf, membersOf, ShapeError, textOf } from '../shape.ts';

/**
 * Reads a connection profile, as a network writes it or as an operator does by hand (ledger/network/README.md).
 *
 * @throws Error that names the file and the member that does not fit
 */
export function readConnectionProfile(path: string): ConnectionProfile {
  try {
    return profileOf(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Error(`${path} is no connection profile of version 2: ${error.message}`, { cause: error });
  }
}

function profileOf(value: unknown): ConnectionProfile {
  const members = ['kind', 'networkLabel', 'channel', 'chaincode', 'client', 'peers', 'firstBlockPath'];
  const given = membersOf(value, '', ['version', ...members, 'organisations']);
  if (given.version !== 2) throw new ShapeError('/version', '2');
  const { kind } = given;
  if (kind !== 'fabric' && kind !== 'fabric-development') throw new ShapeError('/kind', '"fabric"');
  const organisations = filledListOf(given.organisations, '/organisations', organisationOf);
  const known = new Set(organisations.map(({ mspId }) => mspId));
  if (known.size < organisations.length) throw new ShapeError('/organisations', 'each organisation once');
  const client = clientOf(given.client, '/client');
  if (!known.has(client.mspId)) throw new ShapeError('/client/mspId', 'one of the organisations');
  const peers = filledListOf(given.peers, '/peers', peerOf);
  for (const [index, { mspId }] of peers.entries())
    if (!known.has(mspId)) throw new ShapeError(`/peers/${index}/mspId`, 'one of the organisations');
  for (const mspId of known)
    if (!peers.some((peer) => peer.mspId === mspId)) throw new ShapeError('/peers', `a peer of ${mspId}`);
  return {
    ...{ version: 2, kind },
    networkLabel: textOf(given.networkLabel, '/networkLabel'),
    channel: textOf(given.channel, '/channel'),
    chaincode: textOf(given.chaincode, '/chaincode'),
    client,
    peers: ownFirst(peers, client),
    firstBlockPath: pathOf(given.firstBlockPath, '/firstBlockPath'),
    organisations,
  };
}

/** Everything goes through the first. */
function ownFirst(
  peers: ConnectionProfile['peers'],
  { mspId }: ConnectionProfile['client'],
): ConnectionProfile['peers'] {
  const isOwn = (peer: (typeof peers)[number]) => peer.mspId === mspId;
  return [...peers.filter(isOwn), ...peers.filter((peer) => !isOwn(peer))];
}

function clientOf(value: unknown, pointer: string): ConnectionProfile['client'] {
  const given = membersOf(value, pointer, ['mspId', 'certificatePath', 'privateKeyPath']);
  return {
    mspId: textOf(given.mspId, `${pointer}/mspId`),
    certificatePath: pathOf(given.certificatePath, `${pointer}/certificatePath`),
    privateKeyPath: pathOf(given.privateKeyPath, `${pointer}/privateKeyPath`),
  };
}

function peerOf(value: unknown, pointer: string): ConnectionProfile['peers'][number] {
  const given = membersOf(value, pointer, ['name', 'mspId', 'host', 'port', 'tlsRootPath']);
  return {
    name: textOf(given.name, `${pointer}/name`),
    mspId: textOf(given.mspId, `${pointer}/mspId`),
    host: textOf(given.host, `${pointer}/host`),
    port: integerOf(given.port, `${pointer}/port`, 1),
    tlsRootPath: pathOf(given.tlsRootPath, `${pointer}/tlsRootPath`),
  };
}

function organisationOf(value: unknown, pointer: string): ConnectionProfile['organisations'][number] {
  const given = membersOf(value, pointer, ['mspId', 'title', 'certificateRootPath', 'tlsRootPath']);
  const title = membersOf(given.title, `${pointer}/title`, ['zh', 'en']);
  return {
    mspId: textOf(given.mspId, `${pointer}/mspId`),
    title: { zh: textOf(title.zh, `${pointer}/title/zh`), en: textOf(title.en, `${pointer}/title/en`) },
    certificateRootPath: pathOf(given.certificateRootPath, `${pointer}/certificateRootPath`),
    tlsRootPath: pathOf(given.tlsRootPath, `${pointer}/tlsRootPath`),
  };
}

function filledListOf<Item>(
  value: unknown,
  pointer: string,
  read: (element: unknown, pointer: string) => Item,
): Item[] {
  const list = listOf(value, pointer, read);
  if (list.length === 0) throw new ShapeError(pointer, 'one at least');
  return list;
}

function pathOf(value: unknown, pointer: string): string {
  const path = textOf(value, pointer);
  if (!isAbsolute(path)) throw new ShapeError(pointer, 'an absolute path');
  return path;
}
