import { join } from 'node:path';
import { z } from 'zod';
import { StartRefused } from './start-refused.ts';

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

/** Every setting of the product. `README.md` shows this table; a test compares them. */
export const Environment = z.object({
  SHANSU_MODE: z
    .enum(['demo', 'production'])
    .default('demo')
    .describe('production refuses demo accounts, the embedded database and default secrets'),
  DEMO_SIZE: z
    .enum(['full', 'small'])
    .default('full')
    .describe('the demo district of the first start: 12 schools and 30 school days, or 3 and 6'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('address to listen on; 0.0.0.0 for phones in the same network'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('TCP port'),
  PUBLIC_URL: z.url().optional().describe('address that QR codes carry; default http://localhost:PORT'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('.data')
    .describe('embedded database, uploaded papers, keys, demo accounts'),
  DATABASE_URL: z
    .string()
    .startsWith('postgres')
    .optional()
    .describe('a PostgreSQL 18 of your own instead of the embedded one'),
  ALLOW_EMBEDDED_DATABASE: flag.describe('let production mode run on the embedded database'),
  PUBLIC_REQUESTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(30)
    .describe('look-ups of public codes that one address may make in a minute'),
  PUBLIC_REQUESTS_IN_ALL: z.coerce
    .number()
    .int()
    .min(1)
    .default(60_000)
    .describe('look-ups of public codes that all addresses together may make in a minute'),
  TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').flatMap((entry) => entry.trim() || []))
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])))
    .optional()
    .describe('addresses or networks, with commas, whose X-Forwarded-For is believed'),
  LEDGER: z
    .enum(['devnet', 'fabric'])
    .default('devnet')
    .describe('devnet: a Fabric network played in this process, no outside witness; fabric: a real one'),
  LEDGER_PROFILE: z
    .string()
    .optional()
    .describe(
      'connection profile of the fabric ledger; default DATA_DIR/fabric/connection/EduBureauMSP.json',
    ),
  LOG_LEVEL: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('pino level'),
});

export interface Config {
  readonly mode: 'demo' | 'production';
  readonly demoSize: 'full' | 'small';
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly publicRequestsPerMinute: number;
  readonly publicRequestsInAll: number;
  readonly trustedProxies: readonly string[];
  readonly ledger: LedgerChoice;
  readonly logLevel: string;
}

/** Where checkpoints are anchored. */
export type LedgerChoice =
  | { readonly kind: 'devnet' }
  | { readonly kind: 'fabric'; readonly profilePath: string };

/** Reads the settings and names every bad one at once. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new StartRefused(`These settings are not valid:\n${faults.join('\n')}`);
  }
  const settings = parsed.data;
  if (settings.SHANSU_MODE === 'production') refuseUnsafe(settings);
  return {
    mode: settings.SHANSU_MODE,
    demoSize: settings.DEMO_SIZE,
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`,
    dataDir: settings.DATA_DIR,
    databaseUrl: settings.DATABASE_URL,
    publicRequestsPerMinute: settings.PUBLIC_REQUESTS_PER_MINUTE,
    publicRequestsInAll: settings.PUBLIC_REQUESTS_IN_ALL,
    trustedProxies: settings.TRUSTED_PROXIES ?? [],
    ledger: ledgerChoice(settings),
    logLevel: settings.LOG_LEVEL,
  };
}

function ledgerChoice(settings: z.infer<typeof Environment>): LedgerChoice {
  const { LEDGER: kind, DATA_DIR: dataDir, LEDGER_PROFILE: profilePath } = settings;
  if (kind === 'devnet') return { kind };
  return { kind, profilePath: profilePath ?? join(dataDir, 'fabric', 'connection', 'EduBureauMSP.json') };
}

function refuseUnsafe(settings: z.infer<typeof Environment>): void {
  const faults = [];
  if (!settings.DATABASE_URL && !settings.ALLOW_EMBEDDED_DATABASE) {
    faults.push('DATABASE_URL is missing (ALLOW_EMBEDDED_DATABASE=true accepts the embedded database)');
  }
  if (settings.LEDGER !== 'fabric')
    faults.push('LEDGER must be fabric: the development ledger has no witness outside this installation');
  if (!settings.PUBLIC_URL?.startsWith('https://')) faults.push('PUBLIC_URL must be an https address');
  if (faults.length > 0)
    throw new StartRefused(`Production mode refuses to start:\n  ${faults.join('\n  ')}`);
}
