import { setTimeout as sleep } from 'node:timers/promises';
import { type ServiceError, status } from '@grpc/grpc-js';
import { common } from '@hyperledger/fabric-protos';
import { ChainWalk, type TrustedChannel } from '#ledger/blocks/chain-walk.ts';
import type { Members } from '#ledger/blocks/members.ts';
import {
  largestAnswer,
  type PeerCall,
  type PeerEndorser,
  PeerRefused,
} from '#ledger/fabric-wire/peer-endorser.ts';
import { type AnchoredCheckpoint, decodeAnchored } from '../attestation/anchored-checkpoint.ts';
import {
  type AuditedOrganisation,
  type AuditedPeer,
  type CheckedBlock,
  checkpointsAtOnce,
} from '../audited-ledger.ts';
import { fromUtf8, utf8 } from '../bytes.ts';
import { LedgerError } from '../port.ts';
import { listOf } from '../shape.ts';
import { signedResult } from './signed-answer.ts';

export interface FabricPeerParts {
  readonly organisation: AuditedOrganisation;
  readonly name: string;
  /** Opens a connection on which answers have so many bytes at most. */
  readonly connect: (atMost: number) => PeerEndorser;
  readonly channel: string;
  readonly trusted: TrustedChannel;
  /** Who its answers may be signed by. */
  readonly members: Members;
}

/** Blocks asked for at once. */
const blocksAtOnce = 32;
/** Bytes of each answer then, which holds its block twice. A longer one is asked for by itself: memory stays small. */
const usualAnswer = 4 * 2 ** 20;
const patienceMs = 5_000;
const pauseMs = 250;

/** One peer of a Fabric network, asked directly. */
export class FabricPeer implements AuditedPeer, Disposable {
  readonly organisation: AuditedOrganisation;
  readonly name: string;
  readonly #parts: FabricPeerParts;
  readonly #walk: ChainWalk;
  readonly #usual: PeerEndorser;
  readonly #roomy: PeerEndorser;
  #next = 0;

  constructor(parts: FabricPeerParts) {
    this.organisation = parts.organisation;
    this.name = parts.name;
    this.#parts = parts;
    this.#walk = new ChainWalk(parts.trusted);
    this.#usual = parts.connect(usualAnswer);
    this.#roomy = parts.connect(largestAnswer);
  }

  async height(): Promise<number> {
    const info = await this.#ask(this.#chainCall('GetChainInfo'));
    return understood(() => common.BlockchainInfo.deserializeBinary(info).getHeight());
  }

  async *blocks(end: number): AsyncGenerator<CheckedBlock> {
    while (this.#next < end) {
      const count = Math.min(blocksAtOnce, end - this.#next);
      const numbers = Array.from({ length: count }, (_, index) => this.#next + index);
      const page = await Promise.all(numbers.map((number) => this.#block(number)));
      for (const given of page) {
        const number = this.#next;
        const found = isTooMuch(given) ? await this.#block(number, this.#roomy) : given;
        this.#next += 1;
        yield found instanceof Uint8Array
          ? this.#walk.take(number, found)
          : this.#walk.miss(number, { code: 'block-refused', place: found.message });
      }
    }
  }

  async head(origin: string): Promise<AnchoredCheckpoint | undefined> {
    const value = await this.#ask({ ...this.#witness, arguments: ['Head', origin].map(utf8) });
    return value.length === 0 ? undefined : understood(() => decodeAnchored(value));
  }

  async checkpoints(origin: string, from: number, to: number): Promise<AnchoredCheckpoint[]> {
    const given = ['Range', origin, String(from), String(to)].map(utf8);
    const value = await this.#ask({ ...this.#witness, arguments: given }, this.#roomy);
    return understood(() => stretchOf(JSON.parse(fromUtf8(value)), from, to));
  }

  [Symbol.dispose](): void {
    this.#usual[Symbol.dispose]();
    this.#roomy[Symbol.dispose]();
  }

  get #witness() {
    return { chaincode: this.#parts.trusted.chaincode };
  }

  /** The bytes, or why the peer does not give them. */
  async #block(number: number, by = this.#usual): Promise<Uint8Array | LedgerError> {
    try {
      return await this.#ask(this.#chainCall('GetBlockByNumber', String(number)), by);
    } catch (error) {
      if (error instanceof LedgerError && error.code === 'ledger-rejected') return error;
      throw error;
    }
  }

  #chainCall(name: string, ...given: string[]): Question {
    return { chaincode: 'qscc', arguments: [name, this.#parts.channel, ...given].map(utf8) };
  }

  /** Asks again while the peer cannot be reached, for some seconds. */
  async #ask(call: Question, by = this.#usual): Promise<Uint8Array> {
    const { channel, members } = this.#parts;
    for (const deadline = Date.now() + patienceMs; ; await sleep(pauseMs)) {
      try {
        const answer = await by.ask({ ...call, channel, type: 'ENDORSER_TRANSACTION' });
        return signedResult(answer, this.organisation.mspId, members);
      } catch (error) {
        const isAway = (error as Partial<ServiceError>).code === status.UNAVAILABLE;
        if (!isAway || Date.now() > deadline) throw ledgerError(error as Error);
      }
    }
  }
}

type Question = Omit<PeerCall, 'channel' | 'type'>;

/** More than fits while others are asked for, or than the peer wants to be asked at once. */
function isTooMuch(given: Uint8Array | LedgerError): boolean {
  const cause = given instanceof LedgerError ? (given.cause as Partial<ServiceError> | undefined) : undefined;
  return cause?.code === status.RESOURCE_EXHAUSTED;
}

/** In order of size and within what was asked for, so that whoever asks on comes to an end. */
function stretchOf(list: unknown, from: number, to: number): AnchoredCheckpoint[] {
  let least = from;
  if (Array.isArray(list) && list.length > checkpointsAtOnce)
    throw new SyntaxError('more than are asked for');
  return listOf(list, '', (each) => {
    const found = decodeAnchored(utf8(JSON.stringify(each)));
    if (found.size < least || found.size > to) throw new SyntaxError('not the sizes that were asked for');
    least = found.size + 1;
    return found;
  });
}

/** What the peer signed may be anything. */
function understood<Answer>(read: () => Answer): Answer {
  try {
    return read();
  } catch (cause) {
    throw new LedgerError('ledger-rejected', 'its answer is not what was asked for', { cause });
  }
}

function ledgerError(error: Error): LedgerError {
  const { code } = error as Partial<ServiceError>;
  const isSilent = code === status.UNAVAILABLE || code === status.DEADLINE_EXCEEDED;
  const isAnswer = !isSilent || error instanceof PeerRefused;
  return new LedgerError(isAnswer ? 'ledger-rejected' : 'ledger-unavailable', error.message, {
    cause: error,
  });
}
