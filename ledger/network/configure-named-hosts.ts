import { configure } from './configure.ts';
import type { NetworkFolder } from './folder.ts';
import type { NetworkPlan } from './plan.ts';
import { accepts } from './process/accepts.ts';
import { retryUntil } from './retry.ts';
import { readPlan } from './status.ts';

/** Containers may have to be fetched and started first. */
const deadlineMs = 180_000;

interface Endpoint {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

/**
 * Configures a network whose processes something else starts, such as compose, each on the host of its name; run it where
 * those names are known. It waits for them.
 * @throws Error when the folder holds no network prepared for named hosts
 */
export async function configureNamedHosts(folder: NetworkFolder): Promise<NetworkPlan> {
  const plan = readPlan(folder);
  if (plan?.placement !== 'named-hosts') {
    throw new Error(`${folder.root} holds no network that was prepared for named hosts`);
  }
  await configure(folder, plan, {
    orderers: () => reach(plan.orderers.flatMap((each) => [each, { ...each, port: each.adminPort }])),
    peers: () => reach(plan.peers),
    witnesses: () => reach(plan.peers.map((each) => each.witness)),
  });
  return plan;
}

function reach(endpoints: readonly Endpoint[]): Promise<unknown> {
  return Promise.all(
    endpoints.map(({ name, host, port }) =>
      retryUntil(`reaching ${name} at ${host}:${port}`, deadlineMs, async () => {
        if (!(await accepts(host, port))) throw new Error('no connection');
      }),
    ),
  );
}
