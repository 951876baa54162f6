import { status } from '@grpc/grpc-js';
import type { common } from '@hyperledger/fabric-protos';
import type { Members } from '#ledger/blocks/members.ts';
import type { Faults } from './faults.ts';
import { type Detail, Refused } from './gateway/refused.ts';
import type { Orderer } from './orderer.ts';
import { screenEnvelope } from './screen-envelope.ts';

/** The way of an envelope into the orderer, as a gateway goes it. */
export class Ordering {
  readonly #orderer: Orderer;
  readonly #members: Members;
  readonly #clock: () => Date;
  readonly #faults: Faults;
  readonly #node: Pick<Detail, 'address' | 'mspId'>;
  isDown = false;

  constructor(
    orderer: Orderer,
    node: Pick<Detail, 'address' | 'mspId'>,
    surroundings: { members: Members; clock: () => Date; faults: Faults },
  ) {
    this.#orderer = orderer;
    this.#node = node;
    this.#members = surroundings.members;
    this.#clock = surroundings.clock;
    this.#faults = surroundings.faults;
  }

  /** @throws Refused when the orderer does not take it */
  broadcast(envelope: common.Envelope): void {
    if (this.isDown || this.#orderer.failure) {
      const message = 'no orderers could successfully process transaction';
      throw new Refused(status.UNAVAILABLE, message, [
        { ...this.#node, message: refusedConnection(this.#node.address) },
      ]);
    }
    const rejection = screenEnvelope(envelope, this.#members, this.#clock());
    if (rejection) {
      const said = `status=${rejection.status}, info=${rejection.info}`;
      throw new Refused(status.ABORTED, `received unsuccessful response from orderer: ${said}`);
    }
    if (!this.#faults.takeLostEnvelope()) this.#orderer.order(envelope);
  }
}

/** What gRPC says of a node that is not there. */
export function refusedConnection(address: string): string {
  const dialed = address.replace('localhost', '127.0.0.1');
  return (
    'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: ' +
    `dial tcp ${dialed}: connect: connection refused"`
  );
}
