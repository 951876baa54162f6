import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readConnectionProfile } from '#ledger/fabric/read-connection-profile.ts';
import { sources } from '#tests/support/sources.ts';

const folder = mkdtempSync(join(tmpdir(), 'shansu-profile-'));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, 'profile.json');
const read = (text: string) => {
  writeFileSync(path, text);
  return readConnectionProfile(path);
};

/** The one that ledger/network/README.md shows. */
const [, example = ''] =
  /```json\n(\{\n {2}"version".*?)```/s.exec(sources('ledger/network/README.md')[0]!.text) ?? [];

test('the example of the document can be read, and says all that there is to say', () => {
  expect(read(example)).toEqual(JSON.parse(example));
});

type Profile = ReturnType<typeof readConnectionProfile>;

const another = ({ organisations: [organisation] }: Profile) => ({ ...organisation, mspId: 'OtherMSP' });

test.each<[string, (profile: Profile) => unknown]>([
  ['/version', (profile) => ({ ...profile, version: 1 })],
  ['/kind', (profile) => ({ ...profile, kind: 'besu' })],
  ['/channel', ({ channel: _, ...profile }) => profile],
  ['/chanel', (profile) => ({ ...profile, chanel: 'a' })],
  ['/peers', (profile) => ({ ...profile, peers: [] })],
  ['/peers/0/port', ({ peers: [peer], ...profile }) => ({ ...profile, peers: [{ ...peer, port: '7051' }] })],
  [
    '/peers/0/mspId',
    ({ peers: [peer], ...profile }) => ({ ...profile, peers: [{ ...peer, mspId: 'Other' }] }),
  ],
  ['/client/mspId', ({ client, ...profile }) => ({ ...profile, client: { ...client, mspId: 'Other' } })],
  ['/peers', (profile) => ({ ...profile, organisations: [...profile.organisations, another(profile)] })],
  [
    '/client/certificatePath',
    ({ client, ...profile }) => ({ ...profile, client: { ...client, certificatePath: 'a.pem' } }),
  ],
  [
    '/organisations',
    (profile) => ({ ...profile, organisations: [...profile.organisations, ...profile.organisations] }),
  ],
])('what does not fit is named with its file: %s', (pointer, spoil) => {
  expect(() => read(JSON.stringify(spoil(JSON.parse(example))))).toThrow(
    `${path} is no connection profile of version 2: ${pointer}: `,
  );
});

test("the client's own peer comes first, whatever the order in the file", () => {
  const profile: Profile = JSON.parse(example);
  const [own] = profile.peers;
  const other = { ...own, name: 'peer-other', mspId: 'OtherMSP' };
  const organisations = [another(profile), ...profile.organisations];
  const { peers } = read(JSON.stringify({ ...profile, organisations, peers: [other, own] }));
  expect(peers).toEqual([own, other]);
});

test('so is a file that is no JSON', () => {
  expect(() => read('kind: fabric')).toThrow(`${path} is no connection profile`);
});
