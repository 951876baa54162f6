import { equalBytes, fromBase64, toBase64 } from '../bytes.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { attempt, Refusal } from '../refusal.ts';
import { listOf, membersOf, ShapeError, textOf } from '../shape.ts';
import type { Trust } from '../trust.ts';
import { type AnchoredCheckpoint, decodeAnchored } from './anchored-checkpoint.ts';
import { type Attestation, requireAttestations } from './attestations.ts';
import { type Exchange, type Question, readExchange } from './exchange.ts';
import { checkpointKey } from './ledger-keys.ts';
import type { LedgerKind, OrganisationName, TrustedLedger } from './trusted-ledger.ts';

/**
 * Organisations of a Hyperledger Fabric channel, asked for a checkpoint, answered that their committed state holds it,
 * and signed the answer. All byte strings are base 64.
 */
export type FabricWitness = {
  kind: 'fabric';
  question: { channelHeader: string; signatureHeader: string; call: string };
  /** protos.ProposalResponsePayload: what each organisation signed, followed by its own identity. */
  answer: string;
  /** In ascending order of organisations. */
  attestations: { organisation: string; certificate: string; signature: string }[];
};

/** What was proven: everything but the names comes from bytes that the organisations signed. */
export type FabricWitnessVerdict = {
  kind: LedgerKind;
  channel: string;
  chaincode: string;
  organisations: { mspId: string; name: OrganisationName }[];
  /** Where the ledger holds the checkpoint. */
  transactionId: string;
  blockNumber: number;
  /** When the organisations were asked, by the clock of who asked. RFC 3339 UTC. */
  attestedAt: string;
};

/** The same, taken apart. */
export interface Evidence {
  readonly question: Question;
  readonly answer: Uint8Array;
  readonly attestations: readonly Attestation[];
}

export function formatFabricWitness({ question, answer, attestations }: Evidence): FabricWitness {
  const { channelHeader, signatureHeader, call } = question;
  return {
    kind: 'fabric',
    question: {
      channelHeader: toBase64(channelHeader),
      signatureHeader: toBase64(signatureHeader),
      call: toBase64(call),
    },
    answer: toBase64(answer),
    attestations: attestations.map(({ organisation, certificate, signature }) => ({
      organisation,
      certificate: toBase64(certificate),
      signature: toBase64(signature),
    })),
  };
}

/** Checks the evidence, offline, against the checkpoint that it should be about. Throws Refusal. */
export function verifyFabricWitness(
  witness: Readonly<Record<string, unknown>>,
  checkpoint: Checkpoint,
  trust: Trust,
): FabricWitnessVerdict {
  const evidence = readEvidence(witness);
  const exchange = readExchange(evidence.question, evidence.answer);
  const { channel, chaincode } = exchange;
  const candidates = trust.ledgers.filter((each) => each.channel === channel && each.chaincode === chaincode);
  if (candidates.length === 0)
    throw new Refusal({ code: 'ledger-untrusted', ledger: `${channel}/${chaincode}` });
  requireQuestion(exchange, checkpoint);
  const { transactionId } = requireAnswer(exchange, checkpoint);
  const blockNumber = requireCommitted(exchange, checkpoint);
  const { kind, organisations } = firstThatAttests(candidates, evidence, exchange);
  return {
    ...{ kind, channel, chaincode, transactionId, blockNumber },
    organisations: organisations.map(({ mspId, name }) => ({ mspId, name })),
    attestedAt: new Date(exchange.askedAt).toISOString(),
  };
}

function readEvidence(witness: Readonly<Record<string, unknown>>): Evidence {
  try {
    const members = membersOf(witness, '/witness', ['kind', 'question', 'answer', 'attestations']);
    const parts = ['channelHeader', 'signatureHeader', 'call'];
    const question = membersOf(members.question, '/witness/question', parts);
    const { channelHeader, signatureHeader, call } = question;
    return {
      question: {
        channelHeader: bytesOf(channelHeader, '/witness/question/channelHeader'),
        signatureHeader: bytesOf(signatureHeader, '/witness/question/signatureHeader'),
        call: bytesOf(call, '/witness/question/call'),
      },
      answer: bytesOf(members.answer, '/witness/answer'),
      attestations: listOf(members.attestations, '/witness/attestations', attestationOf),
    };
  } catch (error) {
    if (error instanceof ShapeError) throw new Refusal({ code: 'witness-malformed', pointer: error.pointer });
    throw error;
  }
}

function attestationOf(value: unknown, pointer: string): Attestation {
  const members = membersOf(value, pointer, ['organisation', 'certificate', 'signature']);
  return {
    organisation: textOf(members.organisation, `${pointer}/organisation`),
    certificate: bytesOf(members.certificate, `${pointer}/certificate`),
    signature: bytesOf(members.signature, `${pointer}/signature`),
  };
}

function bytesOf(value: unknown, pointer: string): Uint8Array {
  try {
    return fromBase64(textOf(value, pointer));
  } catch {
    throw new ShapeError(pointer, 'base 64');
  }
}

function requireQuestion({ function: name, arguments: given }: Exchange, { origin, size }: Checkpoint): void {
  const asked = [name, ...given];
  const expected = ['CheckpointAt', origin, String(size)];
  if (asked.length !== expected.length || asked.some((text, i) => text !== expected[i]))
    throw new Refusal({ code: 'question-other' });
}

function requireAnswer({ answer }: Exchange, checkpoint: Checkpoint): AnchoredCheckpoint {
  if (answer.status !== 200 || answer.payload.length === 0) throw new Refusal({ code: 'answer-negative' });
  const held = attempt(() => decodeAnchored(answer.payload), {
    code: 'witness-malformed',
    pointer: '/witness/answer',
  });
  const { origin, size, root } = checkpoint;
  if (held.origin !== origin || held.size !== size || !equalBytes(held.root, root))
    throw new Refusal({ code: 'answer-mismatch' });
  return held;
}

/**
 * The answer must come from committed state: the chaincode read the one key where it keeps this checkpoint, found a
 * value with a version, and wrote nothing. Gives the number of the block that wrote it.
 */
function requireCommitted({ chaincode, answer }: Exchange, { origin, size }: Checkpoint): number {
  const changed = answer.namespaces.some(
    ({ collections, readsAndWrites: { writes, metadataWrites, rangeQueries } }) =>
      [collections, writes, metadataWrites, rangeQueries].some((list) => list.length > 0),
  );
  const own = answer.namespaces.filter(({ namespace }) => namespace === chaincode);
  const [read, ...more] = own.flatMap(({ readsAndWrites }) => readsAndWrites.reads);
  const [version] = read?.version ?? [];
  if (changed || more.length > 0 || read?.key !== checkpointKey(origin, size) || read.version.length !== 1)
    throw new Refusal({ code: 'answer-uncommitted' });
  return version!.blockNumber;
}

/**
 * Channels of different networks may bear the same name: the ledger is the first one in the trust file whose
 * organisations attested. When none is, the failure is that of the first.
 */
function firstThatAttests(
  candidates: readonly TrustedLedger[],
  { answer, attestations }: Evidence,
  { askedAt }: Exchange,
): Pick<TrustedLedger, 'kind' | 'organisations'> {
  let first: unknown;
  for (const ledger of candidates) {
    try {
      return { kind: ledger.kind, organisations: requireAttestations(answer, attestations, ledger, askedAt) };
    } catch (error) {
      first ??= error;
    }
  }
  throw first;
}
