import { status } from '@grpc/grpc-js';
import type { Members } from '#ledger/blocks/members.ts';
import { channelName } from '../channel.ts';
import { Refused } from './refused.ts';

/** A request that its own signature speaks for: about the status of a transaction, or for events. */
export interface SignedRequest {
  readonly channel: string;
  readonly bytes: Uint8Array;
  readonly identity: Uint8Array;
  readonly signature: Uint8Array;
}

/** Requires that a member of an organisation with a peer has signed. */
export function requireReader(
  members: Members,
  { channel, bytes, identity, signature }: SignedRequest,
): void {
  if (channel !== channelName)
    throw new Refused(status.PERMISSION_DENIED, `Failed to get policy manager for channel [${channel}]`);
  const member = members.identify(identity);
  if (member?.isValid && member.group === 'application' && member.hasSigned(bytes, signature)) return;
  throw new Refused(
    status.PERMISSION_DENIED,
    `Failed evaluating policy on signed data during check policy on channel [${channel}] with policy ` +
      '[/Channel/Application/Readers]: [implicit policy evaluation failed - 0 sub-policies were satisfied, but this ' +
      "policy requires 1 of the 'Readers' sub-policies to be satisfied]",
  );
}
