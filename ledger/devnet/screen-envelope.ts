import { common } from '@hyperledger/fabric-protos';
import { expiryOf, type Members } from '#ledger/blocks/members.ts';
import { readHeader } from '#ledger/blocks/transaction.ts';
import { batchLimits } from './channel.ts';

/** Why the orderer does not take an envelope. */
export interface Rejection {
  readonly status: 'BAD_REQUEST' | 'FORBIDDEN';
  readonly info: string;
}

/** What an orderer checks before it accepts: that somebody who may write has signed. Endorsements are the peers' business. */
export function screenEnvelope(
  envelope: common.Envelope,
  members: Members,
  now: Date,
): Rejection | undefined {
  const bytes = envelope.getPayload_asU8();
  const { creator } = readHeader(common.Payload.deserializeBinary(bytes));
  const expiry = expiryOf(creator);
  if (expiry && now >= expiry) return { status: 'BAD_REQUEST', info: 'broadcast client identity expired' };
  const size = bytes.length + envelope.getSignature_asU8().length;
  if (size > batchLimits.absoluteMaxBytes) {
    const info = `message payload is ${size} bytes and exceeds maximum allowed ${batchLimits.absoluteMaxBytes} bytes`;
    return { status: 'BAD_REQUEST', info };
  }
  const member = members.identify(creator);
  if (member?.isValid && member.hasSigned(bytes, envelope.getSignature_asU8())) return undefined;
  return {
    status: 'FORBIDDEN',
    info:
      'implicit policy evaluation failed - 0 sub-policies were satisfied, but this policy requires 1 of the ' +
      "'Writers' sub-policies to be satisfied: permission denied",
  };
}
