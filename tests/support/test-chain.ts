import { randomBytes } from 'node:crypto';
import { common, peer } from '@hyperledger/fabric-protos';
import { dataHash, headerDer, headerHash, lastConfigurationSlot, newBlock } from '#ledger/blocks/block.ts';
import { isConfiguration, type TrustedChannel } from '#ledger/blocks/chain-walk.ts';
import { changesOf } from '#ledger/blocks/changes-of.ts';
import { commitHash } from '#ledger/blocks/commit-hash.ts';
import { Members } from '#ledger/blocks/members.ts';
import { encodeReadWrites, type KeyWrite, type NamespaceReadWrites } from '#ledger/blocks/read-write-set.ts';
import { witnessContract } from '#ledger/chaincode/witness.ts';
import { Simulation } from '#ledger/devnet/ledger/simulation.ts';
import { WorldState } from '#ledger/devnet/ledger/world-state.ts';
import { NodeIdentity } from '#ledger/devnet/node-identity.ts';
import { prepareTransaction, proposalResponsePayload } from '#ledger/devnet/wire/endorsed-action.ts';
import { readProposal } from '#ledger/devnet/wire/proposal.ts';
import type { Consensus } from '#ledger/fabric-wire/genesis/consensus.ts';
import { genesisBlock } from '#ledger/fabric-wire/genesis/genesis-block.ts';
import { type SigningIdentity, signAs } from '#ledger/fabric-wire/identity.ts';
import { signedProposal } from '#ledger/fabric-wire/signed-proposal.ts';
import { type Authority, createAuthority, type IdentityRole, issueIdentity } from '#ledger/x509/authority.ts';
import type { Validity } from '#ledger/x509/certificate.ts';
import type { TestLog } from './test-log.ts';

/**
 * A channel's blocks as a peer holds them, made in memory with the witness itself, and every part of them open to being
 * made differently.
 */

const channel = 'shansu';
const chaincode = 'witness';
const peerOrganisations = ['EduBureauMSP', 'MarketRegMSP'];

export interface Blockmaking {
  /** Who signs; the first orderer, or with SmartBFT as many as must. */
  readonly signers?: readonly NodeIdentity[];
  /** Of each transaction; VALID unless told otherwise. */
  readonly codes?: readonly number[];
  readonly previousHash?: Uint8Array;
}

export class TestChain {
  readonly trusted: TrustedChannel;
  readonly orderers: readonly NodeIdentity[];
  readonly blocks: common.Block[];
  readonly #consensus: Consensus;
  /** Where the newest configuration stands. */
  readonly #lastConfig = new common.LastConfig();
  readonly #validity: Validity;
  readonly #ordering: Parameters<typeof genesisBlock>[0]['ordering'];
  readonly #authorities = new Map<string, Authority>();
  readonly #state = new WorldState();
  #commitHash: Uint8Array = new Uint8Array();

