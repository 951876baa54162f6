import { peer } from '@hyperledger/fabric-protos';
import type { ChaincodeDefinition } from '../plan.ts';
import type { OrganisationGateway } from './organisation-gateway.ts';

/** Fabric's chaincode lifecycle: each organisation approves a definition, then any of them commits it. */

/** The sequence number of the committed definition; 0 when the channel has none of that name. */
export async function committedSequence(gateway: OrganisationGateway, name: string): Promise<number> {
  const request = new peer.lifecycle.QueryChaincodeDefinitionsArgs();
  const bytes = await evaluate(gateway, 'QueryChaincodeDefinitions', request.serializeBinary());
  const result = peer.lifecycle.QueryChaincodeDefinitionsResult.deserializeBinary(bytes);
  const found = result.getChaincodeDefinitionsList().find((each) => each.getName() === name);
  return found?.getSequence() ?? 0;
}

/** MSP ids of the organisations that have approved this definition. */
export async function approvals(
  gateway: OrganisationGateway,
  definition: ChaincodeDefinition,
): Promise<string[]> {
  const request = new peer.lifecycle.CheckCommitReadinessArgs();
  fill(request, definition);
  const bytes = await evaluate(gateway, 'CheckCommitReadiness', request.serializeBinary());
  const result = peer.lifecycle.CheckCommitReadinessResult.deserializeBinary(bytes);
  return [...result.getApprovalsMap().entries()].filter(([, approved]) => approved).map(([mspId]) => mspId);
}

/** Approves for the gateway's own organisation, naming the package its peer runs. */
export async function approve(
  gateway: OrganisationGateway,
  definition: ChaincodeDefinition,
  packageId: string,
): Promise<void> {
  const local = new peer.lifecycle.ChaincodeSource.Local();
  local.setPackageId(packageId);
  const source = new peer.lifecycle.ChaincodeSource();
  source.setLocalPackage(local);
  const request = new peer.lifecycle.ApproveChaincodeDefinitionForMyOrgArgs();
  fill(request, definition);
  request.setSource(source);
  await submit(gateway, 'ApproveChaincodeDefinitionForMyOrg', request.serializeBinary(), [gateway.mspId]);
}

export async function commit(
  gateway: OrganisationGateway,
  definition: ChaincodeDefinition,
  organisations: string[],
): Promise<void> {
  const request = new peer.lifecycle.CommitChaincodeDefinitionArgs();
  fill(request, definition);
  await submit(gateway, 'CommitChaincodeDefinition', request.serializeBinary(), organisations);
}

interface DefinitionMessage {
  setName(name: string): void;
  setVersion(version: string): void;
  setSequence(sequence: number): void;
  setEndorsementPlugin(name: string): void;
  setValidationPlugin(name: string): void;
  setValidationParameter(bytes: Uint8Array): void;
  setInitRequired(required: boolean): void;
}

/** All organisations must state the same definition, defaults included; the policy is the channel's own. */
function fill(message: DefinitionMessage, { name, version, sequence }: ChaincodeDefinition): void {
  const policy = new peer.ApplicationPolicy();
  policy.setChannelConfigPolicyReference('/Channel/Application/Endorsement');
  message.setName(name);
  message.setVersion(version);
  message.setSequence(sequence);
  message.setEndorsementPlugin('escc');
  message.setValidationPlugin('vscc');
  message.setValidationParameter(policy.serializeBinary());
  message.setInitRequired(false);
}

async function evaluate(
  gateway: OrganisationGateway,
  name: string,
  request: Uint8Array,
): Promise<Uint8Array> {
  const contract = gateway.network.getContract('_lifecycle');
  return contract.evaluate(name, { arguments: [request], endorsingOrganizations: [gateway.mspId] });
}

/** @throws CommitError when the transaction was ordered but found invalid */
async function submit(
  gateway: OrganisationGateway,
  name: string,
  request: Uint8Array,
  endorsingOrganizations: string[],
): Promise<void> {
  const contract = gateway.network.getContract('_lifecycle');
  await contract.submit(name, { arguments: [request], endorsingOrganizations });
}
