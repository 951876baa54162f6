import { common, msp } from '@hyperledger/fabric-protos';
import type { Members } from './members.ts';

/** Whose signatures make a block genuine, as a channel's configuration says. */
export interface OrderingRules {
  /** How many different orderers must have signed. */
  readonly quorum: number;
  /** The organisations that order. */
  readonly members: Members;
  /** Identities of orderers by the number that stands for them in a signature; SmartBFT only. */
  readonly consenters: ReadonlyMap<number, Uint8Array>;
  /** The only identities that may sign, where the rule names them; else any orderer of these organisations may. */
  readonly named: readonly Uint8Array[] | undefined;
}

/**
 * Reads the rules out of the configuration's group of orderers.
 * @throws Error when it has a rule of another form than Fabric's two: any orderer, or so many of a list
 */
export function orderingRulesIn(group: common.ConfigGroup, members: Members): OrderingRules {
  const policy = group.getPoliciesMap().get('BlockValidation')?.getPolicy();
  if (!policy) throw new Error('the configuration does not say who signs blocks');
  return { ...signingRule(policy), members, consenters: consentersIn(group) };
}

function signingRule(policy: common.Policy): Pick<OrderingRules, 'quorum' | 'named'> {
  const value = policy.getValue_asU8();
  if (policy.getType() === common.Policy.PolicyType.IMPLICIT_META) {
    const { rule } = common.ImplicitMetaPolicy.deserializeBinary(value).toObject();
    if (rule === common.ImplicitMetaPolicy.Rule.ANY) return { quorum: 1, named: undefined };
  }
  if (policy.getType() === common.Policy.PolicyType.SIGNATURE) {
    const signed = common.SignaturePolicyEnvelope.deserializeBinary(value);
    const list = signed.getRule()?.getNOutOf();
    const principals = signed.getIdentitiesList();
    const counted = new Set(list?.getRulesList().map((rule) => rule.hasSignedBy() && rule.getSignedBy()));
    const areNamed = principals.every(
      (each) => each.getPrincipalClassification() === msp.MSPPrincipal.Classification.IDENTITY,
    );
    if (list && areNamed && !counted.has(false) && counted.size === principals.length)
      return { quorum: list.getN(), named: principals.map((each) => each.getPrincipal_asU8()) };
  }
  throw new Error('the configuration says in an unknown way who signs blocks');
}

function consentersIn(group: common.ConfigGroup): Map<number, Uint8Array> {
  const value = group.getValuesMap().get('Orderers')?.getValue_asU8() ?? new Uint8Array();
  const mapping = common.Orderers.deserializeBinary(value).getConsenterMappingList();
  return new Map(
    mapping.map((each) => {
      const identity = new msp.SerializedIdentity();
      identity.setMspid(each.getMspId());
      identity.setIdBytes(each.getIdentity_asU8());
      return [each.getId(), identity.serializeBinary()];
    }),
  );
}
