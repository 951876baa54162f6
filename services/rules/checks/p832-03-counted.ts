import { z } from 'zod';
import { PurchaseChannel } from '#schemas/order-line.ts';
import type { Breach, RuleCheck } from '../check.ts';

const Parameters = z.strictObject({
  /** Whether an order counts only once it was evaluated on the platform; differs by jurisdiction and year. */
  evaluationRequired: z.boolean(),
  /** Channels whose purchases the year's notice sets against the reserve. */
  channelsThatCount: z.array(PurchaseChannel).min(1),
});

/** One platform order line, amounts after cancellations, returns and refunds. */
interface Line {
  readonly lineId: string;
  readonly orderedFen: number;
  readonly acceptedFen: number;
  readonly paidFen: number;
  readonly evaluated: boolean;
}

interface Facts {
  readonly unitId: string;
  readonly year: number;
  readonly lines: readonly Line[];
  /** What the unit reported as completed; absent when it has not reported. */
  readonly reportedFen?: number | undefined;
}

export function countedFen(
  line: Line,
  { evaluationRequired }: Pick<z.output<typeof Parameters>, 'evaluationRequired'>,
): number {
  return line.evaluated || !evaluationRequired ? Math.min(line.acceptedFen, line.paidFen) : 0;
}

/** A purchase counts once it is accepted, paid and evaluated. Shows the four totals and the money stuck between. */
export const p832_03Counted: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'P832-03',
  parameters: Parameters,
  find({ unitId, year, lines, reportedFen }, parameters) {
    const total = (amount: (line: Line) => number) => lines.reduce((sum, line) => sum + amount(line), 0);
    const totals = {
      orderedFen: total((line) => line.orderedFen),
      acceptedFen: total((line) => line.acceptedFen),
      paidFen: total((line) => line.paidFen),
      countedFen: total((line) => countedFen(line, parameters)),
    };
    const breaches: Breach[] = [];
    if (reportedFen !== undefined && reportedFen !== totals.countedFen) {
      const data = { year, reportedFen, ...totals };
      breaches.push({ breach: 'reported-differs', evidence: [unitId], data });
    }
    const stuck = lines.filter((line) => countedFen(line, parameters) < line.orderedFen);
    if (stuck.length > 0) {
      const data = {
        year,
        ...totals,
        notAcceptedFen: total((line) => Math.max(0, line.orderedFen - line.acceptedFen)),
        notPaidFen: total((line) => Math.max(0, line.acceptedFen - line.paidFen)),
        notEvaluatedFen: total(
          (line) => Math.min(line.acceptedFen, line.paidFen) - countedFen(line, parameters),
        ),
      };
      const evidence = [unitId, ...stuck.map(({ lineId }) => lineId)];
      breaches.push({ breach: 'stuck', evidence, data, advisory: true });
    }
    return breaches;
  },
};
