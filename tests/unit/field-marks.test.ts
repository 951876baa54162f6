import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commitments } from '#ledger/commitment.ts';
import { changedFields, fieldMarks } from '#services/records/field-marks.ts';

const salt = new Uint8Array(32).fill(7);
const record = { type: 'delivery', v: 1, subject: 'x', lines: [{ grams: 5 }, { grams: 6 }], zh: '土豆' };
const compare = (now: Parameters<typeof commitments>[0], saltNow = salt) =>
  changedFields(fieldMarks(commitments(record, salt)), commitments(now, saltNow));

test('an unchanged record shows no changed field, whatever the order of its members', () => {
  const { zh, ...rest } = record;
  expect(compare({ zh, ...rest })).toEqual({ changed: [], missing: 0 });
});

test('a changed value is named', () => {
  expect(compare({ ...record, zh: '马铃薯' })).toEqual({ changed: ['/zh'], missing: 0 });
  expect(compare({ ...record, lines: [{ grams: 5 }, { grams: 7 }] })).toEqual({
    changed: ['/lines/1/grams'],
    missing: 0,
  });
});

test('an added field is named, a removed one counted', () => {
  expect(compare({ ...record, extra: true })).toEqual({ changed: ['/extra'], missing: 0 });
  expect(compare({ ...record, lines: [{ grams: 5 }] })).toEqual({ changed: [], missing: 1 });
});

test('another salt changes every field', () => {
  const { changed } = compare(record, new Uint8Array(32).fill(8));
  expect(changed).toEqual(['/lines/0/grams', '/lines/1/grams', '/subject', '/zh']);
});

test('any one changed value of any record is the one named', () => {
  const flat = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.integer(), { minKeys: 1, maxKeys: 12 });
  fc.assert(
    fc.property(flat, fc.nat(), (fields, pick) => {
      const { type: _, v: __, ...body } = fields;
      const names = Object.keys(body);
      fc.pre(names.length > 0);
      const name = names[pick % names.length]!;
      const before = { ...body, type: 'a', v: 1 };
      const after = { ...before, [name]: body[name]! === 0 ? 1 : 0 };
      const marks = fieldMarks(commitments(before, salt));
      expect(changedFields(marks, commitments(after, salt))).toEqual({ changed: [`/${name}`], missing: 0 });
    }),
  );
});
