import { describe, expect, test } from 'vitest';
import { decodeAnchored } from '#ledger/attestation/anchored-checkpoint.ts';
import { utf8 } from '#ledger/bytes.ts';
import type { RefusalCode } from '#ledger/chaincode/refusal.ts';
import { witnessContract } from '#ledger/chaincode/witness.ts';
import { formatNote, parseNote } from '#ledger/note.ts';
import { formatVerifierKey } from '#ledger/sign.ts';
import { ContractLedger } from '#tests/support/contract-state.ts';
import { TestLog } from '#tests/support/test-log.ts';

const bureau = 'EduBureauMSP';
const regulator = 'MarketRegMSP';
const log = new TestLog('log.example/district-1');

/** A witness that holds the log at size 5. */
async function witnessAtFive(): Promise<ContractLedger> {
  const ledger = new ContractLedger(witnessContract());
  await ledger.call(bureau, 'Anchor', ...(await log.anchorArguments(0, 5)));
  return ledger;
}

async function expectRefusal(code: RefusalCode, answer: Promise<string>): Promise<void> {
  const error: unknown = await answer.then(
    () => undefined,
    (refused) => refused,
  );
  expect(error).toMatchObject({ code });
  const { message } = error as Error;
  expect(message).toMatch(new RegExp(`^${code}: [^\n]+$`));
  expect(message.length).toBeLessThan(200);
}

describe('what is accepted', () => {
  test('a first checkpoint, and one that continues it', async () => {
    const ledger = await witnessAtFive();
    expect(await ledger.call(bureau, 'Anchor', ...(await log.anchorArguments(5, 9)))).toBe('anchored');
    const head = decodeAnchored(utf8(await ledger.call(regulator, 'Head', log.origin)));
    expect(head).toEqual({
      origin: log.origin,
      size: 9,
      root: log.root(9),
      note: log.note(9),
      organisation: bureau,
      transactionId: '1'.padStart(64, '0'),
      proposedAt: '2026-03-02T04:05:06.789Z',
    });
  });

  test('each new checkpoint writes the head and its own key, and sets an event', async () => {
    const ledger = await witnessAtFive();
    expect([...ledger.states.keys()]).toEqual([
      'head/log.example/district-1',
      'cp/log.example/district-1/0000000000000005',
    ]);
    expect(ledger.events).toEqual([{ name: 'anchored', payload: utf8(log.note(5)) }]);
  });

  test('the head once more is a duplicate and writes nothing', async () => {
    const ledger = await witnessAtFive();
    const before = new Map(ledger.states);
    expect(await ledger.call(bureau, 'Anchor', ...(await log.anchorArguments(0, 5)))).toBe('dup');
    expect(ledger.states).toEqual(before);
    expect(ledger.events).toHaveLength(1);
  });

  test('origins do not know of each other', async () => {
    const ledger = await witnessAtFive();
    const other = new TestLog('log.example/district-1/0000000000000004');
    expect(await ledger.call(regulator, 'Anchor', ...(await other.anchorArguments(0, 2)))).toBe('anchored');
    expect(JSON.parse(await ledger.call(bureau, 'Range', log.origin, '0', '9'))).toHaveLength(1);
  });
});

