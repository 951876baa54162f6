import { z } from 'zod';
import type { Breach, RuleCheck } from '../check.ts';

const Parameters = z.strictObject({
  minMilliC: z.int(),
  maxMilliC: z.int(),
  /** How long the cabinet may be out of range, e.g. with its door open. */
  toleratedMinutes: z.int().min(0),
});

interface Reading {
  readonly id: string;
  readonly at: string;
  readonly temperatureMilliC: number;
}

interface Facts {
  readonly cabinetId: string;
  readonly readings: readonly Reading[];
  /** Samples that were in the cabinet, from when to when; absent `toAt` means still. */
  readonly samples: readonly {
    readonly sampleId: string;
    readonly fromAt: string;
    readonly toAt?: string | undefined;
  }[];
}

/**
 * The sample cabinet stays at 0-8 °C. Out of range lasts from the first reading outside to the next one inside: nobody
 * knows that it was cold again any earlier. Every sample inside meanwhile is named.
 */
export const smp04CabinetTemperature: RuleCheck<Facts, typeof Parameters> = {
  ruleId: 'SMP-04',
  parameters: Parameters,
  find({ cabinetId, readings, samples }, parameters) {
    const limitMs = parameters.toleratedMinutes * 60_000;
    return excursions(readings, parameters)
      .filter(({ fromAt, toAt }) => Date.parse(toAt) - Date.parse(fromAt) > limitMs)
      .flatMap(({ fromAt, toAt, outside }): Breach[] =>
        samples
          .filter((sample) => sample.fromAt < toAt && fromAt < (sample.toAt ?? toAt))
          .map(({ sampleId }) => ({
            breach: 'out-of-range',
            evidence: [sampleId, cabinetId, ...outside.map(({ id }) => id)],
            data: {
              fromAt,
              toAt,
              lowestMilliC: Math.min(...outside.map((reading) => reading.temperatureMilliC)),
              highestMilliC: Math.max(...outside.map((reading) => reading.temperatureMilliC)),
            },
          })),
      );
  },
};

function excursions(
  readings: readonly Reading[],
  { minMilliC, maxMilliC }: { readonly minMilliC: number; readonly maxMilliC: number },
) {
  const found: { fromAt: string; toAt: string; outside: Reading[] }[] = [];
  let open: (typeof found)[number] | undefined;
  for (const reading of readings.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    const inside = minMilliC <= reading.temperatureMilliC && reading.temperatureMilliC <= maxMilliC;
    if (open) open.toAt = reading.at;
    if (inside) {
      open = undefined;
      continue;
    }
    if (open === undefined) {
      open = { fromAt: reading.at, toAt: reading.at, outside: [] };
      found.push(open);
    }
    open.outside.push(reading);
  }
  return found;
}
