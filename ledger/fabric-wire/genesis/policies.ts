import { common, msp } from '@hyperledger/fabric-protos';
import { serializedIdentity } from '../identity.ts';

/** The channel's policies: who must sign what (Fabric's policies.proto). */

export type PolicyRole = 'MEMBER' | 'ADMIN' | 'PEER';

/** One signature by somebody of this organisation in this role. */
export function signedBy(mspId: string, role: PolicyRole): common.Policy {
  const roleOf = new msp.MSPRole();
  roleOf.setMspIdentifier(mspId);
  roleOf.setRole(msp.MSPRole.MSPRoleType[role]);
  return signaturePolicy(1, [principal(msp.MSPPrincipal.Classification.ROLE, roleOf.serializeBinary())]);
}

export interface NamedIdentity {
  readonly mspId: string;
  readonly certificatePem: string;
}

/** `count` signatures out of exactly these certificates. */
export function signedByIdentities(count: number, identities: readonly NamedIdentity[]): common.Policy {
  const principals = identities.map(({ mspId, certificatePem }) =>
    principal(msp.MSPPrincipal.Classification.IDENTITY, serializedIdentity(mspId, certificatePem)),
  );
  return signaturePolicy(count, principals);
}

/** As many of the child groups as `rule` says must satisfy their own policy of the name `subPolicy`. */
export function implicitMeta(rule: 'ANY' | 'MAJORITY', subPolicy: string): common.Policy {
  const implicit = new common.ImplicitMetaPolicy();
  implicit.setRule(common.ImplicitMetaPolicy.Rule[rule]);
  implicit.setSubPolicy(subPolicy);
  return policy(common.Policy.PolicyType.IMPLICIT_META, implicit.serializeBinary());
}

function signaturePolicy(count: number, principals: msp.MSPPrincipal[]): common.Policy {
  const nOutOf = new common.SignaturePolicy.NOutOf();
  nOutOf.setN(count);
  nOutOf.setRulesList(principals.map((_, index) => signatureOf(index)));
  const rule = new common.SignaturePolicy();
  rule.setNOutOf(nOutOf);
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setVersion(0);
  envelope.setRule(rule);
  envelope.setIdentitiesList(principals);
  return policy(common.Policy.PolicyType.SIGNATURE, envelope.serializeBinary());
}

function signatureOf(principalIndex: number): common.SignaturePolicy {
  const rule = new common.SignaturePolicy();
  rule.setSignedBy(principalIndex);
  return rule;
}

function principal(
  classification: msp.MSPPrincipal.ClassificationMap[keyof msp.MSPPrincipal.ClassificationMap],
  bytes: Uint8Array,
): msp.MSPPrincipal {
  const made = new msp.MSPPrincipal();
  made.setPrincipalClassification(classification);
  made.setPrincipal(bytes);
  return made;
}

function policy(type: number, value: Uint8Array): common.Policy {
  const made = new common.Policy();
  made.setType(type);
  made.setValue(value);
  return made;
}
