import { readFileSync } from 'node:fs';
import { common } from '@hyperledger/fabric-protos';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitHashIn, slotsOf } from '#ledger/blocks/read-block.ts';
import type { ConnectionProfile } from '#ledger/fabric-wire/connection-profile.ts';
import type { ProfileName } from '#ledger/network/profiles.ts';
import {
  type AlterableLedger,
  alterableDevnet,
  alterableNetwork,
  flipAt,
} from '#tests/support/altered-ledgers.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { audit } from '#tests/support/audit.ts';
import { FidelityClient } from '#tests/support/fidelity/client.ts';
import { anchor, appendSome, sequence } from '#tests/support/log.ts';
import { onRealNetwork } from '#tests/support/real-network.ts';
import { tampered } from '#tests/support/tamper.ts';

/** The audit of a ledger of which one organisation's copy was altered: who, and where. */

const realProfiles: readonly ProfileName[] = ['solo', 'bft4'];

auditOf('development ledger', alterableDevnet);
onRealNetwork('the audit', realProfiles.length * 10, (programs) => {
  for (const profile of realProfiles)
    auditOf(`real network ${profile}`, () => alterableNetwork(programs, profile));
});

/** What is altered of a block, by what stands there, and what the audit says of it. */
const places: readonly [
  name: string,
  needle: (block: common.Block) => Uint8Array,
  says: readonly string[],
][] = [
  ['a transaction', (block) => transactionId(block), ['block-data data']],
  [
    'the data hash in the header',
    (block) => block.getHeader()!.getDataHash_asU8(),
    ['block-data data', 'block-signature metadata[0]'],
  ],
  [
    'the previous hash in the header',
    (block) => block.getHeader()!.getPreviousHash_asU8(),
    ['block-link header.previous_hash', 'block-signature metadata[0]'],
  ],
  ['the signature of an orderer', (block) => signatureOf(block), ['block-signature metadata[0]']],
  ['the commit hash', commitHashIn, ['block-codes metadata[2] or metadata[4]']],
];

