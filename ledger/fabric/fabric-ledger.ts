import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { GatewayError } from '@hyperledger/fabric-gateway';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import { signAs } from '#ledger/fabric-wire/identity.ts';
import { type AnchoredCheckpoint, decodeAnchored } from '../attestation/anchored-checkpoint.ts';
import { formatFabricWitness, verifyFabricWitness } from '../attestation/fabric-witness.ts';
import { type TrustedLedger, trustedLedgerOf } from '../attestation/trusted-ledger.ts';
import { equalBytes, fromUtf8, toHex } from '../bytes.ts';
import {
  type Anchoring,
  type Ledger,
  LedgerError,
  type LedgerFigures,
  type LedgerIdentity,
  type LedgerTrust,
  type Publication,
} from '../port.ts';
import { Connections } from './connections.ts';
import { evidenceOf, orNotEndorsed, requireEndorsed } from './endorsed.ts';
import { expiredCertificate } from './expired-certificate.ts';
import { actionAfter, actionAfterCommit, reasonOf } from './outcomes.ts';
import type { Submission, SubmissionStore } from './submissions.ts';
import { ledgerIdentity, trustedByProfile } from './trusted-by-profile.ts';
import { Turns } from './turns.ts';

export interface FabricLedgerOptions {
  readonly profile: ConnectionProfile;
  readonly submissions: SubmissionStore;
  /** For `anchoredAt`. */
  readonly clock?: () => Date;
  readonly log?: LedgerLog;
  /** How long passing troubles are waited out before `ledger-unavailable`. */
  readonly patienceMs?: number;
}

/** Where it tells what a person must see to. */
export interface LedgerLog {
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

const defaultPatienceMs = 30_000;
/** Fewer than a peer's gateway takes at once (500 unless it is set otherwise), which serves others too. */
const operationsAtOnce = 32;
/** With those that wait for their turn. */
const operationsInHand = 256;
const firstPauseMs = 20;
const longestPauseMs = 2_000;

/** Nothing is wrong, but the question must be asked again. */
const again = Symbol('again');

/** A Fabric network, real or development, as the place where checkpoints are kept. */
export class FabricLedger implements Ledger {
  readonly identity: LedgerIdentity;
  readonly trusted: LedgerTrust;
  readonly #ledger: TrustedLedger;
  readonly #connections: Connections;
  readonly #options: FabricLedgerOptions;
  readonly #turns = new Turns(operationsAtOnce, operationsInHand);
  readonly #failures = { 'ledger-unavailable': 0, 'ledger-conflict': 0, 'ledger-rejected': 0 };
  #askedAgain = 0;
  readonly #closing = new AbortController();

  constructor(options: FabricLedgerOptions) {
    const { profile } = options;
    this.trusted = trustedByProfile(profile);
    this.#ledger = trustedLedgerOf(this.trusted, '');
    this.identity = ledgerIdentity(profile);
    this.#connections = new Connections(profile);
    this.#options = options;
  }

  get figures(): LedgerFigures {
    return { inHand: this.#turns.inHand, failures: { ...this.#failures }, askedAgain: this.#askedAgain };
  }

  publish(publication: Publication): Promise<Anchoring> {
    return this.#inTurn(publication.origin, () => this.#tryToPublish(publication));
  }

  latest(origin: string): Promise<Anchoring | undefined> {
    return this.#inTurn(origin, async () => {
      const head = await this.#read('Head', origin);
      return head && this.#attested(origin, head.size);
    });
  }

