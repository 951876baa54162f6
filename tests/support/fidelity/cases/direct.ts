import { readFileSync } from 'node:fs';
import { common } from '@hyperledger/fabric-protos';
import { Members } from '#ledger/blocks/members.ts';
import { signedResult } from '#ledger/fabric/signed-answer.ts';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import type { SigningIdentity } from '#ledger/fabric-wire/identity.ts';
import { type PeerCall, PeerEndorser, PeerRefused } from '#ledger/fabric-wire/peer-endorser.ts';
import type { Bench, FidelityCase } from '../bench.ts';
import { clientOf, issueClient } from '../client.ts';

/** What a peer answers when it is asked itself, without a gateway in between. */

const channel = 'shansu';
const type = 'ENDORSER_TRANSACTION';
const given = (...texts: readonly string[]) => texts.map((text) => Buffer.from(text));

/** What came back, or what kind of failure with which text. */
async function ask(
  profile: ConnectionProfile,
  call: PeerCall,
  { at = 0, as = undefined as SigningIdentity | undefined, trusting = 0 } = {},
): Promise<unknown> {
  const peer = profile.peers[at]!;
  const tlsRootPem = readFileSync(peer.tlsRootPath, 'utf8');
  using endorser = new PeerEndorser(peer, tlsRootPem, as ?? clientOf(profile));
  try {
    const answer = await endorser.ask(call);
    const { mspId, certificateRootPath } = profile.organisations[trusting]!;
    const authorityPems = [readFileSync(certificateRootPath, 'utf8')];
    return signedResult(answer, mspId, new Members([{ mspId, group: 'application', authorityPems }]));
  } catch (error) {
    if (error instanceof PeerRefused) return { refused: error.status, message: error.message };
    const { code, details, message } = error as { code?: number; details?: string; message: string };
    return code === undefined ? { failed: message } : { code, details };
  }
}

const chainInfo: PeerCall = { channel, chaincode: 'qscc', arguments: given('GetChainInfo', channel), type };
const heightOf = (answer: unknown) =>
  answer instanceof Uint8Array ? common.BlockchainInfo.deserializeBinary(answer).getHeight() : answer;

export const directCases: readonly FidelityCase[] = [
  {
    name: 'asked itself, each organisation’s peer signs how long its chain is',
    run: async (bench: Bench) => {
      const { profile } = bench.client;
      const own = heightOf(await ask(profile, chainInfo));
      const other = heightOf(await ask(profile, chainInfo, { at: 1, trusting: 1 }));
      return own === other && typeof own === 'number' && own > 1;
    },
    sees: true,
  },
  {
    name: 'asked itself, a peer does not sign for another organisation',
    run: (bench) => ask(bench.client.profile, chainInfo, { at: 1, trusting: 0 }),
    sees: { failed: 'the answer is not signed by a peer of EduBureauMSP' },
  },
  {
    name: 'asked itself, a peer runs the chaincode',
    run: async (bench) => {
      const key = bench.key();
      await bench.submit('put', key, 'v');
      const call = { channel, chaincode: 'witness', arguments: given('get', key), type } as const;
      return Buffer.from((await ask(bench.client.profile, call)) as Uint8Array).toString();
    },
    sees: 'v',
  },
  {
    name: 'asked itself for a block that it has not got',
    run: (bench) =>
      ask(bench.client.profile, { ...chainInfo, arguments: given('GetBlockByNumber', channel, '99999') }),
    sees: {
      refused: 500,
      message: 'Failed to get block number 99999, error no such block number [99999] in index',
    },
  },
  {
    name: 'asked itself about a channel that it has not joined',
    run: (bench) => ask(bench.client.profile, { ...chainInfo, channel: 'nope' }),
    sees: { refused: 500, message: "channel 'nope' not found" },
  },
  {
    name: 'asked itself by somebody whose certificate names no role',
    run: (bench) => {
      const { profile } = bench.client;
      return ask(profile, chainInfo, { as: issueClient(profile, 'EduBureauMSP', { role: 'none' }) });
    },
    sees: {
      code: 2,
      details: 'error validating proposal: access denied: channel [shansu] creator org [EduBureauMSP]',
    },
  },
  {
    name: 'asked itself by somebody whose certificate has run out',
    run: (bench) => {
      const { profile } = bench.client;
      const [notBefore, notAfter] = [new Date('2020-01-01'), new Date('2021-01-01')];
      return ask(profile, chainInfo, { as: issueClient(profile, 'EduBureauMSP', { notBefore, notAfter }) });
    },
    sees: { code: 2, details: 'proposal client identity expired' },
  },
];
