import { type Bench, bureau, type FidelityCase, regulator } from '../bench.ts';
import { notAllEndorsed, notEndorsed, notEvaluated, notOrdered, seen } from '../seen.ts';

/** Calls of the contract: what it gives back, and what becomes of its refusals. */

function endorseNaming(bench: Bench, organisations: string[], name: string, ...args: string[]) {
  const options = { arguments: args, endorsingOrganizations: organisations };
  return bench.client.contract.newProposal(name, options).endorse();
}

const refusal = 'chaincode response 500, code: because';

export const callCases: readonly FidelityCase[] = [
  {
    name: 'a write: endorse, submit, status',
    run: async (bench) => {
      const transaction = await bench.endorse('put', bench.key(), 'v');
      const { code, successful } = await bench.commit(transaction);
      return { code, successful, result: Buffer.from(transaction.getResult()).toString().slice(0, 8) };
    },
    sees: { code: 0, successful: true, result: 'put key-' },
  },
  {
    name: 'a transaction that only reads takes a place in a block',
    run: async (bench) => (await bench.submit('get', bench.key())).code,
    sees: 0,
  },
  {
    name: 'evaluating a function that writes gives its result and writes nothing',
    run: async (bench) => {
      const key = bench.key();
      const result = await bench.evaluate('append', key, 'v');
      return { result, kept: await bench.evaluate('get', key) };
    },
    sees: { result: 'v', kept: '' },
  },
  {
    name: 'a contract reads what is committed, not what it has just put',
    run: (bench) => bench.evaluate('putThenGet', bench.key(), 'v'),
    sees: 'nothing',
  },
  {
    name: 'a key that is not there is empty',
    run: (bench) => bench.evaluate('get', bench.key()),
    sees: '',
  },
  {
    name: 'an empty value deletes the key',
    run: async (bench) => {
      const key = bench.key();
      await bench.submit('put', key, 'v');
      const before = await bench.evaluate('get', key);
      await bench.submit('put', key, '');
      const after = await bench.evaluate('get', key);
      return { before, after, inRange: await bench.evaluate('count', key, `${key}~`) };
    },
    sees: { before: 'v', after: '', inRange: '0' },
  },
  { name: 'the contract knows who calls', run: (bench) => bench.evaluate('whoCalls'), sees: bureau },
  {
    name: 'a client of the other organisation is served at this peer',
    run: async (bench) => {
      using client = bench.client.as(bench.other.identity);
      return Buffer.from(await client.contract.evaluate('whoCalls')).toString();
    },
    sees: regulator,
  },
  {
    name: 'a refusal, evaluated',
    run: (bench) => bench.evaluate('refuse', 'code: because'),
    sees: notEvaluated('2 UNKNOWN', refusal),
  },
  {
    name: 'a refusal, endorsed',
    run: (bench) => bench.endorse('refuse', 'code: because'),
    sees: notEndorsed(refusal),
  },
  {
    name: 'a refusal, endorsed with both organisations named',
    run: (bench) => endorseNaming(bench, [bureau, regulator], 'refuse', 'code: because'),
    sees: notAllEndorsed({ [bureau]: refusal, [regulator]: refusal }),
  },
  {
    name: 'a refusal of 4000 letters',
    run: (bench) => bench.evaluate('refuse', 'x'.repeat(4000)),
    sees: notEvaluated('2 UNKNOWN', `chaincode response 500, ${'x'.repeat(4000)}`),
  },
  {
    name: 'a function that does not exist',
    run: (bench) => bench.endorse('frobnicate'),
    sees: notEndorsed('chaincode response 500, no function frobnicate'),
  },
  {
    name: 'only the other organisation refuses',
    run: (bench) => bench.endorse('refuseAt', regulator),
    sees: notAllEndorsed({ [regulator]: `chaincode response 500, not at ${regulator}` }),
  },
  {
    name: 'organisations come to different results',
    run: (bench) => bench.endorse('differ'),
    sees: notAllEndorsed({ [regulator]: 'ProposalResponsePayloads do not match' }),
  },
  {
    name: 'only one organisation endorses',
    run: async (bench) => {
      const transaction = await endorseNaming(bench, [bureau], 'put', bench.key(), 'v');
      return (await bench.commit(transaction)).code;
    },
    sees: 10,
  },
  {
    name: 'submitting as one step, when the transaction ends invalid',
    run: (bench) => {
      const options = { arguments: [bench.key(), 'v'], endorsingOrganizations: [bureau] };
      return bench.client.contract.submit('put', options);
    },
    sees: { error: 'CommitError', code: 10 },
  },
  {
    name: 'a value of 6 MB',
    run: async (bench) => (await bench.submit('putLarge', bench.key(), '6000000')).code,
    sees: 0,
  },
  {
    name: 'an argument of 5 MB',
    run: async (bench) => (await bench.submit('put', bench.key(), 'x'.repeat(5_000_000))).code,
    sees: 0,
  },
  {
    name: 'an envelope of more than 10 MiB',
    run: (bench) => bench.submit('putLarge', bench.key(), String(10 * 1024 * 1024)),
    sees: notOrdered(
      'BAD_REQUEST',
      'message payload is <n> bytes and exceeds maximum allowed 10485760 bytes',
    ),
  },
];

