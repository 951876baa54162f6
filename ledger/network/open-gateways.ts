import { readFileSync } from 'node:fs';
import { OrganisationGateway } from './admin/organisation-gateway.ts';
import { readIdentity } from './credentials.ts';
import type { NetworkFolder } from './folder.ts';
import type { NetworkPlan } from './plan.ts';

/** One gateway client an organisation, through its own peer. */
export interface OrganisationGateways extends Disposable {
  readonly all: readonly OrganisationGateway[];
}

/** @param holder who signs: `admin` or `client` */
export function openGateways(folder: NetworkFolder, plan: NetworkPlan, holder: string): OrganisationGateways {
  const all = plan.peers.map((peer) => {
    const { mspId } = peer.organisation;
    const tlsRootPem = readFileSync(folder.material.tlsRoot(mspId), 'utf8');
    return new OrganisationGateway(peer, tlsRootPem, readIdentity(folder, mspId, holder), plan.channel);
  });
  return {
    all,
    [Symbol.dispose]: () => {
      for (const each of all) each[Symbol.dispose]();
    },
  };
}
