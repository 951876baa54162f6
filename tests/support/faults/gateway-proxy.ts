import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Client,
  credentials,
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceDefinition,
  status,
} from '@grpc/grpc-js';
import { gateway, peer } from '@hyperledger/fabric-protos';
import type { ConnectionProfile, PeerEndpoint } from '#ledger/fabric-wire/connection-profile.ts';
import { validFrom } from '#ledger/fabric-wire/material/issue-organisation.ts';
import { createAuthority, issueTlsCertificate, privateKeyPem } from '#ledger/x509/authority.ts';
import { type Fault, Faults, type Sequel } from '../faults.ts';

/** The functions of the witness that the product calls. */
const functions = ['Anchor', 'CheckpointAt', 'Head'];

/**
 * Stands between the product and the peers of a ledger, real or not: ends the product's TLS connections, reads along, and
 * asks the peers over its own. So somebody can be killed just before a call is passed on, or when the peer has answered
 * it, before the product learns of that. A step is known by a text such as `endorse Anchor` or `commitStatus`, and by those
 * since the product last asked for the head.
 */
export class GatewayProxy implements Disposable {
  /** The ledger's own, but for how its peers are reached. */
  readonly profile: ConnectionProfile;
  readonly #faults = new Faults();
  readonly #resources = new DisposableStack();
  #steps: string[] = [];
  /** Acts at the step that is planned. */
  #strike: (call: PassingCall) => Promise<Sequel> = async () => 'goes on';

  private constructor(profile: ConnectionProfile) {
    this.profile = profile;
  }

  /** @param folder for the root of its certificates */
  static async open(own: ConnectionProfile, folder: string): Promise<GatewayProxy> {
    const tlsRootPath = join(folder, 'gateway-proxy-root.pem');
    const secure = serverCredentials(tlsRootPath);
    const peers: PeerEndpoint[] = [];
    const proxy = new GatewayProxy({ ...own, peers });
    for (const behind of own.peers) {
      const port = await proxy.#standBefore(behind, secure);
      peers.push({ ...behind, host: 'localhost', port, tlsRootPath });
    }
    return proxy;
  }

  /**
   * Kills somebody the next time the product comes to a step, and only then. Returns when it is done, with what the product
   * had sent.
   */
  async killAt(step: Fault, kill: (askedMspId: string) => Promise<unknown>, sequel: Sequel): Promise<Buffer> {
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    this.#strike = async ({ request, askedMspId }) => {
      await kill(askedMspId).then(() => resolve(request), reject);
      return sequel;
    };
    this.#faults.plan(step);
    return await promise;
  }

  /** What is planned and has not come does not come any more. */
  forget(): void {
    this.#faults.forget();
  }

  [Symbol.dispose](): void {
    this.#resources.dispose();
  }

  async #standBefore(behind: PeerEndpoint, secure: ServerCredentials): Promise<number> {
    const tls = credentials.createSsl(readFileSync(behind.tlsRootPath));
    // As the product has it: a peer that comes back is found again within seconds.
    const backoff = { 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': 2_000 };
    const client = new Client(`${behind.host}:${behind.port}`, tls, backoff);
    const server = new Server();
    this.#resources.defer(() => client.close());
    this.#resources.defer(() => server.forceShutdown());
    const services: readonly ServiceDefinition[] = [gateway.GatewayService, peer.EndorserService];
    for (const service of services.map(unread)) {
      const handlers = Object.entries(service).map(([name, { path }]) => {
        const handle: handleUnaryCall<Buffer, Buffer> = (call, answer) => {
          const { request } = call;
          const passing = { name, request, askedMspId: behind.mspId, pass: () => passOn(client, path, call) };
          this.#serve(passing).then((response) => answer(null, response), answer);
        };
        return [name, handle];
      });
      server.addService(service, Object.fromEntries(handlers));
    }
    return await new Promise((settle, fail) => {
      server.bindAsync('127.0.0.1:0', secure, (error, port) => (error ? fail(error) : settle(port)));
    });
  }

  async #serve(call: PassingCall): Promise<Buffer> {
    const step = stepOf(call);
    if (step === 'evaluate Head') this.#steps = [];
    const when = this.#faults.strike(step, this.#steps);
    this.#steps.push(step);
    if (when === 'before') await this.#hold(call);
    const response = await call.pass();
    if (when === 'after') await this.#hold(call);
    return response;
  }

  async #hold(call: PassingCall): Promise<void> {
    if ((await this.#strike(call)) === 'is gone') throw dropped;
  }
}

interface PassingCall {
  readonly name: string;
  readonly request: Buffer;
  readonly askedMspId: string;
  /** Has it carried out. */
  readonly pass: () => Promise<Buffer>;
}

/** With the function, as it stands in the bytes: a message's first field, and how long it is. */
function stepOf({ name, request }: PassingCall): string {
  const called = functions.find((each) => request.includes(`\n${String.fromCharCode(each.length)}${each}`));
  return called ? `${name} ${called}` : name;
}

const dropped = { code: status.UNAVAILABLE, details: 'Connection dropped' };

/** Writes the root that attests them. */
function serverCredentials(rootPath: string): ServerCredentials {
  const root = createAuthority(
    { organization: 'Test', commonName: 'gateway-proxy-root' },
    validFrom(new Date()),
  );
  writeFileSync(rootPath, root.certificatePem);
  const { certificatePem, privateKey } = issueTlsCertificate(root, 'gateway-proxy', ['localhost']);
  const pair = {
    cert_chain: Buffer.from(certificatePem),
    private_key: Buffer.from(privateKeyPem(privateKey)),
  };
  return ServerCredentials.createSsl(null, [pair]);
}

const bytes = (message: Buffer): Buffer => message;

/** A service's calls of one question and one answer, as the bytes that they are. */
function unread(service: ServiceDefinition): ServiceDefinition {
  const codecs = {
    ...{ requestSerialize: bytes, requestDeserialize: bytes },
    ...{ responseSerialize: bytes, responseDeserialize: bytes },
  };
  const single = Object.entries(service).filter(([, { responseStream }]) => !responseStream);
  return Object.fromEntries(single.map(([name, method]) => [name, { ...method, ...codecs }]));
}

/** The peer's answer, or its error as it came. */
function passOn(client: Client, path: string, call: ServerUnaryCall<Buffer, Buffer>): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const deadline = call.getDeadline();
  const passed = client.makeUnaryRequest(path, bytes, bytes, call.request, { deadline }, (error, response) =>
    error ? reject(error) : resolve(response!),
  );
  call.on('cancelled', () => passed.cancel());
  return promise;
}
