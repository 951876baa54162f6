import type { LotKind, LotStatus } from '#schemas/lot.ts';
import { mealNames } from '#schemas/meal.ts';
import type { LotProofState, Trace, TraceNode } from '#schemas/trace.ts';
import { sortableTime } from '../../web/format.ts';
import type { Language } from '../../web/language.ts';

/** The columns of the picture, in the order in which food moves. */
export const stages = [
  'supplier',
  'supplier-lot',
  'delivery',
  'prepared',
  'dish',
  'meal',
  'sample',
  'disposal',
  'return',
] as const satisfies readonly ('supplier' | LotKind)[];
export type Stage = (typeof stages)[number];

/** Something drawn: a supplier, a lot, or many lots in one. */
export interface Box {
  readonly id: string;
  readonly stage: Stage;
  readonly title: string;
  readonly detail: string;
  readonly status: LotStatus;
  readonly proof: LotProofState;
  readonly start: boolean;
  /** How many lots stand behind it, and at which schools. */
  readonly lots: number;
  readonly schools: ReadonlySet<string>;
}

export interface Edge {
  readonly from: string;
  readonly to: string;
}

export interface Diagram {
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
}

/** The lots of a trace and the suppliers whose lots are among them. */
export function diagramOf({ nodes, links, start, counts }: Trace, language: Language): Diagram {
  const supplied = nodes.filter(({ kind, supplier }) => kind === 'supplier-lot' && supplier);
  const suppliers = new Map(
    supplied.flatMap(({ supplier }) => (supplier ? [[supplier.id, supplier.name]] : [])),
  );
  return {
    boxes: [
      ...[...suppliers].map(([id, name]) => supplierBox(id, name)),
      ...nodes.map((node) => ({
        ...lotBox(node, language, counts.schools > 1),
        start: node.id === start,
      })),
    ],
    edges: distinct([
      ...supplied.map(({ id, supplier }) => ({ from: supplier?.id ?? '', to: id })),
      ...links.map(({ from, to }) => ({ from, to })),
    ]),
  };
}

/** Two events may join the same lots; one line shows it. */
export const distinct = (edges: readonly Edge[]): Edge[] => [
  ...new Map(edges.map((edge) => [`${edge.from} ${edge.to}`, edge])).values(),
];

const supplierBox = (id: string, title: string): Box => ({
  ...{ id, title, stage: 'supplier', detail: '', status: 'open', proof: 'none', start: false, lots: 0 },
  schools: new Set(),
});

/** The school is named where there is more than one. */
function lotBox(node: TraceNode, language: Language, namesSchool: boolean): Omit<Box, 'start'> {
  const { id, kind, status, proof, school, supplierLot, beganAt, meal } = node;
  const title = meal ? mealNames[meal.kind][language] : node.name;
  const when = kind === 'supplier-lot' ? supplierLot : sortableTime(beganAt).slice(5, namesSchool ? 10 : 16);
  const diners = meal && (language === 'zh' ? `${meal.diners} 人` : `${meal.diners} diners`);
  return {
    ...{ id, stage: kind, title, status, proof: proof.state, lots: 1 },
    detail: [namesSchool && school?.name, when, diners].filter(Boolean).join(' · '),
    schools: new Set(school ? [school.id] : []),
  };
}
