import { join } from 'node:path';
import type { OrganisationRoots } from '#ledger/fabric-wire/genesis/organisation-msp.ts';
import { writeJson, writePublic, writeSecret } from '#ledger/fabric-wire/material/write-files.ts';
import { type Credential, privateKeyPem } from '#ledger/x509/authority.ts';

const rootFile = 'cacerts/root.pem';

/**
 * The folder by which a node knows who it is and whom its organisation trusts. `config.yaml` is JSON, which YAML includes;
 * it says that roles come from organisational units, so no list of administrators is needed.
 */
export function writeMspFolder(folder: string, roots: OrganisationRoots, node: Credential): void {
  writePublic(join(folder, rootFile), roots.certificateRootPem);
  writePublic(join(folder, 'tlscacerts/root.pem'), roots.tlsRootPem);
  writePublic(join(folder, 'signcerts/cert.pem'), node.certificatePem);
  writeSecret(join(folder, 'keystore/key.pem'), privateKeyPem(node.privateKey));
  const unit = (name: string) => ({ Certificate: rootFile, OrganizationalUnitIdentifier: name });
  writeJson(join(folder, 'config.yaml'), {
    NodeOUs: {
      Enable: true,
      ClientOUIdentifier: unit('client'),
      PeerOUIdentifier: unit('peer'),
      AdminOUIdentifier: unit('admin'),
      OrdererOUIdentifier: unit('orderer'),
    },
  });
}
