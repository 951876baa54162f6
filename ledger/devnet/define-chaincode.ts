import type { common } from '@hyperledger/fabric-protos';
import { peer } from '@hyperledger/fabric-protos';
import { encodeReadWrites, type KeyWrite } from '#ledger/blocks/read-write-set.ts';
import { type SigningIdentity, signAs } from '#ledger/fabric-wire/identity.ts';
import { signedProposal } from '#ledger/fabric-wire/signed-proposal.ts';
import { chaincode, channelName } from './channel.ts';
import type { NodeIdentity } from './node-identity.ts';
import { prepareTransaction, proposalResponsePayload } from './wire/endorsed-action.ts';
import { readProposal } from './wire/proposal.ts';

const lifecycle = '_lifecycle';

/** The key whose version every transaction reads, so that one endorsed under an older definition conflicts. */
export const definitionKey = { namespace: lifecycle, key: `namespaces/fields/${chaincode.name}/Sequence` };

/**
 * The transaction that defines the chaincode on the channel, as a real network's commit of a definition leaves it in the
 * state. Approvals, which come before it there, are left out: nothing here asks for them.
 */
export function definitionTransaction(
  administrator: SigningIdentity,
  endorsers: readonly NodeIdentity[],
  now: Date,
): common.Envelope {
  const proposal = readProposal(
    signedProposal(
      {
        channel: channelName,
        chaincode: lifecycle,
        arguments: [Buffer.from('CommitChaincodeDefinition'), definitionArguments()],
        type: 'ENDORSER_TRANSACTION',
      },
      administrator,
      now,
    ),
  );
  const writes = definitionWrites();
  const reads = [{ key: `namespaces/metadata/${chaincode.name}`, version: undefined }];
  const payload = proposalResponsePayload(proposal, {
    chaincode: { name: lifecycle, version: 'syscc' },
    status: 200,
    message: '',
    payload: new Uint8Array(),
    readWrites: encodeReadWrites([{ namespace: lifecycle, reads, ranges: [], writes }]),
    event: undefined,
  });
  const endorsements = endorsers.map((endorser) => {
    const endorsement = new peer.Endorsement();
    endorsement.setEndorser(endorser.creator);
    endorsement.setSignature(endorser.sign(Buffer.concat([payload, endorser.creator])));
    return endorsement;
  });
  const envelope = prepareTransaction(proposal, payload, endorsements);
  envelope.setSignature(signAs(administrator, envelope.getPayload_asU8()));
  return envelope;
}

function definitionArguments(): Uint8Array {
  const request = new peer.lifecycle.CommitChaincodeDefinitionArgs();
  request.setName(chaincode.name);
  request.setVersion(chaincode.version);
  request.setSequence(chaincode.sequence);
  request.setEndorsementPlugin('escc');
  request.setValidationPlugin('vscc');
  request.setValidationParameter(policyReference());
  return request.serializeBinary();
}

/** One key for each field of the definition, and one that says which fields there are; ordered by key. */
function definitionWrites(): KeyWrite[] {
  const endorsement = new peer.lifecycle.ChaincodeEndorsementInfo();
  endorsement.setVersion(chaincode.version);
  endorsement.setEndorsementPlugin('escc');
  const validation = new peer.lifecycle.ChaincodeValidationInfo();
  validation.setValidationPlugin('vscc');
  validation.setValidationParameter(policyReference());
  const metadata = new peer.lifecycle.StateMetadata();
  metadata.setDatatype('ChaincodeDefinition');
  metadata.setFieldsList(['Sequence', 'EndorsementInfo', 'ValidationInfo', 'Collections']);
  const sequence = new peer.lifecycle.StateData();
  sequence.setInt64(chaincode.sequence);
  const field = (name: string, value: Uint8Array) => {
    return { key: `namespaces/fields/${chaincode.name}/${name}`, value };
  };
  return [
    field('Collections', bytesField(new peer.CollectionConfigPackage().serializeBinary())),
    field('EndorsementInfo', bytesField(endorsement.serializeBinary())),
    field('Sequence', sequence.serializeBinary()),
    field('ValidationInfo', bytesField(validation.serializeBinary())),
    { key: `namespaces/metadata/${chaincode.name}`, value: metadata.serializeBinary() },
  ];
}

function bytesField(bytes: Uint8Array): Uint8Array {
  const data = new peer.lifecycle.StateData();
  data.setBytes(bytes);
  return data.serializeBinary();
}

/** The definition names no policy of its own but the channel's: a majority of organisations. */
function policyReference(): Uint8Array {
  const policy = new peer.ApplicationPolicy();
  policy.setChannelConfigPolicyReference('/Channel/Application/Endorsement');
  return policy.serializeBinary();
}
