import { msp } from '@hyperledger/fabric-protos';

/** The roots by which the channel recognises an organisation's people and machines. */
export interface OrganisationRoots {
  readonly mspId: string;
  readonly certificateRootPem: string;
  readonly tlsRootPem: string;
}

/** MSPConfig of kind FABRIC (0): one identity root, one TLS root, roles by organisational unit. */
export function organisationMsp(organisation: OrganisationRoots): msp.MSPConfig {
  const certificateRoot = Buffer.from(organisation.certificateRootPem);
  const algorithms = new msp.FabricCryptoConfig();
  algorithms.setSignatureHashFamily('SHA2');
  algorithms.setIdentityIdentifierHashFunction('SHA256');

  const fabric = new msp.FabricMSPConfig();
  fabric.setName(organisation.mspId);
  fabric.setRootCertsList([certificateRoot]);
  fabric.setTlsRootCertsList([Buffer.from(organisation.tlsRootPem)]);
  fabric.setCryptoConfig(algorithms);
  fabric.setFabricNodeOus(nodeOus(certificateRoot));

  const config = new msp.MSPConfig();
  config.setType(0);
  config.setConfig(fabric.serializeBinary());
  return config;
}

function nodeOus(certificateRoot: Uint8Array): msp.FabricNodeOUs {
  const ous = new msp.FabricNodeOUs();
  ous.setEnable(true);
  ous.setClientOuIdentifier(unit('client', certificateRoot));
  ous.setPeerOuIdentifier(unit('peer', certificateRoot));
  ous.setAdminOuIdentifier(unit('admin', certificateRoot));
  ous.setOrdererOuIdentifier(unit('orderer', certificateRoot));
  return ous;
}

function unit(name: string, certificateRoot: Uint8Array): msp.FabricOUIdentifier {
  const identifier = new msp.FabricOUIdentifier();
  identifier.setCertificate(certificateRoot);
  identifier.setOrganizationalUnitIdentifier(name);
  return identifier;
}