function auditOf(title: string, open: () => Promise<AlterableLedger>): void {
  describe(title, () => {
    let ledger: AlterableLedger;
    let t: TestApp;
    let block: common.Block;

    beforeAll(async () => {
      ledger = await open();
      t = await testApp({ settings: { LEDGER: 'fabric', LEDGER_PROFILE: ledger.profileOf('EduBureauMSP') } });
      const { operator } = await t.district();
      for (let round = 0; round < 4; round++) {
        await appendSome(operator.ctx, 3);
        await sequence(t);
        await anchor(t);
      }
      const { blockNumber } = (await t.owner
        .selectFrom('anchorings')
        .select(({ ref }) => ref('payload').as('payload'))
        .orderBy('size')
        .offset(1)
        .executeTakeFirstOrThrow()
        .then(({ payload }) => payload)) as { blockNumber: number };
      // Its own copy: SmartBFT's orderers each hand out the signatures that reached them first.
      block = await blockAt(ledger.profileOf('MarketRegMSP'), blockNumber);
    }, 120_000);
    afterAll(async () => {
      await t?.[Symbol.asyncDispose]();
      await ledger?.[Symbol.asyncDispose]();
    });

    test('fits as it is', async () => {
      const report = await audit(t);
      expect(report.findings).toEqual([]);
      expect(report.exit).toBe(0);
      const { peers } = report.ledger!;
      expect(peers.map(({ checkpoints }) => checkpoints)).toEqual([4, 4]);
      for (const peer of peers) expect(peer.blocks).toBe(peer.height);
    });

    test.each(places)('one byte of %s is altered at one organisation', async (_, needle, says) => {
      const number = block.getHeader()!.getNumber();
      const flip = (file: Buffer) => flipAt(file, needle(block));
      await ledger.alter('MarketRegMSP', flip);
      const report = await audit(t);
      await ledger.alter('MarketRegMSP', (file) => flipAt(file, flipped(needle(block))));
      const found = report.findings.filter(({ code }) => code.startsWith('block-'));
      expect(found.map(({ code, place }) => `${code} ${place.split(':')[0]}`)).toEqual(says);
      for (const each of report.findings) expect(each.peer?.organisation).toBe('MarketRegMSP');
      for (const each of found) expect(each.block).toBe(number);
      expect(report.exit).toBe(1);
    });

    test('a block is made unreadable at one organisation', async () => {
      const number = block.getHeader()!.getNumber();
      const hash = block.getHeader()!.getDataHash_asU8();
      const lengthOf = (file: Buffer) => file.indexOf(hash) - 1;
      await ledger.alter('MarketRegMSP', (file) => void file.writeUInt8(0x7f, lengthOf(file)));
      const report = await audit(t);
      await ledger.alter('MarketRegMSP', (file) => void file.writeUInt8(hash.length, lengthOf(file)));
      expect(report.findings[0]).toMatchObject({ peer: { organisation: 'MarketRegMSP' }, block: number });
      expect(['block-refused', 'block-form']).toContain(report.findings[0]!.code);
      expect(report.exit).toBe(1);
    });

    test('a byte in the blocks of one organisation and a byte in our tables: one audit names both', async () => {
      const number = block.getHeader()!.getNumber();
      const { id } = await t.owner
        .selectFrom('records')
        .select('id')
        .where('type', '=', 'personal-erased')
        .limit(1)
        .executeTakeFirstOrThrow();
      const change = sql`update records set canonical = replace(canonical, '份', '件') where id = ${id}`;
      await ledger.alter('MarketRegMSP', (file) => flipAt(file, transactionId(block)));
      const { findings, exit } = await tampered(t.owner, ['records'], change, () => audit(t));
      await ledger.alter('MarketRegMSP', (file) => flipAt(file, flipped(transactionId(block))));
      const [inTables, ...inBlocks] = findings;
      expect(inTables).toMatchObject({
        ...{ code: 'record-text', record: id, place: 'records.canonical /grounds' },
      });
      expect(inBlocks[0]).toMatchObject({
        ...{ code: 'block-data', block: number, peer: { organisation: 'MarketRegMSP' } },
      });
      for (const each of inBlocks) expect(each.peer?.organisation).toBe('MarketRegMSP');
      expect(exit).toBe(1);
    });

    test('everything fits again when every byte is as it was', async () => {
      expect((await audit(t)).findings).toEqual([]);
    });

    test('a peer that is gone is not passed over', async () => {
      await ledger.stop('MarketRegMSP');
      const { findings, exit, ledger: read } = await audit(t);
      expect(findings).toEqual([
        {
          code: 'peer-unreachable',
          peer: expect.objectContaining({ organisation: 'MarketRegMSP' }),
          place: expect.any(String),
        },
      ]);
      expect(exit).toBe(4);
      expect(read!.peers[0]).toMatchObject({ organisation: 'EduBureauMSP', checkpoints: 4 });
      expect(read!.peers[1]).toMatchObject({ organisation: 'MarketRegMSP', blocks: 0 });
    });
  });
}

async function blockAt(profilePath: string, number: number): Promise<common.Block> {
  const profile: ConnectionProfile = JSON.parse(readFileSync(profilePath, 'utf8'));
  using client = new FidelityClient(profile);
  const query = client.network.getContract('qscc');
  const bytes = await query.evaluate('GetBlockByNumber', { arguments: ['shansu', String(number)] });
  return common.Block.deserializeBinary(bytes);
}

/** In the header of the block's first transaction, where it stands for the first time. */
function transactionId(block: common.Block): Uint8Array {
  const [envelope] = block.getData()!.getDataList_asU8();
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(envelope!).getPayload_asU8(),
  );
  const header = payload.getHeader()!.getChannelHeader_asU8();
  return Buffer.from(common.ChannelHeader.deserializeBinary(header).getTxId());
}

function signatureOf(block: common.Block): Uint8Array {
  const [signature] = common.Metadata.deserializeBinary(slotsOf(block)[0]!).getSignaturesList();
  return signature!.getSignature_asU8();
}

function flipped(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[copy.length - 1]! ^= 1;
  return copy;
}