/** Calls that name what does not exist. */
export const strayCases: readonly FidelityCase[] = [
  {
    name: 'an organisation that does not exist, endorsing',
    run: (bench) => endorseNaming(bench, ['NopeMSP'], 'get', 'k'),
    sees: seen('EndorseError', 14, '14 UNAVAILABLE: failed to find any endorsing peers for org(s): NopeMSP'),
  },
  {
    name: 'an organisation that does not exist, evaluating',
    run: (bench) => {
      const options = { arguments: ['k'], endorsingOrganizations: ['NopeMSP'] };
      return bench.client.contract.evaluate('get', options);
    },
    sees: noPeers('witness'),
  },
  {
    name: 'a chaincode that does not exist, evaluated',
    run: (bench) => bench.client.network.getContract('nope').evaluate('get'),
    sees: noPeers('nope'),
  },
  {
    name: 'a chaincode that does not exist, endorsed',
    run: (bench) => bench.client.network.getContract('nope').newProposal('get').endorse(),
    sees: noMetadata('nope', 'shansu'),
  },
  {
    name: 'a chaincode that does not exist, endorsed with organisations named',
    run: (bench) => {
      const options = { endorsingOrganizations: [bureau, regulator] };
      return bench.client.network.getContract('nope').newProposal('get', options).endorse();
    },
    sees: seen(
      'EndorseError',
      14,
      `14 UNAVAILABLE: failed to find any endorsing peers for org(s): ${bureau}, ${regulator}`,
    ),
  },
  {
    name: 'a channel that does not exist, evaluated',
    run: (bench) => bench.client.gateway.getNetwork('nope').getContract('witness').evaluate('get'),
    sees: seen(
      'GatewayError',
      14,
      '14 UNAVAILABLE: failed to get config for channel [nope]: could not get last config for channel nope',
    ),
  },
  {
    name: 'a channel that does not exist, endorsed',
    run: (bench) =>
      bench.client.gateway.getNetwork('nope').getContract('witness').newProposal('get').endorse(),
    sees: noMetadata('witness', 'nope'),
  },
  {
    name: 'the peer’s own query chaincode, endorsed',
    run: (bench) => {
      const contract = bench.client.network.getContract('qscc');
      return contract.newProposal('GetChainInfo', { arguments: ['shansu'] }).endorse();
    },
    sees: noMetadata('qscc', 'shansu'),
  },
];

function noPeers(chaincode: string) {
  const message = `no peers available to evaluate chaincode ${chaincode} in channel shansu`;
  return seen('GatewayError', 9, `9 FAILED_PRECONDITION: ${message}`);
}

function noMetadata(chaincode: string, channel: string) {
  return seen(
    'EndorseError',
    9,
    '9 FAILED_PRECONDITION: no combination of peers can be derived which satisfy the endorsement policy: ' +
      `No metadata was found for chaincode ${chaincode} in channel ${channel}`,
  );
}
