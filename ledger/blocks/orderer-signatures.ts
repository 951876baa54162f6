import { common } from '@hyperledger/fabric-protos';
import { attempt } from './attempt.ts';
import { headerDer } from './block.ts';
import type { OrderingRules } from './ordering-rules.ts';

/**
 * Why a block does not bear the signatures that it needs; nothing when it does. Each signature must hold, also those beyond
 * the quorum, so that none can be altered unseen.
 *
 * @param slot the first of the block's metadata: what the orderers say of the block, and their signatures
 * @param at when the block was made, by which certificates must be valid; nothing when nobody knows
 */
export function signatureFault(
  header: common.BlockHeader,
  slot: Uint8Array,
  { rules, at }: { readonly rules: OrderingRules; readonly at: Date | undefined },
): string | undefined {
  const metadata = common.Metadata.deserializeBinary(slot);
  const signers = new Set<string>();
  for (const signature of metadata.getSignaturesList()) {
    const { identity, context } = signerOf(signature, rules);
    if (!identity) return 'signed by nobody that the channel knows';
    const signed = Buffer.concat([metadata.getValue_asU8(), context, headerDer(header)]);
    const fault = faultOf(identity, rules, at, (member) =>
      member.hasSigned(signed, signature.getSignature_asU8()),
    );
    if (fault) return fault;
    signers.add(Buffer.from(identity).toString('hex'));
  }
  if (signers.size >= rules.quorum) return undefined;
  return `${signers.size} of the ${rules.quorum} orderers that must sign`;
}

type Member = NonNullable<ReturnType<OrderingRules['members']['identify']>>;

function faultOf(
  identity: Uint8Array,
  { members, named }: OrderingRules,
  at: Date | undefined,
  hasSigned: (member: Member) => boolean,
): string | undefined {
  const member = members.identify(identity);
  if (!member) return 'signed by nobody of an ordering organisation';
  const who = `an orderer of ${member.mspId}`;
  if (named && !named.some((each) => Buffer.compare(each, identity) === 0))
    return `signed by ${who} that the channel does not name`;
  if (member.role !== 'orderer') return `signed by somebody of ${member.mspId} who is no orderer`;
  if (at && !member.wasValidAt(at)) return `the certificate of ${who} was not valid at ${at.toISOString()}`;
  return hasSigned(member) ? undefined : `the signature of ${who} does not fit`;
}

/** Raft's orderers send their whole identity along, SmartBFT's their number. Either stands in what is signed. */
function signerOf(
  signature: common.MetadataSignature,
  { consenters }: OrderingRules,
): { identity: Uint8Array | undefined; context: Uint8Array } {
  const full = signature.getSignatureHeader_asU8();
  const short = signature.getIdentifierHeader_asU8();
  if (full.length === 0) {
    const number = attempt(() => common.IdentifierHeader.deserializeBinary(short).getIdentifier());
    return { identity: consenters.get(number ?? 0), context: short };
  }
  const identity = attempt(() => common.SignatureHeader.deserializeBinary(full).getCreator_asU8());
  return { identity, context: full };
}
