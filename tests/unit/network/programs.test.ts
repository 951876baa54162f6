import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { cacheFolder, findPrograms, ProgramsNotFound, requireFabric3 } from '#ledger/network/programs.ts';

const root = mkdtempSync(join(tmpdir(), 'shansu-programs-'));
afterAll(() => rmSync(root, { recursive: true }));

function folderWith(name: string, ...programs: string[]): string {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  for (const program of programs) {
    writeFileSync(join(folder, program), '');
    chmodSync(join(folder, program), 0o755);
  }
  return folder;
}

const home = join(root, 'home');
const emptyHome = join(root, 'empty-home');
const chosen = folderWith('chosen', 'peer', 'orderer');
const onPath = folderWith('path', 'peer', 'orderer');
const half = folderWith('half', 'peer');
const cached = folderWith(cacheFolder('home'), 'peer', 'orderer');

describe('finding the Fabric programs', () => {
  test('the chosen folder wins, then the cache, then PATH', () => {
    expect(findPrograms({ chosenFolder: chosen, home, path: onPath }).peer).toBe(join(chosen, 'peer'));
    expect(findPrograms({ home, path: onPath }).orderer).toBe(join(cached, 'orderer'));
    expect(findPrograms({ home: emptyHome, path: `${half}:${onPath}` }).peer).toBe(join(onPath, 'peer'));
  });

  test('a chosen folder that lacks one is an error, not a reason to look elsewhere', () => {
    expect(() => findPrograms({ chosenFolder: half, home, path: onPath })).toThrow(ProgramsNotFound);
  });

  test('a file that cannot be executed does not count', () => {
    const plain = folderWith('plain', 'peer', 'orderer');
    chmodSync(join(plain, 'peer'), 0o644);
    expect(() => findPrograms({ home: emptyHome, path: plain })).toThrow(ProgramsNotFound);
  });

  test('an older Fabric is named, a newer or unknown one passes', () => {
    const saying = (version: string) => {
      const folder = folderWith(version, 'peer', 'orderer');
      writeFileSync(
        join(folder, 'peer'),
        `#!/bin/sh\necho 'peer:\n Version: ${version}\n Go version: go1.26.4'\n`,
      );
      return { peer: join(folder, 'peer'), orderer: join(folder, 'orderer') };
    };
    expect(() => requireFabric3(saying('v2.5.16'))).toThrow(/is Fabric v2\.5\.16; .*3\.1\.5/);
    for (const version of ['v3.1.5', 'latest']) expect(() => requireFabric3(saying(version))).not.toThrow();
  });

  test('the message names the release, every place, and the other way', () => {
    const attempt = () => findPrograms({ home: emptyHome, path: '/nowhere' });
    expect(attempt).toThrow(/Hyperledger Fabric 3\.1\.5/);
    expect(attempt).toThrow(/FABRIC_BIN/);
    expect(attempt).toThrow(cacheFolder(emptyHome));
    expect(attempt).toThrow(/PATH/);
    expect(attempt).toThrow(/docker compose/);
  });
});
