import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { correctDelivery, recordDelivery, showDelivery } from '#services/batches/index.ts';
import { type TestApp, testApp } from '#tests/support/app.ts';
import { type Canteen, canteen, type Line, line, secondSigner } from '#tests/support/batches.ts';

let t: TestApp;
let at: Canteen;
beforeAll(async () => {
  t = await testApp();
  at = await canteen(await t.district());
});
afterAll(() => t[Symbol.asyncDispose]());

const price = 380;
const grams = (acceptedGrams: number) => ({
  acceptedGrams,
  deliveredGrams: acceptedGrams,
  amountFen: Math.round((price * acceptedGrams) / 1000),
});
const weights = fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 12 });

/** What somebody does to the lines of a draft or of a recorded delivery. */
type Edit =
  | { readonly kind: 'weigh'; readonly at: number; readonly grams: number }
  | { readonly kind: 'split'; readonly at: number }
  | { readonly kind: 'move'; readonly at: number; readonly to: number }
  | { readonly kind: 'remove'; readonly at: number }
  | { readonly kind: 'add'; readonly grams: number };

const place = fc.nat(100);
const gram = fc.integer({ min: 1, max: 90_000 });
const edits = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('weigh' as const), at: place, grams: gram }),
    fc.record({ kind: fc.constant('split' as const), at: place }),
    fc.record({ kind: fc.constant('move' as const), at: place, to: place }),
    fc.record({ kind: fc.constant('remove' as const), at: place }),
    fc.record({ kind: fc.constant('add' as const), grams: gram }),
  ),
  { maxLength: 8 },
);

function apply(lines: Line[], edit: Edit): Line[] {
  const index = 'at' in edit ? edit.at % lines.length : 0;
  const chosen = lines[index] as Line;
  switch (edit.kind) {
    case 'weigh':
      return lines.with(index, { ...chosen, ...grams(edit.grams) });
    case 'split': {
      if (chosen.acceptedGrams < 2) return lines;
      const half = Math.floor(chosen.acceptedGrams / 2);
      const rest = { ...line(grams(chosen.acceptedGrams - half)), goodsName: chosen.goodsName };
      return lines.toSpliced(index, 1, { ...chosen, ...grams(half) }, rest);
    }
    case 'move':
      return lines.toSpliced(index, 1).toSpliced(edit.to % lines.length, 0, chosen);
    case 'remove':
      return lines.length === 1 ? lines : lines.toSpliced(index, 1);
    case 'add':
      return [...lines, line(grams(edit.grams))];
  }
}

const essence = (lines: readonly { id: string; goodsName: string; acceptedGrams: number }[]) =>
  lines.map(({ id, goodsName, acceptedGrams }) => ({ id, goodsName, acceptedGrams }));

test('for all N, in every order, each line is recorded with its own lot, paper and record', async () => {
  await fc.assert(
    fc.asyncProperty(weights, async (of) => {
      const lines = of.map((weight, index) => line({ ...grams(weight), goodsName: `青菜${index}` }));
      const receipt = await recordDelivery(at.receiver.ctx, at.delivery({ lines }));
      const shown = await showDelivery(at.receiver.ctx, receipt.id);
      expect(essence(shown.lines)).toEqual(essence(lines));
      expect(receipt.lots.map((lot) => lot.line)).toEqual(lines.map(({ id }) => id));
      const records = await t.owner
        .selectFrom('records')
        .select('canonical')
        .where(
          'id',
          'in',
          receipt.lots.map(({ recordId }) => recordId),
        )
        .execute();
      const said = records.map(({ canonical }) => JSON.parse(canonical));
      for (const { goodsName, acceptedGrams, papers } of lines) {
        expect(said.filter((record) => record.goodsName === goodsName)).toMatchObject([
          { acceptedGrams, papers: [{ number: papers?.[0]?.number }] },
        ]);
      }
    }),
    { numRuns: 15 },
  );
});

test('whatever is weighed again, split, moved, removed or added, lines and lots are what was last said', async () => {
  await fc.assert(
    fc.asyncProperty(weights, edits, async (of, changes) => {
      const stated = at.delivery({ lines: of.map((weight) => line(grams(weight))) });
      const { id, lots } = await recordDelivery(at.receiver.ctx, stated);
      const lines = changes.reduce(apply, stated.lines);
      const { schoolId: _school, ...content } = stated;
      const coSigner = secondSigner(at.receiver);
      await correctDelivery(at.manager.ctx, {
        ...content,
        lines,
        deliveryId: id,
        reason: '核对后更正',
        coSigner,
      });
      const shown = await showDelivery(at.receiver.ctx, id);
      expect(essence(shown.lines)).toEqual(essence(lines));
      const before = new Map(lots.map((lot) => [lot.line, lot.lotId]));
      for (const { id: lineId, lot, acceptedGrams } of shown.lines) {
        expect(lot).toMatchObject({ remainingGrams: acceptedGrams, status: 'open' });
        if (before.has(lineId)) expect(lot?.id).toBe(before.get(lineId));
      }
      const kept = new Set(lines.map((each) => each.id));
      const dropped = lots.filter((lot) => !kept.has(lot.line)).map(({ lotId }) => lotId);
      if (dropped.length === 0) return;
      const closed = await t.owner
        .selectFrom('lots')
        .select(['status', 'remainingGrams'])
        .where('id', 'in', dropped)
        .execute();
      expect(closed).toEqual(dropped.map(() => ({ status: 'closed', remainingGrams: 0 })));
    }),
    { numRuns: 20 },
  );
});
