import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { chaincodePackage, packageId, packageLabel } from '#ledger/network/chaincode/chaincode-package.ts';
import { tar } from '#ledger/network/chaincode/tar.ts';
import { writeExternalBuilder } from '#ledger/network/chaincode/write-external-builder.ts';

const folder = mkdtempSync(join(tmpdir(), 'shansu-package-'));
afterAll(() => rmSync(folder, { recursive: true }));

const service = {
  label: 'witness_1',
  address: 'localhost:20001',
  serverRootPem: 'root',
  clientCertificatePem: 'certificate',
  clientKeyPem: 'key',
};

/** Splits a ustar archive by its size fields. */
function untar(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (let at = 0; archive[at] !== 0; ) {
    const name = archive
      .subarray(at, at + 100)
      .toString()
      .replace(/\0+$/, '');
    const size = Number.parseInt(archive.subarray(at + 124, at + 135).toString(), 8);
    files.set(name, archive.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

describe('chaincode package', () => {
  test('holds type, label and how to reach the program', () => {
    const outer = untar(gunzipSync(chaincodePackage(service)));
    expect([...outer.keys()]).toEqual(['metadata.json', 'code.tar.gz']);
    expect(JSON.parse(outer.get('metadata.json')!.toString())).toEqual({ type: 'ccaas', label: 'witness_1' });
    const inner = untar(gunzipSync(outer.get('code.tar.gz')!));
    expect(JSON.parse(inner.get('connection.json')!.toString())).toEqual({
      address: 'localhost:20001',
      dial_timeout: '5s',
      tls_required: true,
      client_auth_required: true,
      root_cert: 'root',
      client_cert: 'certificate',
      client_key: 'key',
    });
  });

  test('the id is a function of the content: it stays what it was when this was written', () => {
    const id = packageId(packageLabel({ name: 'witness', version: '1' }), chaincodePackage(service));
    expect(id).toBe('witness_1:6ead36761c9484491067d1ccbac767ac1a75a508daade7d63d731007d304c6a0');
    expect(packageId('witness_1', chaincodePackage({ ...service, address: 'localhost:20002' }))).not.toBe(id);
  });

  test('the system’s tar reads the archive', () => {
    const content = Buffer.from('膳'.repeat(700));
    writeFileSync(
      join(folder, 'a.tar'),
      tar([
        { name: 'a.txt', content },
        { name: 'empty', content: Buffer.of() },
      ]),
    );
    const listed = spawnSync('tar', ['-tvf', join(folder, 'a.tar')], {
      encoding: 'utf8',
      env: { ...process.env, TZ: 'UTC' },
    });
    expect(listed.status).toBe(0);
    expect(listed.stdout).toMatch(/^-rw-r--r--.* 2100 .*a\.txt\n-rw-r--r--.* 0 .*empty\n$/);
    expect(spawnSync('tar', ['-xOf', join(folder, 'a.tar'), 'a.txt']).stdout.equals(content)).toBe(true);
  });

  test('a name that a ustar header cannot hold is refused', () => {
    expect(() => tar([{ name: 'x'.repeat(101), content: Buffer.of() }])).toThrow(RangeError);
  });
});

describe('external builder', () => {
  const run = (program: string, ...args: string[]) =>
    spawnSync(join(folder, 'builder/bin', program), args).status;
  const make = (name: string, files: Record<string, string>) => {
    mkdirSync(join(folder, name), { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), text);
    return join(folder, name);
  };
  writeExternalBuilder(join(folder, 'builder'));

  test('takes packages of type ccaas and no others', () => {
    const source = make('source', {});
    expect(run('detect', source, make('service', { 'metadata.json': '{"type":"ccaas","label":"x"}' }))).toBe(
      0,
    );
    expect(
      run('detect', source, make('spaced', { 'metadata.json': '{ "label": "x", "type" : "ccaas" }' })),
    ).toBe(0);
    expect(
      run('detect', source, make('golang', { 'metadata.json': '{"type":"golang","label":"ccaas"}' })),
    ).not.toBe(0);
  });

  test('hands the address from package to peer', () => {
    const source = make('packed', { 'connection.json': '{"address":"a:1"}' });
    const built = make('built', {});
    const released = make('released', {});
    expect(run('build', source, source, built)).toBe(0);
    expect(run('release', built, released)).toBe(0);
    expect(readFileSync(join(released, 'chaincode/server/connection.json'), 'utf8')).toBe(
      '{"address":"a:1"}',
    );
  });

  test('a package without an address fails to build', () => {
    expect(run('build', make('nothing', {}), folder, make('unbuilt', {}))).not.toBe(0);
  });
});
