import { describe, expect, test } from 'vitest';
import { isInForce, isRenewed } from '#services/suppliers/renewal.ts';

const licence = {
  id: 'q1',
  kind: 'JY_LICENSE',
  number: 'JY1',
  holderKey: '',
  validFrom: '2021-03-05',
  validTo: '2026-03-04',
};
type Paper = Omit<typeof licence, 'validTo'> & { validTo: string | null };
const another = (more: Partial<Paper>): Paper => ({ ...licence, id: 'q2', number: 'JY2', ...more });

describe('a paper is renewed', () => {
  const by = (more: Partial<Paper>, today = '2026-03-01') =>
    isRenewed(licence, [licence, another(more)], today);

  test('by one that begins the day after it, or earlier, and lasts longer', () => {
    expect(by({ validFrom: '2026-03-05', validTo: '2031-03-04' })).toBe(true);
    expect(by({ validFrom: '2026-03-06', validTo: '2031-03-04' })).toBe(false);
    expect(by({ validFrom: '2026-02-01', validTo: '2026-03-05' })).toBe(true);
    expect(by({ validFrom: '2026-02-01', validTo: null })).toBe(true);
  });

  test('once it has lapsed, by one that is in force by today', () => {
    expect(by({ validFrom: '2026-03-10', validTo: null }, '2026-03-10')).toBe(true);
    expect(by({ validFrom: '2026-03-11', validTo: null }, '2026-03-10')).toBe(false);
  });

  test('neither by itself nor by one that ends with it: else two of them would lapse in silence', () => {
    expect(isRenewed(licence, [licence], '2026-03-01')).toBe(false);
    expect(by({})).toBe(false);
  });

  test('by its own kind about the same person alone', () => {
    const later = { validFrom: '2026-03-05', validTo: null };
    expect(by({ ...later, kind: 'SC_LICENSE' })).toBe(false);
    expect(by({ ...later, holderKey: '李四' })).toBe(false);
  });
});

test.each([
  ['2021-03-04', false],
  ['2021-03-05', true],
  ['2026-03-04', true],
  ['2026-03-05', false],
])('a paper is in force from its first day to its last: on %s %s', (today, expected) => {
  expect(isInForce(licence, [licence], today)).toBe(expected);
});