  at(origin: string, size: number): Promise<Anchoring | undefined> {
    return this.#inTurn(origin, async () => {
      const held = await this.#read('CheckpointAt', origin, String(size));
      return held && this.#attested(origin, size);
    });
  }

  /** What is under way ends soon, mostly with `ledger-unavailable`; signed bytes are kept for the next start. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    this.#connections[Symbol.dispose]();
    await this.#turns.end();
  }

  /**
   * One step towards the ledger having the checkpoint. Whatever happened before, in this process or an earlier one, the
   * ledger is asked first; what it does not have is sent again, byte for byte, or proposed.
   */
  async #tryToPublish(publication: Publication): Promise<Anchoring | typeof again> {
    const { origin, size, root } = publication;
    const { submissions } = this.#options;
    const held = await this.#read('CheckpointAt', origin, String(size));
    if (held) {
      if (!equalBytes(held.root, root))
        throw new LedgerError('ledger-conflict', `size ${size} is held with another root`);
      await submissions.clear(origin);
      return this.#attested(origin, size);
    }
    const unsettled = await submissions.load(origin);
    const isSame = unsettled?.size === size && equalBytes(unsettled.root, root);
    const submission = isSame ? unsettled : await this.#propose(publication);
    if (submission) await this.#send(submission);
    return again;
  }

  /** The signed transaction, kept before anybody can have it; nothing when the ledger has the checkpoint already. */
  async #propose(publication: Publication): Promise<Submission | undefined> {
    await this.#requireGrowth(publication);
    const { origin, size, root, note, consistencyProof } = publication;
    const { contract, gateway, signer } = this.#connections;
    const proof = consistencyProof.map(toHex).join('');
    const proposal = contract.newProposal('Anchor', {
      arguments: [origin, String(size), toHex(root), proof, note],
    });
    const endorsed = await proposal.endorse().catch(async (error) => {
      if (actionAfter(error) !== 'refused') throw error;
      // It may have said no only because the head moved since it was read.
      await this.#requireGrowth(publication);
      throw new LedgerError('ledger-rejected', reasonOf(error), { cause: error });
    });
    const { answer } = requireEndorsed(proposal.getBytes(), endorsed.getBytes(), this.#ledger);
    if (fromUtf8(answer.payload) === 'dup') return undefined;
    const signature = signAs(signer, endorsed.getDigest());
    const signedTransaction = gateway.newSignedTransaction(endorsed.getBytes(), signature).getBytes();
    const submission = { origin, size, root, transactionId: endorsed.getTransactionId(), signedTransaction };
    await this.#options.submissions.save(submission);
    return submission;
  }

  async #requireGrowth({ origin, size, previousSize }: Publication): Promise<void> {
    const head = (await this.#read('Head', origin))?.size ?? 0;
    if (previousSize !== head || size <= head)
      throw new LedgerError('ledger-conflict', `the head is at size ${head}`);
  }

  /** Sends the bytes and waits for their outcome. While that is not known they stay in the store. */
  async #send({ origin, signedTransaction }: Submission): Promise<void> {
    const { submissions, log } = this.#options;
    const transaction = this.#connections.gateway.newTransaction(signedTransaction);
    const commit = await transaction.submit().catch(async (error) => {
      // The orderer will not take these bytes, now or later.
      if (actionAfter(error) !== 'resend') await submissions.clear(origin);
      throw error;
    });
    const { code, transactionId } = await commit.getStatus();
    await submissions.clear(origin);
    if (actionAfterCommit(code) !== 'alarm') return;
    log?.error({ code, transactionId }, 'the ledger found our transaction invalid');
    throw new LedgerError('ledger-unavailable', `transaction ${transactionId} ended with code ${code}`);
  }

  /** What the peer in use says it holds; signed by nobody. */
  async #read(name: 'Head' | 'CheckpointAt', ...given: string[]): Promise<AnchoredCheckpoint | undefined> {
    const value = await this.#connections.contract.evaluate(name, { arguments: given });
    return value.length === 0 ? undefined : decodeAnchored(value);
  }

  /** Asks every organisation for the checkpoint, and keeps what they say and sign. */
  async #attested(origin: string, size: number): Promise<Anchoring | typeof again> {
    const proposal = this.#connections.contract.newProposal('CheckpointAt', {
      arguments: [origin, String(size)],
      endorsingOrganizations: this.#ledger.organisations.map(({ mspId }) => mspId),
    });
    const endorsed = await proposal.endorse();
    const value = endorsed.getResult();
    // Both peers may lag behind the one that was asked first.
    if (value.length === 0) return again;
    const evidence = evidenceOf(proposal.getBytes(), endorsed.getBytes());
    return orNotEndorsed(() => {
      const held = decodeAnchored(value);
      const witness = formatFabricWitness(evidence);
      const trust = { logs: [], ledgers: [this.#ledger] };
      const { transactionId, blockNumber } = verifyFabricWitness(witness, { ...held, origin, size }, trust);
      const anchoredAt = (this.#options.clock?.() ?? new Date()).toISOString();
      const { root, note } = held;
      return { origin, size, root, note, transactionId, blockNumber, anchoredAt, witness };
    });
  }

  /** One operation of a log after the other, and no more in hand than can be seen through. */
  async #inTurn<Result>(origin: string, attempt: () => Promise<Result | typeof again>): Promise<Result> {
    try {
      if (this.#turns.isFull)
        throw new LedgerError('ledger-unavailable', `${operationsInHand} requests to it are in hand already`);
      return await this.#turns.take(origin, () => this.#patiently(attempt));
    } catch (error) {
      if (error instanceof LedgerError) this.#failures[error.code] += 1;
      throw error;
    }
  }

  /** Repeats until there is a result, a refusal or an alarm, or patience ends. */
  async #patiently<Result>(attempt: () => Promise<Result | typeof again>): Promise<Result> {
    const deadline = Date.now() + (this.#options.patienceMs ?? defaultPatienceMs);
    let trouble: unknown;
    for (let pause = firstPauseMs; ; pause = Math.min(2 * pause, longestPauseMs)) {
      try {
        const result = await attempt();
        if (result !== again) return result;
      } catch (error) {
        this.#requirePassing(error);
        trouble = error;
      }
      if (this.#closing.signal.aborted || Date.now() + pause > deadline) throw unavailable(trouble);
      await sleep(pause, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    }
  }

  /** Ends the attempts unless another may go well. */
  #requirePassing(error: unknown): void {
    if (error instanceof LedgerError) throw error;
    switch (actionAfter(error)) {
      case 'refused':
        throw new LedgerError('ledger-rejected', reasonOf(error), { cause: error });
      case 'alarm':
        this.#requireRenewed(error);
        break;
      default:
        this.#options.log?.warn({ reason: reasonOf(error) }, 'the ledger is asked again');
    }
    this.#askedAgain += 1;
    if (error instanceof GatewayError && error.code === status.UNAVAILABLE) this.#connections.useNext();
  }

  /** Only a person can help; perhaps one did, and put a renewed certificate in its place. */
  #requireRenewed(error: unknown): void {
    const { profile, log } = this.#options;
    if (this.#connections.renew()) return;
    const expired = expiredCertificate(profile.client, this.#connections.signer.certificatePem);
    if (!this.#closing.signal.aborted)
      log?.error({ err: error }, expired ?? 'the ledger needs somebody to see to it');
    throw expired ? new LedgerError('ledger-unavailable', expired, { cause: error }) : unavailable(error);
  }
}

function unavailable(trouble: unknown): LedgerError {
  const reason = trouble === undefined ? 'the organisations do not agree yet' : reasonOf(trouble);
  const hint =
    trouble instanceof GatewayError && trouble.code === status.FAILED_PRECONDITION
      ? '; if it lasts, channel, chaincode or organisation may be misspelt'
      : '';
  return new LedgerError('ledger-unavailable', `${reason}${hint}`, { cause: trouble });
}