  constructor(consensus: Consensus = 'etcdraft', validity: Validity = lasting) {
    this.#consensus = consensus;
    this.#validity = validity;
    const count = consensus === 'BFT' ? 4 : 1;
    const ordering = Array.from({ length: count }, (_, index) => `Orderer${index + 1}MSP`);
    const orderers = ordering.map((mspId) => this.identity(mspId, 'orderer'));
    this.orderers = orderers.map((each) => new NodeIdentity(each));
    this.#ordering = {
      consensus,
      consenters: orderers.map(({ mspId, certificatePem }) => ({
        ...{ mspId, host: 'localhost', port: 1 },
        ...{ identityPem: certificatePem, tlsCertificatePem: certificatePem },
      })),
      organisations: ordering.map((mspId) => ({ ...this.#roots(mspId), endpoints: ['localhost:1'] })),
    };
    const firstBlock = this.#firstBlock(peerOrganisations);
    this.trusted = { firstBlock, chaincode, endorsers: peerOrganisations };
    this.blocks = [common.Block.deserializeBinary(firstBlock)];
    this.blocks[0]!.getMetadata()!.getMetadataList_asU8()[2] = Uint8Array.of(0);
    this.blocks[0] = common.Block.deserializeBinary(this.blocks[0]!.serializeBinary());
  }

  /** A transaction that makes these the organisations with peers, and the orderers those of another chain. */
  configuration(mspIds = peerOrganisations, orderedAs: TestChain = this): Uint8Array {
    const block = common.Block.deserializeBinary(this.#firstBlock(mspIds, orderedAs.#ordering));
    return block.getData()!.getDataList_asU8()[0]!;
  }

  /** A transaction in which the organisations agree anew on the chaincode. */
  async definition(): Promise<Uint8Array> {
    const writes = [{ key: `namespaces/fields/${chaincode}/Sequence`, value: Uint8Array.of(24, 2) }];
    return await this.transaction(['CommitChaincodeDefinition'], async () => {
      return { namespace: '_lifecycle', reads: [], ranges: [], writes };
    });
  }

  /** The blocks as a peer gives them. */
  get served(): Uint8Array[] {
    return this.blocks.map((block) => block.serializeBinary());
  }

  /** A member of an organisation, with a certificate of its authority. */
  identity(mspId: string, role: IdentityRole): SigningIdentity {
    return { mspId, ...issueIdentity(this.#authorityOf(mspId), `${role}.${mspId}`, role) };
  }

  /** A transaction that anchors a checkpoint, as the witness runs it on the state of now. */
  async anchor(
    log: TestLog,
    before: number,
    after: number,
    { endorsedBy = peerOrganisations, by = 'EduBureauMSP' } = {},
  ): Promise<Uint8Array> {
    const call = ['Anchor', ...(await log.anchorArguments(before, after))];
    return await this.transaction(
      call,
      async (simulation) => {
        await witnessContract()(simulation, { function: 'Anchor', arguments: call.slice(1) });
        return simulation.readWrites()!;
      },
      endorsedBy,
      by,
    );
  }

  /** A transaction that writes what nobody's chaincode would. */
  async writing(writes: readonly KeyWrite[]): Promise<Uint8Array> {
    const call = ['Anchor', '', '', '', '', ''];
    return await this.transaction(call, async () => {
      return { namespace: chaincode, reads: [], ranges: [], writes };
    });
  }

  async transaction(
    call: readonly string[],
    simulate: (state: Simulation) => Promise<NamespaceReadWrites>,
    endorsedBy = peerOrganisations,
    by = 'EduBureauMSP',
  ): Promise<Uint8Array> {
    const client = this.identity(by, 'client');
    const given = call.map((text) => Buffer.from(text));
    const type = 'ENDORSER_TRANSACTION';
    const proposal = readProposal(
      signedProposal({ channel, chaincode, arguments: given, type }, client, new Date()),
    );
    const readWrites = await simulate(
      new Simulation(this.#state, chaincode, {
        transactionId: proposal.transactionId,
        proposedAt: proposal.channelHeader.getTimestamp()!.toDate(),
        callerMspId: client.mspId,
      }),
    );
    const payload = proposalResponsePayload(proposal, {
      chaincode: { name: chaincode, version: '1' },
      ...{ status: 200, message: '', payload: new Uint8Array(), event: undefined },
      readWrites: encodeReadWrites([readWrites]),
    });
    const endorsements = endorsedBy.map((mspId) => this.#endorsement(mspId, payload));
    const envelope = prepareTransaction(proposal, payload, endorsements);
    envelope.setSignature(signAs(client, envelope.getPayload_asU8()));
    return envelope.serializeBinary();
  }

  /** The next block, as the peer keeps it once it has found out what counts. */
  append(envelopes: readonly Uint8Array[], making: Blockmaking = {}): common.Block {
    const header = new common.BlockHeader();
    header.setNumber(this.blocks.length);
    header.setPreviousHash(making.previousHash ?? headerHash(this.blocks.at(-1)!.getHeader()!));
    header.setDataHash(dataHash(envelopes));
    const data = new common.BlockData();
    data.setDataList([...envelopes]);
    const filter = Uint8Array.from(making.codes ?? envelopes.map(() => 0));
    if (envelopes.some(isConfiguration)) this.#lastConfig.setIndex(this.blocks.length);
    const signers = making.signers ?? this.orderers.slice(0, this.#consensus === 'BFT' ? 3 : 1);
    const slots = {
      ...{ 0: this.#signatures(header, signers), 1: lastConfigurationSlot(this.#lastConfig) },
      2: filter,
    };
    const changes = changesOf(newBlock(header, data, slots), filter);
    this.#state.apply(changes);
    this.#commitHash = commitHash(filter, changes, this.#commitHash);
    const stated = new common.Metadata();
    stated.setValue(this.#commitHash);
    const block = newBlock(header, data, { ...slots, 4: stated.serializeBinary() });
    this.blocks.push(block);
    return block;
  }

  #signatures(header: common.BlockHeader, signers: readonly NodeIdentity[]): Uint8Array {
    const content = new common.OrdererBlockMetadata();
    content.setLastConfig(this.#lastConfig);
    const value = content.serializeBinary();
    const metadata = new common.Metadata();
    metadata.setValue(value);
    metadata.setSignaturesList(
      signers.map((signer) => {
        const signature = new common.MetadataSignature();
        const context = this.#signingContext(signature, signer);
        signature.setSignature(signer.sign(Buffer.concat([value, context, headerDer(header)])));
        return signature;
      }),
    );
    return metadata.serializeBinary();
  }

  /** SmartBFT's orderers name themselves by number. */
  #signingContext(signature: common.MetadataSignature, signer: NodeIdentity): Uint8Array {
    const number = this.orderers.indexOf(signer) + 1;
    if (this.#consensus === 'etcdraft' || number === 0) {
      const context = signer.signatureHeader();
      signature.setSignatureHeader(context);
      return context;
    }
    const header = new common.IdentifierHeader();
    header.setIdentifier(number);
    header.setNonce(randomBytes(24));
    signature.setIdentifierHeader(header.serializeBinary());
    return header.serializeBinary();
  }

  #endorsement(mspId: string, payload: Uint8Array): peer.Endorsement {
    const endorser = new NodeIdentity(this.identity(mspId, 'peer'));
    const endorsement = new peer.Endorsement();
    endorsement.setEndorser(endorser.creator);
    endorsement.setSignature(endorser.sign(Buffer.concat([payload, endorser.creator])));
    return endorsement;
  }

  /** Who the peers are. */
  get members(): Members {
    return new Members(
      peerOrganisations.map((mspId) => ({
        ...{ mspId, group: 'application' },
        authorityPems: [this.#authorityOf(mspId).certificatePem],
      })),
    );
  }

  #firstBlock(mspIds: readonly string[], ordering = this.#ordering): Uint8Array {
    return genesisBlock({
      ...{ channel, createdAt: new Date(), ordering },
      peerOrganisations: mspIds.map((mspId) => ({
        ...this.#roots(mspId),
        anchor: { host: 'localhost', port: 1 },
      })),
    });
  }

  #authorityOf(mspId: string): Authority {
    const known = this.#authorities.get(mspId);
    const name = { organization: mspId, commonName: `root.${mspId}` };
    const authority = known ?? createAuthority(name, this.#validity);
    this.#authorities.set(mspId, authority);
    return authority;
  }

  #roots(mspId: string) {
    const { certificatePem } = this.#authorityOf(mspId);
    return { mspId, certificateRootPem: certificatePem, tlsRootPem: certificatePem };
  }
}

const lasting = {
  notBefore: new Date(Date.now() - 3_600_000),
  notAfter: new Date(Date.now() + 3_600_000),
};