describe('keys that sign a log', () => {
  test('change by a note that the old and the new one sign', async () => {
    const ledger = await witnessAtFive();
    const [old, young] = [log.key(1), log.key(2)];
    await expectRefusal(
      'unknown-signer',
      ledger.call(bureau, 'Anchor', ...(await log.anchorArguments(5, 6, young))),
    );
    await ledger.call(bureau, 'Anchor', ...(await log.anchorArguments(5, 6, old, young)));
    await ledger.call(bureau, 'Anchor', ...(await log.anchorArguments(6, 7, young)));
    await expectRefusal(
      'unknown-signer',
      ledger.call(bureau, 'Anchor', ...(await log.anchorArguments(7, 8, old))),
    );
  });

  test('and when the old one is lost, the organisations admit the new one by name, for that log alone', async () => {
    const young = log.key(2);
    const [name, keyId] = formatVerifierKey(young).split('+');
    const other = new TestLog('log.example/district-2');
    const ledger = new ContractLedger(witnessContract({ admittedKeys: [`${name}+${keyId}`] }));
    for (const each of [log, other])
      await ledger.call(bureau, 'Anchor', ...(await each.anchorArguments(0, 5)));
    const rewritten = new TestLog(log.origin, { from: 4, content: 'rewritten' });
    await expectRefusal(
      'fork',
      ledger.call(bureau, 'Anchor', ...(await rewritten.anchorArguments(5, 6, young))),
    );
    expect(await ledger.call(bureau, 'Anchor', ...(await log.anchorArguments(5, 6, young)))).toBe('anchored');
    await expectRefusal(
      'unknown-signer',
      ledger.call(bureau, 'Anchor', ...(await log.anchorArguments(6, 7, log.key(1)))),
    );
    await expectRefusal(
      'unknown-signer',
      ledger.call(bureau, 'Anchor', ...(await other.anchorArguments(5, 6, other.key(2)))),
    );
  });

  test('are those that carry the origin as their name', async () => {
    const ledger = await witnessAtFive();
    const witness = { name: 'witness.example', secretKey: new Uint8Array(32).fill(7) };
    const [origin, size, root, proof] = await log.anchorArguments(5, 6);
    await expectRefusal(
      'note-unsigned',
      ledger.call(bureau, 'Anchor', origin!, size!, root!, proof!, log.note(6, witness)),
    );
    const both = log.note(6, witness, log.key());
    expect(await ledger.call(bureau, 'Anchor', origin!, size!, root!, proof!, both)).toBe('anchored');
  });
});

