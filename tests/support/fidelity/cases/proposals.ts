import { randomBytes } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import { type SigningIdentity, signAs } from '#ledger/fabric-wire/identity.ts';
import { createAuthority, issueIdentity } from '#ledger/x509/authority.ts';
import { type Bench, bureau, type FidelityCase, regulator } from '../bench.ts';
import { issueClient } from '../client.ts';
import { highS } from '../high-s.ts';
import { nobodyEvaluated, notAllEndorsed, notEndorsed, notEvaluated } from '../seen.ts';
import { type ProposalParts, signedBytesOf, withHeader, withSignature } from '../tamper.ts';

/** Proposals that a peer must not run: by whom, when and how they are made. */

const minute = 60_000;
const fromNow = (minutes: number) => new Date(Date.now() + minutes * minute);

const denied = 'error validating proposal: access denied: channel [shansu] creator org';
const unknown = `${denied} unknown, creator is malformed`;
const invalid = `${denied} [${bureau}]`;
const expired = 'proposal client identity expired';
const remotely = (message: string) => `rpc error: code = Unknown desc = ${message}`;

type Makes = (bench: Bench) => SigningIdentity;

const stranger =
  (mspId: string): Makes =>
  () => {
    const validity = { notBefore: fromNow(-5), notAfter: fromNow(60) };
    const authority = createAuthority({ organization: 'Nobody', commonName: 'root' }, validity);
    return { mspId, ...issueIdentity(authority, 'stranger', 'client') };
  };
const borrowed: Makes = ({ client }) => ({ ...client.identity, mspId: regulator });
const withoutRole: Makes = ({ client }) => issueClient(client.profile, bureau, { role: 'none' });
const outdated: Makes = ({ client }) => issueClient(client.profile, bureau, { notAfter: fromNow(-1) });
const early: Makes = ({ client }) => issueClient(client.profile, bureau, { notBefore: fromNow(10) });

async function evaluateAs(bench: Bench, identity: SigningIdentity, organisations?: string[]) {
  using client = bench.client.as(identity);
  const options = organisations ? { endorsingOrganizations: organisations } : {};
  return Buffer.from(await client.contract.evaluate('get', { arguments: ['k'], ...options })).toString();
}

async function endorseAs(bench: Bench, identity: SigningIdentity, organisations?: string[]) {
  using client = bench.client.as(identity);
  const options = organisations ? { endorsingOrganizations: organisations } : {};
  return await client.contract.newProposal('get', { arguments: ['k'], ...options }).endorse();
}

/** Refused by the endorser itself: another peer is not asked. */
function refused(what: string, makes: Makes, message: string): FidelityCase[] {
  return [
    {
      name: `${what}, endorsing`,
      run: (bench) => endorseAs(bench, makes(bench)),
      sees: notEndorsed(message),
    },
    {
      name: `${what}, evaluating`,
      run: (bench) => evaluateAs(bench, makes(bench)),
      sees: notEvaluated('9 FAILED_PRECONDITION', message),
    },
  ];
}

export const identityCases: readonly FidelityCase[] = [
  ...refused('a foreign certificate authority', stranger(bureau), unknown),
  ...refused('an MSP id that is not on the channel', stranger('NopeMSP'), unknown),
  ...refused('the MSP id of the other organisation', borrowed, unknown),
  ...refused('a certificate without role', withoutRole, invalid),
  {
    name: 'an expired certificate, endorsing',
    run: (bench) => endorseAs(bench, outdated(bench)),
    sees: notEndorsed(expired),
  },
  {
    name: 'an expired certificate, endorsing with both organisations named',
    run: (bench) => endorseAs(bench, outdated(bench), [bureau, regulator]),
    sees: notAllEndorsed({ [bureau]: expired, [regulator]: remotely(expired) }),
  },
  {
    name: 'an expired certificate, evaluating',
    run: (bench) => evaluateAs(bench, outdated(bench)),
    sees: nobodyEvaluated('14 UNAVAILABLE', { [bureau]: expired, [regulator]: remotely(expired) }),
  },
  {
    name: 'an expired certificate, evaluating at the other organisation',
    run: (bench) => evaluateAs(bench, outdated(bench), [regulator]),
    sees: nobodyEvaluated('14 UNAVAILABLE', { [regulator]: remotely(expired) }),
  },
  {
    name: 'a certificate that is not valid yet passes',
    run: (bench) => evaluateAs(bench, early(bench)),
    sees: '',
  },
];

