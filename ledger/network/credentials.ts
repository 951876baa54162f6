import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SigningIdentity } from '#ledger/fabric-wire/identity.ts';
import type { OrdererAdmin } from './admin/participation-api.ts';
import type { NetworkFolder } from './folder.ts';
import { administrator } from './material/create-material.ts';
import type { OrdererPlan } from './plan.ts';

/** Reads back, from a network's material, what an administrator or client signs with. */
export function readIdentity(folder: NetworkFolder, mspId: string, holder: string): SigningIdentity {
  const { certificatePath, privateKeyPath } = folder.material.holder(mspId, holder);
  return {
    mspId,
    certificatePem: readFileSync(certificatePath, 'utf8'),
    privateKey: createPrivateKey(readFileSync(privateKeyPath, 'utf8')),
  };
}

export function readOrdererAdmin(folder: NetworkFolder, orderer: OrdererPlan): OrdererAdmin {
  const { mspId } = orderer.organisation;
  const paths = folder.material.holder(mspId, administrator);
  return {
    host: orderer.host,
    port: orderer.adminPort,
    tlsRootPem: readFileSync(folder.material.tlsRoot(mspId), 'utf8'),
    certificatePem: readFileSync(paths.certificatePath, 'utf8'),
    privateKeyPem: readFileSync(paths.privateKeyPath, 'utf8'),
  };
}
