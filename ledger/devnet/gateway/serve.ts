import { setTimeout as sleep } from 'node:timers/promises';
import {
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServerWritableStream,
  status,
} from '@grpc/grpc-js';
import { gateway, peer } from '@hyperledger/fabric-protos';
import type { Faults, GatewayCall } from '../faults.ts';
import { chaincodeEvents } from './chaincode-events.ts';
import { commitStatus } from './commit-status.ts';
import { endorse } from './endorse.ts';
import { evaluate } from './evaluate.ts';
import type { NetworkView } from './network-view.ts';
import { Refused, serviceError } from './refused.ts';
import { submit } from './submit.ts';

/** The largest message that a peer takes, in bytes. */
const maxMessageBytes = 100 * 1024 * 1024;

export interface TlsMaterial {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** Where and how the service is offered. */
export interface Serving {
  readonly tls: TlsMaterial;
  readonly port: number;
  readonly faults: Faults;
}

/** What clients call of one peer, on the loopback address: Fabric's gateway service, and the endorser behind it. */
export class PeerServer {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(view: NetworkView, { tls, port, faults }: Serving): Promise<PeerServer> {
    const server = new Server({
      'grpc.max_receive_message_length': maxMessageBytes,
      'grpc.max_send_message_length': maxMessageBytes,
    });
    const concurrency = new Concurrency();
    const on = <Request, Response>(call: GatewayCall, answer: Answer<Request, Response>) =>
      unary(concurrency.limit(faultily(faults, call, answer)));
    server.addService(gateway.GatewayService, {
      endorse: on('endorse', (request: gateway.EndorseRequest) => endorse(view, request)),
      submit: on('submit', (request: gateway.SubmitRequest) => submit(view, request)),
      evaluate: on('evaluate', (request: gateway.EvaluateRequest) => evaluate(view, request)),
      commitStatus: on('commitStatus', (request: gateway.SignedCommitStatusRequest, abandoned) =>
        commitStatus(view, request, abandoned),
      ),
      chaincodeEvents: (call: EventsCall) => void stream(view, call),
    });
    server.addService(peer.EndorserService, {
      processProposal: unary((proposal: peer.SignedProposal) => endorseAlone(view, proposal)),
    });
    await bind(server, tls, port);
    return new PeerServer(server);
  }

  /** Ends all connections at once. */
  stop(): void {
    this.#server.forceShutdown();
  }
}

/** Of a refusal only the text goes back, with gRPC's code for what it cannot place. */
async function endorseAlone(
  view: NetworkView,
  proposal: peer.SignedProposal,
): Promise<peer.ProposalResponse> {
  const answer = await view.ownEndorser.process(proposal);
  if (answer.kind === 'refused') throw new Refused(status.UNKNOWN, answer.message);
  return answer.response;
}

/** As many calls as a peer's gateway has in hand at once; it refuses more. */
const concurrencyLimit = 500;

class Concurrency {
  #inHand = 0;

  limit<Request, Response>(answer: Answer<Request, Response>): Answer<Request, Response> {
    return async (request, abandoned) => {
      if (this.#inHand >= concurrencyLimit) {
        const message = `too many requests for /gateway.Gateway, exceeding concurrency limit (${concurrencyLimit})`;
        throw new Refused(status.UNKNOWN, message);
      }
      this.#inHand += 1;
      return answer(request, abandoned).finally(() => {
        this.#inHand -= 1;
      });
    };
  }
}

/** Carries out what was ordered against this kind of call. */
function faultily<Request, Response>(
  faults: Faults,
  call: GatewayCall,
  answer: Answer<Request, Response>,
): Answer<Request, Response> {
  return async (request, abandoned) => {
    const isLost = faults.takeLostReply(call);
    const delayMs = faults.takeDelay(call);
    if (delayMs > 0) await sleep(delayMs);
    const response = await answer(request, abandoned);
    if (isLost) throw new Refused(status.UNAVAILABLE, 'Connection dropped');
    return response;
  };
}

function bind(server: Server, tls: TlsMaterial, port: number): Promise<void> {
  const credentials = ServerCredentials.createSsl(null, [
    { cert_chain: Buffer.from(tls.certificatePem), private_key: Buffer.from(tls.privateKeyPem) },
  ]);
  return new Promise((settle, fail) => {
    server.bindAsync(`127.0.0.1:${port}`, credentials, (error) => (error ? fail(error) : settle()));
  });
}

type Answer<Request, Response> = (request: Request, abandoned: AbortSignal) => Promise<Response>;

function unary<Request, Response>(answer: Answer<Request, Response>): handleUnaryCall<Request, Response> {
  return (call: ServerUnaryCall<Request, Response>, callback) => {
    answer(call.request, abandonment(call)).then(
      (response) => callback(null, response),
      (error) => callback(serviceError(refusedOf(error))),
    );
  };
}

type EventsCall = ServerWritableStream<gateway.SignedChaincodeEventsRequest, gateway.ChaincodeEventsResponse>;

async function stream(view: NetworkView, call: EventsCall): Promise<void> {
  try {
    for await (const response of chaincodeEvents(view, call.request, abandonment(call))) call.write(response);
    call.end();
  } catch (error) {
    call.emit('error', serviceError(refusedOf(error)));
  }
}

/** Fires when the client has cancelled the call or let its deadline pass. */
function abandonment(call: { on(event: 'cancelled', listener: () => void): unknown }): AbortSignal {
  const controller = new AbortController();
  call.on('cancelled', () => controller.abort());
  return controller.signal;
}

function refusedOf(error: unknown): Refused {
  return error instanceof Refused ? error : new Refused(status.INTERNAL, String(error));
}
