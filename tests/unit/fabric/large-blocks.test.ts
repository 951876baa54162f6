import { setTimeout as sleep } from 'node:timers/promises';
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from '@grpc/grpc-js';
import { peer } from '@hyperledger/fabric-protos';
import { expect, test } from 'vitest';
import { NodeIdentity } from '#ledger/devnet/node-identity.ts';
import { proposalResponsePayload, responseMessage } from '#ledger/devnet/wire/endorsed-action.ts';
import { type Proposal, readProposal } from '#ledger/devnet/wire/proposal.ts';
import { FabricPeer } from '#ledger/fabric/fabric-peer.ts';
import { PeerEndorser } from '#ledger/fabric-wire/peer-endorser.ts';
import { createAuthority, issueTlsCertificate, privateKeyPem } from '#ledger/x509/authority.ts';
import { TestChain } from '#tests/support/test-chain.ts';

const chain = new TestChain();
const signer = new NodeIdentity(chain.identity('EduBureauMSP', 'peer'));

/** As a peer signs what a call came to. */
function answerTo(proposal: Proposal, payload: Uint8Array): peer.ProposalResponse {
  const result = {
    ...{ chaincode: { name: 'qscc', version: '' }, status: 200, message: '', payload },
    ...{ readWrites: new Uint8Array(), event: undefined },
  };
  const signed = proposalResponsePayload(proposal, result);
  const endorsement = new peer.Endorsement();
  endorsement.setEndorser(signer.creator);
  endorsement.setSignature(signer.sign(Buffer.concat([signed, signer.creator])));
  const response = new peer.ProposalResponse();
  response.setResponse(responseMessage(result));
  response.setPayload(signed);
  response.setEndorsement(endorsement);
  return response;
}

/** A peer on a port, whose blocks are so many bytes of nonsense. */
async function servedPeer(blockBytes: number) {
  const validity = {
    notBefore: new Date(Date.now() - 3_600_000),
    notAfter: new Date(Date.now() + 3_600_000),
  };
  const root = createAuthority({ organization: 'Test', commonName: 'root' }, validity);
  const { certificatePem, privateKey } = issueTlsCertificate(root, 'peer', ['localhost']);
  const pair = {
    cert_chain: Buffer.from(certificatePem),
    private_key: Buffer.from(privateKeyPem(privateKey)),
  };
  const asked = new Map<string, number>();
  const again = { now: 0, most: 0 };
  const server = new Server({ 'grpc.max_send_message_length': -1 });
  server.addService(peer.EndorserService as never, {
    async processProposal(
      call: ServerUnaryCall<peer.SignedProposal, peer.ProposalResponse>,
      done: sendUnaryData<peer.ProposalResponse>,
    ) {
      const proposal = readProposal(call.request);
      const number = Buffer.from(proposal.arguments[2]!).toString();
      const times = (asked.get(number) ?? 0) + 1;
      asked.set(number, times);
      if (times > 1) again.most = Math.max(again.most, ++again.now);
      await sleep(times > 1 ? 20 : 0);
      if (times > 1) again.now -= 1;
      done(null, answerTo(proposal, new Uint8Array(blockBytes)));
    },
  });
  const port = await new Promise<number>((settle, fail) =>
    server.bindAsync('localhost:0', ServerCredentials.createSsl(null, [pair]), (error, bound) =>
      error ? fail(error) : settle(bound),
    ),
  );
  const client = chain.identity('EduBureauMSP', 'client');
  const asPeer = new FabricPeer({
    organisation: { mspId: 'EduBureauMSP', title: { zh: '教育局', en: 'Education Bureau' } },
    ...{ name: 'peer', channel: 'shansu', trusted: chain.trusted, members: chain.members },
    connect: (atMost) => new PeerEndorser({ host: 'localhost', port }, root.certificatePem, client, atMost),
  });
  return {
    ...{ asPeer, asked, again },
    [Symbol.dispose]() {
      asPeer[Symbol.dispose]();
      server.forceShutdown();
    },
  };
}

async function codesOf(asPeer: FabricPeer, end: number) {
  const codes: string[] = [];
  for await (const { flaws } of asPeer.blocks(end)) codes.push(...flaws.map(({ code }) => code));
  return codes;
}

test('blocks too large to be taken in side by side are taken in one after the other', async () => {
  using served = await servedPeer(3 * 2 ** 20);
  expect(await codesOf(served.asPeer, 8)).toEqual(Array(8).fill('block-form'));
  expect([...served.asked.values()]).toEqual(Array(8).fill(2));
  expect(served.again).toEqual({ now: 0, most: 1 });
});

test('others are asked for once', async () => {
  using served = await servedPeer(1000);
  expect(await codesOf(served.asPeer, 8)).toEqual(Array(8).fill('block-form'));
  expect([...served.asked.values()]).toEqual(Array(8).fill(1));
});
