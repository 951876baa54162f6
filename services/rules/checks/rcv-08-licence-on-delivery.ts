import { z } from 'zod';
import type { DocumentExpression } from '#services/reference/index.ts';
import type { Breach, RuleCheck } from '../check.ts';
import { coversGoods, isValidOn, type Licence } from '../licence.ts';

const Parameters = z.strictObject({});

interface Facts {
  readonly batchId: string;
  readonly supplierId: string;
  readonly goodsCode: string;
  readonly deliveredOn: string;
  /** What the matrix asks of the supplier: one of each group. */
  readonly required: DocumentExpression;
  readonly licences: readonly Licence[];
}

/**
 * On the day of delivery the supplier holds a valid licence of each kind that its goods need, and one whose scope
 * covers them (Food Safety Law art. 53; in Shanghai also 上海市食品安全条例 art. 23).
 */
export const rcv08LicenceOnDelivery: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'RCV-08',
  parameters: Parameters,
  find: (facts) => facts.required.flatMap((group) => checkGroup(group, facts)),
};

function checkGroup(group: readonly string[], facts: Facts): Breach[] {
  const { batchId, supplierId, goodsCode, deliveredOn, licences } = facts;
  const held = licences.filter(({ kind }) => group.includes(kind));
  const evidence = [batchId, supplierId, ...held.map(({ id }) => id)];
  const data = { required: group.join('|'), deliveredOn };
  const valid = held.filter((licence) => isValidOn(licence, deliveredOn));
  if (valid.length === 0) {
    const lapsed = held.some(({ validTo }) => validTo !== undefined && validTo < deliveredOn);
    return [{ breach: lapsed ? 'expired' : 'unlicensed', evidence, data }];
  }
  if (valid.some((licence) => coversGoods(licence, goodsCode))) return [];
  return [{ breach: 'out-of-scope', evidence, data: { ...data, goodsCode } }];
}
