import type { LotKind } from '#schemas/lot.ts';
import type { Trace, TraceDirection, TraceNode } from '#schemas/trace.ts';

interface Drawn {
  readonly id: string;
  readonly kind: LotKind;
  readonly name?: string;
  readonly school?: string;
}

const at = '2026-03-02T00:00:00.000Z';

const node = ({ id, kind, name = id, school }: Drawn): TraceNode => ({
  ...{ id, kind, name, code: null, goodsCode: null },
  school: school ? { id: school, name: school } : null,
  supplier: kind === 'supplier-lot' ? { id: 'supplier', name: '甲农业', creditCode: null } : null,
  ...{ supplierLot: null, noteNumber: null, origin: null, producedOn: null, expiresOn: null, beganAt: at },
  ...{ quantityGrams: null, remainingGrams: null, status: 'open', papers: [], people: [] },
  ...{ dish: null, meal: null, sample: null },
  proof: {
    state: 'anchored',
    recordId: null,
    recordedAt: at,
    anchoredAt: at,
    ledger: 'fabric-development',
    witness: 'none',
    organisations: 2,
  },
});

/** A trace to draw, with lots and pairs of ids; the first lot is the start. */
export function drawnTrace(
  lots: readonly Drawn[],
  links: readonly (readonly [string, string])[],
  direction: TraceDirection = 'forward',
): Trace {
  const schools = new Set(lots.flatMap(({ school }) => school ?? []));
  return {
    start: lots[0]?.id ?? '',
    direction,
    asOf: at,
    counts: {
      lots: {},
      schools: schools.size,
      suppliers: 1,
      meals: 0,
      diners: 0,
      samplesKept: 0,
      bySchool: [],
    },
    nodes: lots.map(node),
    links: links.map(([from, to]) => ({
      from,
      to,
      event: 'cooking',
      at,
      quantityGrams: null,
      recordId: from,
    })),
    truncated: 0,
    outsideScope: 0,
  };
}

/** A supplier's lot that went to so many schools, and there into a dish each. */
export function nationalLot(schools: number): Trace {
  const each = Array.from({ length: schools }, (_, index) => `第${index + 1}小学`);
  return drawnTrace(
    [
      { id: 'shrimp', kind: 'supplier-lot', name: '冷冻虾仁' },
      ...each.map((school) => ({ id: `d-${school}`, kind: 'delivery' as const, name: '冷冻虾仁', school })),
      ...each.map((school, index) => ({
        id: `m-${school}`,
        kind: 'dish' as const,
        name: index % 2 ? '虾仁炒蛋' : '虾仁豆腐',
        school,
      })),
    ],
    each.flatMap((school) => [['shrimp', `d-${school}`] as const, [`d-${school}`, `m-${school}`] as const]),
  );
}
