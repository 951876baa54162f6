import { randomBytes } from 'node:crypto';
import { ledger, peer } from '@hyperledger/fabric-protos';
import { creatorOf, signAs } from '#ledger/fabric-wire/identity.ts';
import type { Bench, FidelityCase } from '../bench.ts';
import { highS } from '../high-s.ts';
import { type TransactionParts, withTransaction } from '../tamper.ts';

/** Transactions that were changed after they were endorsed. */

type Change = (parts: TransactionParts, bench: Bench) => void;

/** Endorsed properly, then changed and signed again: the orderer takes it, the status says what the peers found. */
function changed(name: string, change: Change, code: number): FidelityCase {
  return {
    name: `in a transaction: ${name}`,
    run: async (bench) => {
      const transaction = await bench.endorse('put', bench.key(), 'v');
      const other = withTransaction(bench.client, transaction, (parts) => change(parts, bench));
      return (await bench.commit(other)).code;
    },
    sees: code,
  };
}

const { kvrwset, TxReadWriteSet } = ledger.rwset;

export const writeSomethingElse: Change = ({ action }) => {
  const results = TxReadWriteSet.deserializeBinary(action.getResults_asU8());
  const own = results.getNsRwsetList().find((each) => each.getNamespace() === 'witness')!;
  const keys = kvrwset.KVRWSet.deserializeBinary(own.getRwset_asU8());
  keys.getWritesList()[0]!.setValue(Buffer.from('something else'));
  own.setRwset(keys.serializeBinary());
  action.setResults(results.serializeBinary());
};

function endorsedBy(choose: (endorsements: readonly peer.Endorsement[]) => peer.Endorsement[]): Change {
  return (parts) => {
    parts.endorsements = choose(parts.endorsements);
  };
}

const flipBit: Change = ({ endorsements }) => {
  const signature = endorsements[0]!.getSignature_asU8();
  signature[20]! ^= 1;
  endorsements[0]!.setSignature(signature);
};

const endorseAsClient: Change = ({ endorsements, responsePayload, action }, { client }) => {
  responsePayload.setExtension$(action.serializeBinary());
  const creator = creatorOf(client.identity);
  const signed = Buffer.concat([responsePayload.serializeBinary(), creator]);
  endorsements[0]!.setEndorser(creator);
  endorsements[0]!.setSignature(signAs(client.identity, signed));
};

const callSomethingElse: Change = ({ actionPayload }) => {
  const bytes = actionPayload.getChaincodeProposalPayload_asU8();
  const payload = peer.ChaincodeProposalPayload.deserializeBinary(bytes);
  const invocation = peer.ChaincodeInvocationSpec.deserializeBinary(payload.getInput_asU8());
  invocation
    .getChaincodeSpec()!
    .getInput()!
    .setArgsList([Buffer.from('get')]);
  payload.setInput(invocation.serializeBinary());
  actionPayload.setChaincodeProposalPayload(payload.serializeBinary());
};

const setEvent: Change = ({ action }) => {
  const event = new peer.ChaincodeEvent();
  event.setChaincodeId('witness');
  event.setEventName('forged');
  action.setEvents(event.serializeBinary());
};

export const tamperedCases: readonly FidelityCase[] = [
  changed('nothing changed, but signed again', () => undefined, 0),
  changed('what is written', writeSomethingElse, 10),
  changed(
    'an endorsement missing',
    endorsedBy(([, second]) => [second!]),
    10,
  ),
  changed(
    'no endorsement',
    endorsedBy(() => []),
    10,
  ),
  changed(
    'one endorsement twice',
    endorsedBy(([first]) => [first!, first!]),
    10,
  ),
  changed(
    'one endorsement twice beside the other',
    endorsedBy(([first, second]) => [first!, second!, first!]),
    0,
  ),
  changed('a bit of an endorsement', flipBit, 10),
  changed(
    'an endorsement with a high S',
    ({ endorsements: [first] }) => first!.setSignature(highS(first!.getSignature_asU8())),
    10,
  ),
  changed('an endorsement by a client', endorseAsClient, 10),
  changed('an event that nobody endorsed', setEvent, 10),
  changed('the version of the chaincode', ({ action }) => action.getChaincodeId()!.setVersion('9'), 10),
  changed('the name of the chaincode', ({ action }) => action.getChaincodeId()!.setName('other'), 25),
  changed('the proposal hash', ({ responsePayload }) => responsePayload.setProposalHash(randomBytes(32)), 5),
  changed('the time in the header', ({ channelHeader }) => channelHeader.getTimestamp()!.setNanos(1), 5),
  changed('the arguments', callSomethingElse, 5),
  changed('epoch 1 in the header', ({ channelHeader }) => channelHeader.setEpoch(1), 3),
];
