import { z } from 'zod';
import type { GoodsClass } from '#services/reference/index.ts';
import type { RuleCheck } from '../check.ts';

const Parameters = z.strictObject({
  /** How much warmer than its label a chilled product may arrive. */
  chilledToleranceMilliC: z.int().min(0),
  /** The warmest surface on which a frozen product may arrive. */
  frozenMaxMilliC: z.int(),
});

interface Facts {
  readonly batchId: string;
  readonly goods: Pick<GoodsClass, 'storage' | 'receiveMinMilliC' | 'receiveMaxMilliC'>;
  /** The warmest storage temperature printed on the product's own label; it overrides the table. */
  readonly labelMaxMilliC?: number | undefined;
  /** Absent when nobody measured. */
  readonly temperatureMilliC?: number | undefined;
}

/** A batch arrives within the temperatures of its class, or of its label when that says otherwise. */
export const rcv06ReceivingTemperature: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'RCV-06',
  parameters: Parameters,
  find(facts, parameters) {
    const evidence = [facts.batchId];
    const { temperatureMilliC } = facts;
    const minMilliC = facts.goods.receiveMinMilliC;
    const maxMilliC = warmest(facts, parameters);
    if (minMilliC === undefined && maxMilliC === undefined) return [];
    if (temperatureMilliC === undefined) return [{ breach: 'not-measured', evidence }];
    if (maxMilliC !== undefined && temperatureMilliC > maxMilliC) {
      return [{ breach: 'above-limit', evidence, data: { temperatureMilliC, maxMilliC } }];
    }
    if (minMilliC !== undefined && temperatureMilliC < minMilliC) {
      return [{ breach: 'below-limit', evidence, data: { temperatureMilliC, minMilliC } }];
    }
    return [];
  },
};

function warmest(
  { goods, labelMaxMilliC }: Facts,
  { chilledToleranceMilliC, frozenMaxMilliC }: z.output<typeof Parameters>,
): number | undefined {
  if (labelMaxMilliC === undefined) return goods.receiveMaxMilliC;
  if (goods.storage === 'frozen') return frozenMaxMilliC;
  return goods.storage === 'chilled' ? labelMaxMilliC + chilledToleranceMilliC : goods.receiveMaxMilliC;
}
