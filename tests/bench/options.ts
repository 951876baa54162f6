import { parseArgs } from 'node:util';
import { type GraphSize, graphSizes } from './trace-graph.ts';

export const partNames = ['deliveries', 'proofs', 'public', 'anchors', 'recovery', 'traces'] as const;
export type PartName = (typeof partNames)[number];
const ledgerNames = ['devnet', 'fabric'] as const;
export type LedgerName = (typeof ledgerNames)[number];

export interface Options {
  readonly json: boolean;
  readonly ledger: LedgerName;
  /** Trace graphs; `small` alone makes everything small, to see that it runs. */
  readonly graphs: readonly GraphSize[];
  readonly isSmall: boolean;
  readonly parts: readonly PartName[];
}

export const usage = `npm run bench [-- --json] [--size ${Object.keys(graphSizes).join('|')}[,…]] [--ledger ${ledgerNames.join('|')}] [--only ${partNames.join('|')}[,…]]`;

/** @returns undefined for arguments that are none */
export function readOptions(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        size: { type: 'string', default: 'S,M' },
        ledger: { type: 'string', default: 'devnet' },
        only: { type: 'string', default: partNames.join(',') },
      },
    });
    const [ledger] = chosen([values.ledger], ledgerNames);
    const graphs = chosen(values.size.split(','), Object.keys(graphSizes) as GraphSize[]);
    const parts = measured(chosen(values.only.split(','), partNames));
    const isSmall = graphs.every((graph) => graph === 'small');
    return { json: values.json, ledger: ledger as LedgerName, graphs, isSmall, parts };
  } catch {
    return undefined;
  }
}

/** Each part once, in the order of all; the delays of proofs are those of the deliveries of the same run. */
const measured = (asked: readonly PartName[]): PartName[] =>
  partNames.filter((name) => asked.includes(name) || (name === 'deliveries' && asked.includes('proofs')));

function chosen<Name extends string>(given: readonly string[], names: readonly Name[]): Name[] {
  return given.map((text) => {
    const name = names.find((each) => each === text);
    if (name === undefined) throw new RangeError(`${text} is none of ${names.join(', ')}`);
    return name;
  });
}
