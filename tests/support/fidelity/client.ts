import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { type Contract, connect, type Gateway, hash, type Network } from '@hyperledger/fabric-gateway';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import { type SigningIdentity, signAs } from '#ledger/fabric-wire/identity.ts';
import { type Authority, issueIdentity } from '#ledger/x509/authority.ts';

/** The unmodified client library at one organisation's peer, as any identity. */
export class FidelityClient implements Disposable {
  readonly gateway: Gateway;
  readonly network: Network;
  readonly contract: Contract;
  readonly identity: SigningIdentity;
  readonly profile: ConnectionProfile;
  readonly #connection: Client;

  constructor(profile: ConnectionProfile, identity = clientOf(profile)) {
    this.profile = profile;
    this.identity = identity;
    const [peer] = profile.peers;
    this.#connection = new Client(
      `${peer!.host}:${peer!.port}`,
      credentials.createSsl(readFileSync(peer!.tlsRootPath)),
      { 'grpc.max_send_message_length': -1, 'grpc.max_receive_message_length': -1 },
    );
    const within = (milliseconds: number) => () => ({ deadline: Date.now() + milliseconds });
    this.gateway = connect({
      client: this.#connection,
      identity: { mspId: identity.mspId, credentials: Buffer.from(identity.certificatePem) },
      hash: hash.none,
      signer: async (message) => signAs(identity, message),
      evaluateOptions: within(45_000),
      endorseOptions: within(45_000),
      submitOptions: within(15_000),
      commitStatusOptions: within(10_000),
    });
    this.network = this.gateway.getNetwork(profile.channel);
    this.contract = this.network.getContract(profile.chaincode);
  }

  /** Another client at the same peer. */
  as(identity: SigningIdentity): FidelityClient {
    return new FidelityClient(this.profile, identity);
  }

  [Symbol.dispose](): void {
    this.gateway.close();
    this.#connection.close();
  }
}

export function clientOf({ client }: ConnectionProfile): SigningIdentity {
  return {
    mspId: client.mspId,
    certificatePem: readFileSync(client.certificatePath, 'utf8'),
    privateKey: createPrivateKey(readFileSync(client.privateKeyPath)),
  };
}

/** Whatever a certificate of an organisation may say that it should not. */
export interface Peculiarity {
  readonly role?: 'client' | 'peer' | 'none';
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** A new identity from an organisation's own authority. */
export function issueClient(
  profile: ConnectionProfile,
  mspId: string,
  peculiar: Peculiarity = {},
): SigningIdentity {
  const authority = authorityOf(profile, mspId);
  const validity = {
    notBefore: peculiar.notBefore ?? authority.validity.notBefore,
    notAfter: peculiar.notAfter ?? authority.validity.notAfter,
  };
  // An organisational unit that is no role at all is what a certificate without role has.
  const role = peculiar.role === 'none' ? ('visitor' as 'client') : (peculiar.role ?? 'client');
  const { certificatePem, privateKey } = issueIdentity({ ...authority, validity }, 'fidelity', role);
  return { mspId, certificatePem, privateKey };
}

function authorityOf(profile: ConnectionProfile, mspId: string): Authority {
  const organisation = profile.organisations.find((each) => each.mspId === mspId)!;
  const folder = join(dirname(organisation.certificateRootPath), 'identity-authority');
  const certificatePem = readFileSync(join(folder, 'cert.pem'), 'utf8');
  const privateKey = createPrivateKey(readFileSync(join(folder, 'key.pem')));
  const notBefore = new Date(Date.now() - 5 * 60_000);
  return {
    name: { organization: partOf(certificatePem, 'O'), commonName: partOf(certificatePem, 'CN') },
    publicKey: createPublicKey(privateKey),
    privateKey,
    certificatePem,
    validity: { notBefore, notAfter: new Date(Date.now() + 24 * 3600_000) },
  };
}

function partOf(certificatePem: string, part: 'O' | 'CN'): string {
  const { subject } = new X509Certificate(certificatePem);
  return new RegExp(`^${part}=(.*)$`, 'm').exec(subject)![1]!;
}
