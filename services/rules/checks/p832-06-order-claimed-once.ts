import { z } from 'zod';
import type { Breach, RuleCheck } from '../check.ts';

const Parameters = z.strictObject({});

interface Facts {
  /** Claims of all units, on all platforms. A second import of the same claim keeps its id and is one claim. */
  readonly claims: readonly {
    readonly claimId: string;
    readonly unitId: string;
    readonly platform: string;
    readonly orderNo: string;
    readonly lineNo: number;
  }[];
}

/** One order line is one unit's, claimed once, under one programme. */
export const p832_06OrderClaimedOnce: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'P832-06',
  parameters: Parameters,
  find: ({ claims }) =>
    [...Map.groupBy(claims, ({ orderNo, lineNo }) => JSON.stringify([orderNo, lineNo])).values()].flatMap(
      claimedAgain,
    ),
};

function claimedAgain(same: Facts['claims'][number][]): Breach[] {
  const evidence = [...new Set(same.map(({ claimId }) => claimId))];
  const [first] = same;
  if (first === undefined || evidence.length === 1) return [];
  const { orderNo, lineNo } = first;
  const units = new Set(same.map(({ unitId }) => unitId)).size;
  const platforms = new Set(same.map(({ platform }) => platform)).size;
  const breach = units === 1 && platforms > 1 ? 'mixed-channels' : 'claimed-twice';
  return [{ breach, evidence, data: { orderNo, lineNo, units, platforms } }];
}
