import { createPrivateKey, X509Certificate } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import { packageId } from '#ledger/network/chaincode/chaincode-package.ts';
import { reset } from '#ledger/network/down.ts';
import { NetworkFolder } from '#ledger/network/folder.ts';
import { prepare } from '#ledger/network/prepare.ts';
import { type ProfileName, profiles } from '#ledger/network/profiles.ts';

const root = mkdtempSync(join(tmpdir(), 'shansu-prepare-'));
afterAll(() => rmSync(root, { recursive: true }));

const read = (path: string) => readFileSync(path, 'utf8');
const readJson = (path: string) => JSON.parse(read(path));

describe.each(Object.keys(profiles) as ProfileName[])('a prepared %s network', async (profile) => {
  const folder = new NetworkFolder(join(root, profile));
  const plan = await prepare({ folder, profile, placement: 'one-machine' });

  test('no two ports are the same', () => {
    const ports = [
      ...plan.orderers.flatMap((each) => [each.port, each.adminPort, each.operationsPort]),
      ...plan.peers.flatMap((each) => [
        each.port,
        each.chaincodePort,
        each.operationsPort,
        each.witness.port,
      ]),
    ];
    expect(new Set(ports).size).toBe(ports.length);
    expect(plan.orderers).toHaveLength(profiles[profile].orderers);
  });

  test('each node holds the key of its certificates, and its organisation issued them', () => {
    for (const { name, organisation } of [...plan.orderers, ...plan.peers]) {
      const msp = folder.material.msp(organisation.mspId, name);
      const identity = new X509Certificate(read(join(msp, 'signcerts/cert.pem')));
      const identityRoot = new X509Certificate(read(folder.material.certificateRoot(organisation.mspId)));
      expect(identity.checkPrivateKey(createPrivateKey(read(join(msp, 'keystore/key.pem'))))).toBe(true);
      expect(identity.verify(identityRoot.publicKey)).toBe(true);
      const tls = folder.material.holder(organisation.mspId, name);
      const tlsRoot = new X509Certificate(read(folder.material.tlsRoot(organisation.mspId)));
      expect(new X509Certificate(read(tls.certificatePath)).verify(tlsRoot.publicKey)).toBe(true);
    }
  });

  test('every file that a configuration names exists, but for data that processes make', () => {
    const named = (text: string) => [...text.matchAll(/"(\/[^"]+)"/g)].map((match) => match[1]!);
    for (const node of [...plan.orderers, ...plan.peers]) {
      const [file] = readdirSync(folder.config(node.name));
      for (const path of named(read(join(folder.config(node.name), file!)))) {
        if (!path.startsWith(folder.data(node.name))) expect(existsSync(path), path).toBe(true);
      }
    }
  });

  test('keys are readable by their owner only', () => {
    const keys = readdirSync(folder.material.root, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('key.pem'),
    );
    expect(keys.length).toBeGreaterThan(10);
    for (const key of keys) expect(statSync(join(folder.material.root, key)).mode & 0o777).toBe(0o600);
  });

  test('the chaincode program is told the id of the package that its peer gets', () => {
    for (const { organisation, witness } of plan.peers) {
      const environment = read(join(folder.config(witness.name), 'chaincode.env'));
      const packed = readFileSync(folder.material.chaincodePackage(organisation.mspId));
      expect(environment).toContain(`CHAINCODE_ID="${packageId('witness_1', packed)}"\n`);
      expect(environment).toContain(`CHAINCODE_ADDRESS="127.0.0.1:${witness.port}"\n`);
    }
  });

  test('each organisation’s connection profile leads to its own peer first', () => {
    for (const { organisation, port } of plan.peers) {
      const connection: ConnectionProfile = readJson(folder.connection(organisation.mspId));
      expect(connection.kind).toBe('fabric');
      expect(connection.client.mspId).toBe(organisation.mspId);
      expect(connection.peers.map((peer) => peer.mspId)[0]).toBe(organisation.mspId);
      expect(connection.peers[0]).toMatchObject({ host: 'localhost', port });
      expect(connection.organisations.map((each) => each.mspId)).toEqual(['EduBureauMSP', 'MarketRegMSP']);
      const certificate = new X509Certificate(read(connection.client.certificatePath));
      expect(certificate.subject).toContain('OU=client');
      expect(certificate.checkPrivateKey(createPrivateKey(read(connection.client.privateKeyPath)))).toBe(
        true,
      );
      const paths = connection.organisations.flatMap((each) => [each.certificateRootPath, each.tlsRootPath]);
      for (const path of paths) expect(new X509Certificate(read(path)).ca).toBe(true);
    }
  });

  test('preparing again keeps everything that was decided', async () => {
    const before = read(folder.material.genesisBlock);
    expect(await prepare({ folder, placement: 'one-machine' })).toEqual(plan);
    expect(read(folder.material.genesisBlock)).toBe(before);
  });
});

describe('the folder', () => {
  test('a network of another profile or placement is left alone', async () => {
    const folder = new NetworkFolder(join(root, 'other'));
    await prepare({ folder, profile: 'solo', placement: 'one-machine' });
    await expect(prepare({ folder, profile: 'raft3', placement: 'one-machine' })).rejects.toThrow(
      /reset it first/,
    );
    await expect(prepare({ folder, placement: 'named-hosts' })).rejects.toThrow(/one-machine/);
  });

  test('half-made material of a run that was cut short is thrown away', async () => {
    const folder = new NetworkFolder(join(root, 'cut-short'));
    mkdirSync(`${folder.material.root}.draft/EduBureauMSP`, { recursive: true });
    writeFileSync(`${folder.material.root}.draft/network.json`, '{"version":1');
    await prepare({ folder, profile: 'solo', placement: 'one-machine' });
    expect(existsSync(`${folder.material.root}.draft`)).toBe(false);
    expect(readJson(folder.material.plan).profile).toBe('solo');
  });

  test('on named hosts each process has its own name, in its certificate too', async () => {
    const folder = new NetworkFolder(join(root, 'hosts'));
    const plan = await prepare({ folder, profile: 'bft4', placement: 'named-hosts' });
    const tls = folder.material.holder('EduBureauMSP', 'peer-edu-bureau');
    expect(new X509Certificate(read(tls.certificatePath)).checkHost('peer-edu-bureau')).toBe(
      'peer-edu-bureau',
    );
    expect(plan.orderers.map((each) => `${each.host}:${each.port}`)).toEqual([
      'orderer-data-bureau:7050',
      'orderer-edu-bureau:7050',
      'orderer-market-reg:7050',
      'orderer-finance-bureau:7050',
    ]);
    expect(readJson(join(folder.config('peer-edu-bureau'), 'core.yaml')).peer.listenAddress).toBe(
      '0.0.0.0:7051',
    );
  });

  test('reset removes a network, but no folder that holds anything else', async () => {
    const folder = new NetworkFolder(join(root, 'to-reset'));
    await prepare({ folder, profile: 'solo', placement: 'one-machine' });
    writeFileSync(join(folder.root, 'thesis.txt'), 'precious');
    await expect(reset(folder)).rejects.toThrow(/thesis\.txt/);
    rmSync(join(folder.root, 'thesis.txt'));
    await reset(folder);
    expect(existsSync(folder.root)).toBe(false);
  });
});
