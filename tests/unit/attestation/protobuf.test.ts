import { common, ledger } from '@hyperledger/fabric-protos';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { channelHeader } from '#ledger/attestation/fabric-messages.ts';
import {
  byteStrings,
  bytes,
  integer,
  message,
  messages,
  readMessage,
  text,
} from '#ledger/attestation/protobuf.ts';
import { fromHex } from '#ledger/bytes.ts';
import { headerBytes } from '#ledger/fabric-wire/header.ts';

const fields = {
  count: integer(1),
  raw: bytes(2),
  name: text(3),
  inner: message(4, { count: integer(1) }),
  strings: byteStrings(5),
  versions: messages(6, { block: integer(1), transaction: integer(2) }),
};

describe('reads', () => {
  test('nothing as defaults', () => {
    expect(readMessage(new Uint8Array(), fields)).toEqual({
      count: 0,
      raw: new Uint8Array(),
      name: '',
      inner: { count: 0 },
      strings: [],
      versions: [],
    });
  });

  test('every kind of field, in any order of fields', () => {
    const encoded = fromHex(
      '2a0161' + '1a06e59c9fe8b186' + '089601' + '22020801' + '2a00' + '120100' + '32020803',
    );
    expect(readMessage(encoded, fields)).toEqual({
      count: 150,
      raw: Uint8Array.of(0),
      name: '土豆',
      inner: { count: 1 },
      strings: [Uint8Array.of(0x61), new Uint8Array()],
      versions: [{ block: 3, transaction: 0 }],
    });
  });

  test('what Fabric writes', () => {
    const { channelHeader: encoded } = headerBytes({
      ...{ type: 3, version: 0, channel: 'shansu', createdAt: new Date('2026-03-02T22:41:00.123Z') },
      ...{ transactionId: 'ab', creator: new Uint8Array(), nonce: new Uint8Array() },
    });
    expect(readMessage(encoded, channelHeader)).toMatchObject({
      type: 3,
      channelId: 'shansu',
      transactionId: 'ab',
      timestamp: { seconds: Date.parse('2026-03-02T22:41:00Z') / 1000, nanos: 123_000_000 },
    });
  });

  test('integers as Google writes them, up to 2^53 - 1', () => {
    const encode = (block: number) => {
      const version = new ledger.rwset.kvrwset.Version();
      version.setBlockNum(block);
      return version.serializeBinary();
    };
    fc.assert(
      fc.property(fc.maxSafeNat(), (block) => {
        expect(readMessage(encode(block), { block: integer(1) })).toEqual({ block });
      }),
    );
    expect(() => readMessage(encode(2 ** 53), { block: integer(1) })).toThrow('beyond');
  });
});

describe('refuses', () => {
  test.each([
    ['an unknown field', '3801'],
    ['an integer where bytes belong', '1001'],
    ['bytes where an integer belongs', '0a00'],
    ['a fixed integer', '0900000000000000'],
    ['a group', '0b0c'],
    ['field 0', '0001'],
    ['an integer twice', '08010802'],
    ['a message twice', '22002200'],
    ['a text that is not UTF-8', '1a01ff'],
    ['a key in needless bytes', '880001'],
    ['an integer in needless bytes', '088100'],
    ['a length in needless bytes', '12810000'],
    ['an integer beyond 2^53 - 1', '08ffffffffffffffff7f'],
    ['a negative integer', '08ffffffffffffffffff01'],
    ['a key without value', '08'],
    ['an integer cut short', '0880'],
    ['bytes cut short', '120261'],
    ['an inner message cut short', '220108'],
  ])('%s', (_, hex) => {
    expect(() => readMessage(fromHex(hex), fields)).toThrow(SyntaxError);
  });

  test('whatever is none with a SyntaxError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (encoded) => {
        try {
          readMessage(encoded, fields);
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError);
        }
      }),
    );
  });

  test('the hash of a TLS certificate, which no header here has', () => {
    const header = new common.ChannelHeader();
    header.setTlsCertHash(Uint8Array.of(1));
    expect(() => readMessage(header.serializeBinary(), channelHeader)).toThrow(SyntaxError);
  });
});
