import { common, msp } from '@hyperledger/fabric-protos';
import { type MemberOrganisation, Members } from './members.ts';
import { type OrderingRules, orderingRulesIn } from './ordering-rules.ts';

/** What a channel's configuration says that blocks are judged by. */
export interface ChannelConfiguration {
  readonly ordering: OrderingRules;
  /** The organisations with peers. */
  readonly members: Members;
}

/**
 * Reads the transaction that sets the channel's configuration.
 * @throws Error when it is none, or orders blocks in a way that is not known here
 */
export function configurationIn(envelope: Uint8Array): ChannelConfiguration {
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(envelope).getPayload_asU8(),
  );
  const config = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig();
  const groups = config?.getChannelGroup()?.getGroupsMap();
  const [orderers, application] = [groups?.get('Orderer'), groups?.get('Application')];
  if (!orderers || !application) throw new Error('no configuration of a channel');
  return {
    ordering: orderingRulesIn(orderers, membersOf(orderers, 'orderer')),
    members: membersOf(application, 'application'),
  };
}

function membersOf(group: common.ConfigGroup, kind: MemberOrganisation['group']): Members {
  const organisations: MemberOrganisation[] = [];
  group.getGroupsMap().forEach((each) => {
    organisations.push(memberIn(each, kind));
  });
  return new Members(organisations);
}

/** The group may have any name; what stands beside signatures is the MSP id. */
function memberIn(organisation: common.ConfigGroup, group: MemberOrganisation['group']): MemberOrganisation {
  const value = organisation.getValuesMap().get('MSP')?.getValue_asU8() ?? new Uint8Array();
  const fabric = msp.FabricMSPConfig.deserializeBinary(
    msp.MSPConfig.deserializeBinary(value).getConfig_asU8(),
  );
  const authorities = [...fabric.getRootCertsList_asU8(), ...fabric.getIntermediateCertsList_asU8()];
  const authorityPems = authorities.map((pem) => Buffer.from(pem).toString());
  return { mspId: fabric.getName(), group, authorityPems };
}
