import { describe, expect, test } from 'vitest';
import { addMonths } from '#schemas/time.ts';
import { rcv09Disposition, rcv10Issue, rcv11Retention } from '#services/rules/index.ts';
import { breachesOf, codesOf } from '#tests/support/rules.ts';

const shanghai = { jurisdiction: '310115' };

describe('RCV-09 disposition of rejected goods', () => {
  const rejected = {
    batchId: 'b1',
    verdict: 'reject',
    decidedAt: '2026-03-02T00:00:00.000Z',
    expired: false,
    asOf: '2026-03-02T08:00:00.000Z',
  } as const;
  const returned = { id: 'x1', kind: 'returned', at: '2026-03-02T08:00:00.000Z', witnessId: 'w' } as const;

  test('in time and before a witness', () => {
    expect(breachesOf(rcv09Disposition, { ...rejected, disposition: returned })).toEqual([]);
  });

  test('nothing is due yet at the end of the shift, and overdue after it', () => {
    expect(breachesOf(rcv09Disposition, rejected)).toEqual([]);
    const later = { ...rejected, asOf: '2026-03-02T08:00:00.001Z' };
    expect(breachesOf(rcv09Disposition, later)).toEqual([
      { breach: 'no-disposition', evidence: ['b1'], data: { dueAt: '2026-03-02T08:00:00.000Z' } },
    ]);
  });

  test('without a witness', () => {
    const disposition = { ...returned, witnessId: undefined };
    expect(codesOf(breachesOf(rcv09Disposition, { ...rejected, disposition }))).toEqual(['no-witness']);
  });

  test('expired goods go back in Anhui and must not in Shanghai', () => {
    const facts = { ...rejected, expired: true, disposition: returned };
    expect(breachesOf(rcv09Disposition, facts)).toEqual([]);
    expect(codesOf(breachesOf(rcv09Disposition, facts, shanghai))).toEqual(['expired-returned']);
    const destroyed = { ...facts, disposition: { ...returned, kind: 'destroyed' as const } };
    expect(breachesOf(rcv09Disposition, destroyed, shanghai)).toEqual([]);
  });

  test('accepted goods need none', () => {
    const accepted = { ...rejected, verdict: 'accept', asOf: '2027-01-01T00:00:00.000Z' } as const;
    expect(breachesOf(rcv09Disposition, accepted)).toEqual([]);
  });
});

describe('RCV-10 issue to the kitchen', () => {
  const ask = (change: object = {}) =>
    breachesOf(rcv10Issue, {
      batchId: 'b1',
      issuedOn: '2026-03-02',
      issueGrams: 500,
      stockGrams: 500,
      expiresOn: '2026-03-10',
      holdIds: [],
      others: [],
      ...change,
    });

  test('all that is in stock', () => {
    expect(ask()).toEqual([]);
    expect(codesOf(ask({ issueGrams: 501 }))).toEqual(['over-stock']);
  });

  test('nothing that is held', () => {
    expect(ask({ holdIds: ['h1'] })).toEqual([{ breach: 'held', evidence: ['b1', 'h1'] }]);
  });

  test('on its last day, not after it', () => {
    expect(ask({ expiresOn: '2026-03-02' })).toEqual([]);
    expect(codesOf(ask({ expiresOn: '2026-03-01' }))).toEqual(['expired']);
  });

  test('with the advice to use first what expires first', () => {
    const others = [
      { batchId: 'empty', expiresOn: '2026-03-03', stockGrams: 0 },
      { batchId: 'past', expiresOn: '2026-03-01', stockGrams: 10 },
      { batchId: 'later', expiresOn: '2026-03-11', stockGrams: 10 },
      { batchId: 'undated', stockGrams: 10 },
      { batchId: 'sooner', expiresOn: '2026-03-09', stockGrams: 10 },
      { batchId: 'soonest', expiresOn: '2026-03-04', stockGrams: 10 },
    ];
    expect(ask({ others })).toEqual([
      {
        breach: 'not-first-to-expire',
        evidence: ['b1', 'soonest'],
        data: { expiresOn: '2026-03-04' },
        advisory: true,
      },
    ]);
    expect(ask({ others: others.slice(0, 4) })).toEqual([]);
    expect(ask({ others: [{ batchId: 'same day', expiresOn: '2026-03-10', stockGrams: 10 }] })).toEqual([]);
    expect(ask({ others: [{ batchId: 'today', expiresOn: '2026-03-02', stockGrams: 10 }] })).toHaveLength(1);
  });
});

describe('RCV-11 retention', () => {
  type Ground = 'agricultural' | 'shelf-life-stated' | 'procurement' | 'temperature-log';
  const ask = (removeOn: string, grounds: [Ground, string][], scope = {}) => {
    const listed = grounds.map(([ground, from]) => ({ ground, from }));
    return breachesOf(rcv11Retention, { recordId: 'r1', grounds: listed, removeOn }, scope);
  };

  test('six months after the shelf life ends, the day itself included', () => {
    const grounds: [Ground, string][] = [['shelf-life-stated', '2026-08-31']];
    expect(ask('2027-02-28', grounds)).toEqual([
      {
        breach: 'too-early-to-remove',
        evidence: ['r1'],
        data: { keepUntil: '2027-02-28', removeOn: '2027-02-28' },
      },
    ]);
    expect(ask('2027-03-01', grounds)).toEqual([]);
  });

  test('the longest ground wins: a tender keeps its receiving papers for 15 years', () => {
    const grounds: [Ground, string][] = [
      ['agricultural', '2026-03-02'],
      ['procurement', '2026-06-30'],
    ];
    expect(ask('2041-06-30', grounds)[0]?.data).toMatchObject({ keepUntil: '2041-06-30' });
    expect(ask('2041-07-01', grounds)).toEqual([]);
  });

  test('temperature logs are kept two years in Shanghai; elsewhere no law asks', () => {
    const grounds: [Ground, string][] = [['temperature-log', '2026-03-02']];
    expect(codesOf(ask('2027-03-02', grounds, shanghai))).toEqual(['too-early-to-remove']);
    expect(ask('2027-03-02', grounds)).toEqual([]);
  });
});

test('a month later is the same day, or the last of a shorter month', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
  expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
  expect(addMonths('2026-03-02', 180)).toBe('2041-03-02');
});
