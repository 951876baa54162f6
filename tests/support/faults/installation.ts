import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DevnetFolder } from '#ledger/devnet/devnet-folder.ts';
import { readConnectionProfile } from '#ledger/fabric/read-connection-profile.ts';
import { peerOrganisations } from '#ledger/fabric-wire/organisations.ts';
import { type TestApp, testApp } from '../app.ts';
import type { BreakableLedger, ReachableLedger } from '../breakable-ledgers.ts';
import { ServerProcess } from '../server.ts';
import type { BusyDistrict } from './busy-district.ts';
import { GatewayProxy } from './gateway-proxy.ts';
import { OwnClient } from './own-client.ts';
import { OwnPostgres } from './own-postgres.ts';
import { PostgresProxy } from './postgres-proxy.ts';

interface Choice {
  /** Processes of the product on the one database and the one ledger. */
  readonly processes?: number;
  /** More settings. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The product reaches its database and its ledger through proxies. */
  readonly proxied?: boolean;
}

type Environment = Readonly<Record<string, string>>;

/** The product as it is operated: each part can be killed, and started again. */
export class Installation<Ledger extends ReachableLedger = ReachableLedger> implements AsyncDisposable {
  readonly t: TestApp;
  readonly postgres: OwnPostgres;
  readonly ledger: Ledger;
  readonly servers: readonly ServerProcess[];
  /** As whom it uses a ledger that is not within. */
  readonly client: OwnClient | undefined;
  /** On the way to its database, if there is one. */
  readonly databaseProxy: PostgresProxy | undefined;
  /** On the way to the peers of its ledger, if there is one. */
  readonly gatewayProxy: GatewayProxy | undefined;
  /** What the commands of its operator read. */
  readonly environment: Environment;
  /** All in which clients ever wrote. */
  readonly districts: BusyDistrict[] = [];
  readonly #resources: AsyncDisposableStack;

  private constructor(
    parts: Pick<Installation<Ledger>, 't' | 'postgres' | 'ledger' | 'servers' | 'environment'> & {
      readonly client?: OwnClient;
      readonly databaseProxy?: PostgresProxy | undefined;
      readonly gatewayProxy?: GatewayProxy | undefined;
    },
    resources: AsyncDisposableStack,
  ) {
    this.t = parts.t;
    this.postgres = parts.postgres;
    this.ledger = parts.ledger;
    this.servers = parts.servers;
    this.client = parts.client;
    this.databaseProxy = parts.databaseProxy;
    this.gatewayProxy = parts.gatewayProxy;
    this.environment = parts.environment;
    this.#resources = resources;
  }

  /**
   * With a database and a ledger of one's own. Both run then, the product's processes do not yet. The ledger goes with the
   * installation.
   */
  static async open<Ledger extends BreakableLedger>(
    ledger: Ledger,
    { processes = 1, settings, proxied }: Choice = {},
  ): Promise<Installation<Ledger>> {
    await using opening = new AsyncDisposableStack();
    opening.use(ledger);
    const { postgres, t } = await openBasis(opening);
    const [profile] = ledger.profiles;
    const databaseProxy = proxied ? opening.use(await PostgresProxy.open(postgres.socketDir)) : undefined;
    const gatewayProxy = proxied
      ? opening.use(await GatewayProxy.open(profile, postgres.dataDir))
      : undefined;
    const client = new OwnClient(join(postgres.dataDir, 'client'), gatewayProxy?.profile ?? profile);
    const databaseUrl = databaseProxy?.url ?? t.databaseUrl;
    const own = { DATABASE_URL: databaseUrl, LEDGER: 'fabric', LEDGER_PROFILE: client.profilePath };
    const environment = { DATA_DIR: postgres.dataDir, ...own, ...settings };
    const servers = await openServers(opening, environment, processes);
    const parts = { t, postgres, ledger, servers, client, databaseProxy, gatewayProxy, environment };
    return new Installation(parts, opening.move());
  }

  /** As `npm start` makes it: the product starts its own database and plays the ledger in its own process. */
  static async openDefault(): Promise<Installation> {
    await using opening = new AsyncDisposableStack();
    const { postgres, t } = await openBasis(opening);
    const environment = { DATA_DIR: postgres.dataDir, LEDGER: 'devnet' };
    const servers = await openServers(opening, environment, 1);
    await postgres.stop();
    const ledger = ledgerWithin(postgres.dataDir);
    return new Installation({ t, postgres, ledger, servers, environment }, opening.move());
  }

  /** The first process of the product, or the only one. */
  get server(): ServerProcess {
    return this.servers[0]!;
  }

  /** On which ledger it rests, and the versions of its programs, for people. */
  async place(): Promise<string> {
    const { networkLabel } = this.ledger.profiles[0];
    return `${networkLabel}; Node ${process.version}, PostgreSQL ${await this.postgres.version()}`;
  }

  /** As it was at first, whatever a fault that failed left broken, frozen, expired or planned: the next one begins anew. */
  async putInOrder(): Promise<void> {
    this.databaseProxy?.forget();
    this.gatewayProxy?.forget();
    for (const server of this.servers) await server.end('SIGKILL');
    await this.ledger.mend?.();
    this.client?.issue();
    // Its own one the product starts itself.
    if (this.environment.DATABASE_URL) await this.postgres.start();
    await this.server.start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }
}

/** Until the product says that it cannot record. */
export async function untilRefused({ server }: Installation): Promise<void> {
  while (await server.isReady()) await delay(20);
}

async function openBasis(opening: AsyncDisposableStack) {
  const postgres = opening.use(await OwnPostgres.open());
  const openDatabase = postgres.database.bind(postgres);
  const t = opening.use(await testApp({ openDatabase, dataDir: postgres.dataDir }));
  // A product that finds a district writes no demo.
  await t.district();
  return { postgres, t };
}

async function openServers(opening: AsyncDisposableStack, environment: Environment, count: number) {
  const servers: ServerProcess[] = [];
  while (servers.length < count) {
    const server = await ServerProcess.on({ ...environment, LOG_LEVEL: 'warn' });
    opening.defer(async () => void (await server.end('SIGKILL')));
    servers.push(server);
  }
  return servers;
}

/** The development ledger that a product plays itself; its profiles are there once the product has started. */
function ledgerWithin(dataDir: string): ReachableLedger {
  const folder = new DevnetFolder(join(dataDir, 'ledger', 'devnet'));
  const paths = peerOrganisations.map(({ mspId }) => folder.connection(mspId));
  return {
    profilePath: paths[0]!,
    get profiles() {
      return [readConnectionProfile(paths[0]!), readConnectionProfile(paths[1]!)] as const;
    },
  };
}
