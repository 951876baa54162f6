import { common } from '@hyperledger/fabric-protos';

/** The policy that may change a value, group or policy: always the group's own administrators. */
const modifiedBy = 'Admins';

interface Encodable {
  serializeBinary(): Uint8Array;
}

export interface GroupContent {
  readonly values: Readonly<Record<string, Encodable>>;
  readonly policies: Readonly<Record<string, common.Policy>>;
  readonly groups?: Readonly<Record<string, common.ConfigGroup>>;
}

/** A node of the channel's configuration tree, at version 0 throughout as the first block wants it. */
export function configGroup(content: GroupContent): common.ConfigGroup {
  const group = new common.ConfigGroup();
  group.setVersion(0);
  group.setModPolicy(modifiedBy);
  for (const [name, value] of Object.entries(content.values))
    group.getValuesMap().set(name, configValue(value));
  for (const [name, policy] of Object.entries(content.policies)) {
    group.getPoliciesMap().set(name, configPolicy(policy));
  }
  for (const [name, child] of Object.entries(content.groups ?? {})) group.getGroupsMap().set(name, child);
  return group;
}

export function capabilities(...names: readonly string[]): common.Capabilities {
  const message = new common.Capabilities();
  for (const name of names) message.getCapabilitiesMap().set(name, new common.Capability());
  return message;
}

function configValue(value: Encodable): common.ConfigValue {
  const made = new common.ConfigValue();
  made.setVersion(0);
  made.setModPolicy(modifiedBy);
  made.setValue(value.serializeBinary());
  return made;
}

function configPolicy(policy: common.Policy): common.ConfigPolicy {
  const made = new common.ConfigPolicy();
  made.setVersion(0);
  made.setModPolicy(modifiedBy);
  made.setPolicy(policy);
  return made;
}
