import { type Box, type Diagram, type Edge, stages } from './boxes.ts';

/** Columns from left to right; in each, boxes from top to bottom. */
export type Layers = readonly (readonly Box[])[];

/**
 * A column for each stage, more where lots of one stage come from each other (a vat that was topped up). Within a
 * column boxes stand near what they are joined to: each takes the mean place of its neighbours, sweeping both ways.
 */
export function arrange({ boxes, edges }: Diagram): Layers {
  const depths = chainDepths({ boxes, edges });
  const columns = Map.groupBy(boxes, ({ id, stage }) => stages.indexOf(stage) * 1000 + (depths.get(id) ?? 0));
  let layers: Layers = [...columns].sort(([a], [b]) => a - b).map(([, layer]) => layer);
  const neighbours = neighboursOf(edges);
  for (let sweep = 0; sweep < 4; sweep++) {
    layers = sweepOnce(layers, neighbours);
    layers = sweepOnce(layers.toReversed(), neighbours).toReversed();
  }
  return layers;
}

/** How many lots of the same stage a lot comes from, one after the other. A cycle counts once. */
function chainDepths({ boxes, edges }: Diagram): Map<string, number> {
  const stageOf = new Map(boxes.map(({ id, stage }) => [id, stage]));
  const within = edges.filter(({ from, to }) => stageOf.get(from) === stageOf.get(to) && from !== to);
  const parents = Map.groupBy(within, ({ to }) => to);
  const depths = new Map<string, number>();
  const depthOf = (id: string, below: ReadonlySet<string>): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    if (below.has(id)) return 0;
    const path = new Set([...below, id]);
    const above = (parents.get(id) ?? []).map(({ from }) => depthOf(from, path) + 1);
    const depth = Math.max(0, ...above);
    depths.set(id, depth);
    return depth;
  };
  for (const { id } of boxes) depthOf(id, new Set());
  return depths;
}

function neighboursOf(edges: readonly Edge[]): ReadonlyMap<string, readonly string[]> {
  const both = edges.flatMap(({ from, to }) => [
    [from, to],
    [to, from],
  ]);
  return new Map(
    [...Map.groupBy(both, ([end]) => end as string)].map(([end, pairs]) => [
      end,
      pairs.map(([, other]) => other as string),
    ]),
  );
}

/** Orders each layer by the layers before it. Places are fractions of the height: layers differ in length. */
function sweepOnce(layers: Layers, neighbours: ReadonlyMap<string, readonly string[]>): Layers {
  const places = new Map<string, number>();
  const place = (layer: readonly Box[]): void => {
    for (const [index, { id }] of layer.entries()) places.set(id, (index + 0.5) / layer.length);
  };
  return layers.map((layer) => {
    const wanted = new Map(
      layer.map(({ id }, index) => {
        const around = (neighbours.get(id) ?? []).flatMap((other) => places.get(other) ?? []);
        const mean = around.reduce((sum, value) => sum + value, 0) / around.length;
        return [id, around.length > 0 ? mean : (index + 0.5) / layer.length];
      }),
    );
    const ordered = layer.toSorted((a, b) => (wanted.get(a.id) ?? 0) - (wanted.get(b.id) ?? 0));
    place(ordered);
    return ordered;
  });
}
