import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lockFolder } from '#ledger/process/lock-folder.ts';
import { configureNamedHosts } from './configure-named-hosts.ts';
import { describeFailure } from './describe-failure.ts';
import { down, reset } from './down.ts';
import { NetworkFolder } from './folder.ts';
import { prepare } from './prepare.ts';
import { tailOf } from './process/log-tail.ts';
import { processNames } from './process/network-processes.ts';
import { isProfileName, type ProfileName, profiles } from './profiles.ts';
import { findPrograms } from './programs.ts';
import { type NetworkStatus, readPlan, status } from './status.ts';
import { up } from './up.ts';

const usage = `Usage: node ledger/network/main.ts <command> [--dir <folder>]

  up       start the network, or what is missing of it; returns when it answers
             --profile solo|raft3|bft4   for a new network (default solo)
             --chaincode <file>          another program than ledger/chaincode/server.ts
  status   what runs, with memory and number of blocks
  logs     the end of each log; "logs <process>" shows more of one
  down     end all processes; keys and ledger stay
  reset    end all processes and remove keys and ledger

  For processes that run elsewhere, such as containers, each on the host of its name:
  prepare    write keys, first block and configuration for them; takes --profile
  configure  wait for them, join them, deploy the chaincode; returns when the network answers

The folder is DATA_DIR/fabric (.data/fabric without that variable) unless --dir names another.`;

interface Options {
  readonly folder: NetworkFolder;
  readonly profile: ProfileName | undefined;
  readonly chaincode: string | undefined;
  readonly processName: string | undefined;
}

class UsageError extends Error {}

const commands: Record<string, (options: Options) => Promise<void>> = {
  up: runUp,
  status: runStatus,
  logs: runLogs,
  down: async ({ folder }) => {
    const ended = await down(folder);
    console.log(ended.length === 0 ? 'Nothing was running.' : `Ended: ${ended.join(', ')}.`);
  },
  prepare: async ({ folder, profile }) => {
    using _lock = lockFolder(folder);
    const plan = await prepare({ folder, profile, placement: 'named-hosts' });
    console.log(`Prepared ${folder.root} for: ${processNames(plan).join(', ')}.`);
  },
  configure: async ({ folder }) => {
    const plan = await configureNamedHosts(folder);
    console.log(`Ready: profile ${plan.profile}, channel ${plan.channel}.`);
  },
  reset: async ({ folder }) => {
    await reset(folder);
    console.log(`Removed ${folder.root}.`);
  },
};

async function runUp({ folder, profile, chaincode }: Options): Promise<void> {
  const began = performance.now();
  const environment = { PATH: process.env.PATH ?? '', HOME: homedir() };
  const programs = findPrograms({
    chosenFolder: process.env.FABRIC_BIN,
    home: environment.HOME,
    path: environment.PATH,
  });
  const { plan, started, adopted } = await up({ folder, programs, environment, profile, chaincode });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (adopted.length > 0) console.log(`Found running: ${adopted.join(', ')}.`);
  if (started.length > 0) console.log(`Started: ${started.join(', ')}.`);
  console.log(`Ready after ${seconds} s: profile ${plan.profile}, channel ${plan.channel}.`);
  for (const peer of plan.peers) console.log(`Connection: ${folder.connection(peer.organisation.mspId)}`);
}

async function runStatus({ folder }: Options): Promise<void> {
  const found = await status(folder);
  console.log(found ? describe(found) : `No network in ${folder.root}.`);
}

function describe({ plan, processes, heights }: NetworkStatus): string {
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  const total = processes.reduce((sum, each) => sum + each.residentBytes, 0);
  const lines = processes.map(({ name, pid, residentBytes }) => {
    const height = heights[name] === undefined ? '' : `, ${heights[name]} blocks`;
    return pid === undefined
      ? `${name}: stopped`
      : `${name}: process ${pid}, ${megabytes(residentBytes)}${height}`;
  });
  return [`Profile ${plan.profile}, channel ${plan.channel}, ${megabytes(total)} in all`, ...lines].join(
    '\n',
  );
}

async function runLogs({ folder, processName }: Options): Promise<void> {
  const plan = readPlan(folder);
  const names = plan ? processNames(plan) : [];
  if (processName && !names.includes(processName)) {
    throw new UsageError(`no process "${processName}" here; there are: ${names.join(', ') || 'none'}`);
  }
  for (const name of processName ? [processName] : names) {
    console.log(`== ${folder.log(name)}\n${tailOf(folder.log(name), processName ? 200 : 10)}\n`);
  }
}

function parse(args: readonly string[]): { command: string; options: Options } {
  const { values, positionals } = readArguments(args);
  const [command = '', processName] = positionals;
  if (!Object.hasOwn(commands, command)) throw new UsageError(usage);
  const { profile } = values;
  if (profile !== undefined && !isProfileName(profile)) {
    throw new UsageError(`no profile "${profile}"; there are: ${Object.keys(profiles).join(', ')}`);
  }
  const folder = new NetworkFolder(values.dir);
  return { command, options: { folder, profile, chaincode: values.chaincode, processName } };
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        dir: { type: 'string', default: join(process.env.DATA_DIR || '.data', 'fabric') },
        profile: { type: 'string' },
        chaincode: { type: 'string' },
      },
    });
  } catch (cause) {
    throw new UsageError(`${(cause as Error).message}\n\n${usage}`, { cause });
  }
}

try {
  const { command, options } = parse(process.argv.slice(2));
  await commands[command]!(options);
} catch (error) {
  process.exitCode = error instanceof UsageError ? 2 : 1;
  console.error(describeFailure(error));
}