describe('what is refused', () => {
  test('a smaller log', async () => {
    const ledger = await witnessAtFive();
    await expectRefusal('shrink', ledger.call(bureau, 'Anchor', ...(await log.anchorArguments(0, 4))));
  });

  test('another root at the same size', async () => {
    const ledger = await witnessAtFive();
    const rewritten = new TestLog(log.origin, { from: 4, content: 'rewritten' });
    await expectRefusal(
      'same-size-other-root',
      ledger.call(bureau, 'Anchor', ...(await rewritten.anchorArguments(0, 5))),
    );
  });

  test('a log with another past, and a proof that does not lead there', async () => {
    const ledger = await witnessAtFive();
    const rewritten = new TestLog(log.origin, { from: 4, content: 'rewritten' });
    await expectRefusal('fork', ledger.call(bureau, 'Anchor', ...(await rewritten.anchorArguments(5, 9))));
    await expectRefusal('fork', ledger.call(bureau, 'Anchor', ...(await log.anchorArguments(4, 9))));
    await expectRefusal('fork', ledger.call(bureau, 'Anchor', ...(await log.anchorArguments(0, 9))));
  });

  test('a beginning with nothing in it, or with a proof', async () => {
    const ledger = new ContractLedger(witnessContract());
    await expectRefusal('empty-log', ledger.call(bureau, 'Anchor', ...(await log.anchorArguments(0, 0))));
    await expectRefusal('fork', ledger.call(bureau, 'Anchor', ...(await log.anchorArguments(3, 5))));
    expect(ledger.states.size).toBe(0);
  });

  test('an organisation other than the one that began, even with what is held already', async () => {
    const ledger = await witnessAtFive();
    for (const [before, after] of [
      [5, 9],
      [0, 5],
    ] as const)
      await expectRefusal(
        'organisation-not-owner',
        ledger.call(regulator, 'Anchor', ...(await log.anchorArguments(before, after))),
      );
  });

  test('an organisation that is not on the list', async () => {
    const ledger = new ContractLedger(witnessContract({ anchoringOrganisations: [regulator] }));
    const first = await log.anchorArguments(0, 5);
    await expectRefusal('organisation-not-allowed', ledger.call(bureau, 'Anchor', ...first));
    expect(await ledger.call(regulator, 'Anchor', ...first)).toBe('anchored');
  });

  test('functions that there are not', async () => {
    await expectRefusal('unknown-function', (await witnessAtFive()).call(bureau, 'anchor'));
  });

  const { text, signatures } = parseNote(log.note(9));
  const [signature] = signatures;
  const short = { ...signature!, signature: signature!.signature.slice(1) };
  test.each<[string, RefusalCode, string]>([
    ['of another size', 'note-mismatch', log.note(8)],
    ['of another log', 'note-mismatch', new TestLog('log.example/district-2').note(9)],
    ['of another root', 'note-mismatch', new TestLog(log.origin, { from: 8, content: 'x' }).note(9)],
    ['without signature', 'note-malformed', text],
    ['with a signature too short for Ed25519', 'note-unsigned', formatNote({ text, signatures: [short] })],
    [
      'with an extension line',
      'note-malformed',
      formatNote({ text: `${text}more\n`, signatures: [signature!] }),
    ],
    ['that is no note', 'note-malformed', 'hello'],
    ['that is too long', 'bad-arguments', log.note(9) + 'x'.repeat(20_001)],
  ])('a note %s', async (_, code, note) => {
    const ledger = await witnessAtFive();
    const [origin, size, root, proof] = await log.anchorArguments(5, 9);
    await expectRefusal(code, ledger.call(bureau, 'Anchor', origin!, size!, root!, proof!, note));
  });

  test.each<[string, number, string]>([
    ['an origin with a space', 0, 'log example'],
    ['an empty origin', 0, ''],
    ['an endless origin', 0, 'x'.repeat(201)],
    ['a size with a leading zero', 1, '09'],
    ['a negative size', 1, '-9'],
    ['a size beyond 2^53', 1, '9007199254740993'],
    ['a root in upper case', 2, 'AB'.repeat(32)],
    ['a root of 31 bytes', 2, 'ab'.repeat(31)],
    ['two roots', 2, 'ab'.repeat(64)],
    ['half a hash of proof', 3, 'ab'.repeat(48)],
    ['an endless proof', 3, 'ab'.repeat(32 * 109)],
    ['a proof that is not hex', 3, 'hash'],
  ])('%s', async (_, position, argument) => {
    const ledger = await witnessAtFive();
    const given = (await log.anchorArguments(5, 9)).with(position, argument);
    await expectRefusal('bad-arguments', ledger.call(bureau, 'Anchor', ...given));
  });

  test('too many or too few arguments', async () => {
    const ledger = await witnessAtFive();
    const given = await log.anchorArguments(5, 9);
    await expectRefusal('bad-arguments', ledger.call(bureau, 'Anchor', ...given, ''));
    await expectRefusal('bad-arguments', ledger.call(bureau, 'Anchor', ...given.slice(1)));
    await expectRefusal('bad-arguments', ledger.call(bureau, 'Head'));
  });
});

describe('reading', () => {
  test('what is not there is empty', async () => {
    const ledger = await witnessAtFive();
    expect(await ledger.call(bureau, 'Head', 'log.example/unknown')).toBe('');
    expect(await ledger.call(bureau, 'CheckpointAt', log.origin, '4')).toBe('');
    expect(await ledger.call(bureau, 'Range', log.origin, '6', '99')).toBe('[]');
  });

  test('a checkpoint by its size, and those of a range of sizes in order', async () => {
    const ledger = await witnessAtFive();
    await ledger.call(bureau, 'Anchor', ...(await log.anchorArguments(5, 9)));
    await ledger.call(bureau, 'Anchor', ...(await log.anchorArguments(9, 12)));
    const at = (size: number) => ledger.call(regulator, 'CheckpointAt', log.origin, String(size));
    expect(decodeAnchored(utf8(await at(5)))).toMatchObject({ size: 5, root: log.root(5) });
    const sizes = async (from: number, to: number) =>
      JSON.parse(await ledger.call(regulator, 'Range', log.origin, String(from), String(to))).map(
        (each: { size: number }) => each.size,
      );
    expect(await sizes(5, 12)).toEqual([5, 9, 12]);
    expect(await sizes(6, 11)).toEqual([9]);
    await expectRefusal('bad-arguments', ledger.call(bureau, 'Range', log.origin, '9', '5'));
  });
});
