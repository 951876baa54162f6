import { type Context, read } from '#services/context.ts';
import { newId } from '#services/ids.ts';
import { type Direction, walk } from '#services/trace/index.ts';
import type { BenchApp } from './bench-app.ts';
import { type Figure, percentile } from './figures.ts';
import { type GraphSize, graphSizes, writeGraph } from './trace-graph.ts';

/** Walks of the trace graph at the size asked for, through the product's own query with row-level security on. */
export async function* benchTraces({ deps, owner }: BenchApp, size: GraphSize): AsyncGenerator<Figure> {
  const districtId = newId(new Date().toISOString());
  const began = performance.now();
  const graph = await writeGraph(owner, districtId, size);
  const written = performance.now() - began;
  const basis = { ...graphSizes[size], graph: size, edges: graph.edges };
  yield {
    figure: 'links written, indexes live',
    unit: 'links/s',
    value: (graph.edges / written) * 1000,
    size: basis,
  };
  const ctx: Context = {
    ...deps,
    requestId: districtId,
    actor: { kind: 'system', job: 'bench', districtId },
  };
  const measure = async (
    figure: string,
    starts: readonly number[],
    direction: Direction,
  ): Promise<Figure> => {
    const took: number[] = [];
    let lots = 0;
    for (const start of starts) {
      const asked = performance.now();
      const { numbers } = await read(ctx, (db) => walk(db, start, direction));
      took.push(performance.now() - asked);
      lots = Math.max(lots, numbers.length);
    }
    const [p50, p99] = [percentile(took, 0.5), percentile(took, 0.99)];
    return {
      figure,
      unit: 'ms',
      value: p50,
      p50,
      p99,
      size: { ...basis, starts: starts.length, mostLots: lots },
    };
  };
  await measure('warm-up', graph.dishes, 'back');
  yield await measure('trace a dish back to its origins', graph.dishes, 'back');
  yield await measure('trace a delivery forward', graph.deliveries, 'forward');
  yield await measure('trace a fresh origin forward', graph.freshOrigins.slice(0, 200), 'forward');
  yield await measure(
    'recall of a national oil lot',
    Array.from({ length: 5 }, () => graph.oil),
    'forward',
  );
}
