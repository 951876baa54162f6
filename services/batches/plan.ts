import type { Finding } from '#schemas/finding.ts';
import type { Context } from '../context.ts';
import { newId } from '../ids.ts';
import { happenedAt, newTraceCode } from '../lots/index.ts';
import type { DeliveryFacts, StatedDelivery } from './facts.ts';
import { keepLineUntil, latest } from './keep-until.ts';
import { acceptanceFindings, refusalFindings } from './line-findings.ts';
import { type ResolvedLine, resolveLine } from './line-shape.ts';
import type { Obstruction, PlacedLine } from './obstacle.ts';
import { obstaclesTo } from './obstacles.ts';
import type { Signer } from './signers.ts';

/** The lot that accepted goods become, named before it is written because records and rows point at each other. */
export interface PlannedLot {
  readonly id: string;
  readonly code: string;
  readonly recordId: string;
}

export interface PlannedLine extends ResolvedLine {
  readonly keepUntil: string | undefined;
  readonly lot: PlannedLot | undefined;
  /** Of the accepted goods. */
  readonly findings: readonly Finding[];
  readonly refusalFindings: readonly Finding[];
}

/** A delivery that nothing stands against, with everything that recording it will write. */
export interface PlannedDelivery {
  readonly id: string;
  readonly recordId: string;
  readonly delivery: StatedDelivery;
  readonly facts: DeliveryFacts;
  readonly signers: readonly [Signer] | readonly [Signer, Signer];
  readonly needsManager: boolean;
  readonly keepUntil: string | undefined;
  readonly lines: readonly PlannedLine[];
}

type Basis = Pick<Context, 'reference' | 'rules' | 'clock'>;

interface Asked {
  readonly id: string;
  readonly delivery: StatedDelivery;
  readonly signers: PlannedDelivery['signers'];
  /** JSON pointer of the delivery in what was sent: empty, or `/deliveries/3`. */
  readonly pointer: string;
  /** Lots that lines of an earlier version became; they keep id and code. */
  readonly lots?: ReadonlyMap<string, { readonly id: string; readonly code: string }>;
}

/**
 * Judges each line once and plans what follows. Pure: reads nothing, writes nothing.
 *
 * @throws DomainError `invalid-input` for an arrival in the future
 */
export function planDelivery(
  asked: Asked,
  facts: DeliveryFacts,
  basis: Basis,
): { plan: PlannedDelivery } | { obstructions: Obstruction[] } {
  const { delivery, pointer } = asked;
  happenedAt(basis, delivery.arrivedAt, `${pointer}/arrivedAt`);
  const judged = delivery.lines.map((line, index) => {
    const place: PlacedLine = {
      id: line.id,
      goodsName: line.goodsName,
      pointer: `${pointer}/lines/${index}`,
      ordinal: index + 1,
    };
    const shape = resolveLine(line, basis.reference);
    const obstacles = 'obstacles' in shape ? shape.obstacles : obstaclesTo(shape.resolved, facts, basis);
    return { shape, obstructions: obstacles.map((obstacle) => ({ line: place, obstacle })) };
  });
  const obstructions = judged.flatMap((line) => line.obstructions);
  if (obstructions.length > 0) return { obstructions };
  const lines = judged.flatMap(({ shape }) =>
    'resolved' in shape ? [planLine(shape.resolved, asked, facts, basis)] : [],
  );
  return {
    plan: {
      id: asked.id,
      recordId: newId(basis.clock.now()),
      delivery,
      facts,
      signers: asked.signers,
      needsManager: lines.some(({ line }) => line.override !== undefined),
      keepUntil: latest(lines.map((line) => line.keepUntil)),
      lines,
    },
  };
}

function planLine(resolved: ResolvedLine, asked: Asked, facts: DeliveryFacts, basis: Basis): PlannedLine {
  const { line } = resolved;
  const now = basis.clock.now();
  const before = asked.lots?.get(line.id);
  const lot =
    line.acceptedGrams === 0
      ? undefined
      : { id: before?.id ?? newId(now), code: before?.code ?? newTraceCode(), recordId: newId(now) };
  return {
    ...resolved,
    lot,
    keepUntil: keepLineUntil(resolved, facts, basis),
    findings: lot ? acceptanceFindings(resolved, lot.id, facts, basis) : [],
    refusalFindings: refusalFindings(resolved, asked.delivery.arrivedAt, facts, basis),
  };
}