function signedWith(what: string, sign: (bench: Bench, bytes: Uint8Array) => Uint8Array): FidelityCase {
  return {
    name: `a proposal with ${what}`,
    run: (bench) => {
      const proposal = bench.propose('get', 'k');
      const signature = sign(bench, signedBytesOf(proposal));
      return withSignature(bench.client, proposal, signature).endorse();
    },
    sees: notEndorsed(invalid),
  };
}

type Change = (parts: ProposalParts) => unknown;

function changed(what: string, change: Change, message: string): FidelityCase[] {
  const proposal = (bench: Bench) => withHeader(bench.client, bench.propose('get', 'k'), change);
  return [
    {
      name: `${what}, endorsing`,
      run: (bench) => proposal(bench).endorse(),
      sees: notEndorsed(`error validating proposal: ${message}`),
    },
    {
      name: `${what}, evaluating`,
      run: (bench) => proposal(bench).evaluate(),
      sees: notEvaluated('9 FAILED_PRECONDITION', `error validating proposal: ${message}`),
    },
  ];
}

const proposedAt =
  (minutes: number): Change =>
  ({ channelHeader }) =>
    channelHeader.getTimestamp()!.fromDate(fromNow(minutes));
const offTime =
  'request unauthorized due to incorrect timestamp <time>, peer time <time>, peer.authentication.timewindow 15m0s';

function offBy(minutes: number): FidelityCase[] {
  const proposal = (bench: Bench) => withHeader(bench.client, bench.propose('get', 'k'), proposedAt(minutes));
  return [
    {
      name: `a clock that is off by ${minutes} minutes, endorsing`,
      run: (bench) => proposal(bench).endorse(),
      sees: notEndorsed(offTime),
    },
    {
      name: `a clock that is off by ${minutes} minutes, evaluating`,
      run: (bench) => proposal(bench).evaluate(),
      sees: nobodyEvaluated('14 UNAVAILABLE', { [bureau]: offTime, [regulator]: remotely(offTime) }),
    },
  ];
}

const duplicate = 'duplicate transaction found [<id>]. Creator [<creator>]';

async function committedProposal(bench: Bench) {
  const proposal = bench.propose('put', bench.key(), 'v');
  await bench.commit(await proposal.endorse());
  return proposal;
}

export const proposalCases: readonly FidelityCase[] = [
  signedWith('a signature over something else', ({ client }) =>
    signAs(client.identity, Buffer.from('something else')),
  ),
  signedWith('another client’s signature', ({ other }, bytes) => signAs(other.identity, bytes)),
  signedWith('a signature that is none', () => randomBytes(64)),
  signedWith('a signature with a high S', ({ client }, bytes) => highS(signAs(client.identity, bytes))),
  ...changed(
    'another transaction id',
    ({ channelHeader }) => channelHeader.setTxId('00'),
    "incorrectly computed txid '00' -- expected '<id>'",
  ),
  ...changed('no nonce', ({ signatureHeader }) => signatureHeader.setNonce(''), 'nonce is empty'),
  ...changed('epoch 1', ({ channelHeader }) => channelHeader.setEpoch(1), 'epoch is non-zero'),
  ...changed(
    'a header type that is none for proposals',
    ({ channelHeader }) => channelHeader.setType(common.HeaderType.CONFIG_UPDATE),
    'invalid header type CONFIG_UPDATE',
  ),
  ...offBy(16),
  ...offBy(-16),
  {
    name: 'a clock that is off by 14 minutes passes',
    run: async (bench) => {
      const proposal = withHeader(bench.client, bench.propose('get', 'k'), proposedAt(14));
      return Buffer.from(await proposal.evaluate()).toString();
    },
    sees: '',
  },
  {
    name: 'the same proposal after it is committed, endorsing',
    run: async (bench) => (await committedProposal(bench)).endorse(),
    sees: notEndorsed(duplicate),
  },
  {
    name: 'the same proposal after it is committed, evaluating',
    run: async (bench) => (await committedProposal(bench)).evaluate(),
    sees: notEvaluated('9 FAILED_PRECONDITION', duplicate),
  },
];
