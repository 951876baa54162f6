import type { TraceDirection } from '#schemas/trace.ts';
import type { Language } from '../../web/language.ts';
import { type Box, type Diagram, distinct, type Stage } from './boxes.ts';

/** More than this cannot be read in a picture; the table has them all. */
export const mostBoxes = 150;

/**
 * Siblings drawn as one box: lots of one stage that come from (or, traced back, go into) the same boxes. Where that is
 * not enough, all lots of a stage are one box. The lot asked for always stays itself.
 */
export function collapse(diagram: Diagram, direction: TraceDirection, language: Language): Diagram {
  if (diagram.boxes.length <= mostBoxes) return diagram;
  const siblings = merged(diagram, siblingKeys(diagram, direction), language);
  if (siblings.boxes.length <= mostBoxes) return siblings;
  return merged(diagram, new Map(diagram.boxes.map((box) => [box.id, ownKey(box) ?? box.stage])), language);
}

const ownKey = ({ start, id }: Box): string | undefined => (start ? id : undefined);

/** The same key for boxes of a stage whose neighbours on the side of the start have the same keys. */
function siblingKeys({ boxes, edges }: Diagram, direction: TraceDirection): Map<string, string> {
  const towards = Map.groupBy(edges, ({ from, to }) => (direction === 'forward' ? to : from));
  const neighbours = (id: string) =>
    (towards.get(id) ?? []).map(({ from, to }) => (direction === 'forward' ? from : to));
  const keys = new Map<string, string>();
  const short = new Map<string, string>();
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const keyOf = (id: string, above: ReadonlySet<string>): string => {
    const known = keys.get(id);
    const box = byId.get(id);
    if (known !== undefined) return known;
    if (!box || above.has(id)) return '';
    const within = new Set([...above, id]);
    const around = [...new Set(neighbours(id).map((other) => keyOf(other, within)))].sort();
    const long = ownKey(box) ?? `${box.stage}<${around.join(',')}>`;
    const key = short.get(long) ?? `${box.stage}-${short.size}`;
    short.set(long, key);
    keys.set(id, key);
    return key;
  };
  for (const { id } of boxes) keyOf(id, new Set());
  return keys;
}

function merged({ boxes, edges }: Diagram, keys: ReadonlyMap<string, string>, language: Language): Diagram {
  const groups = Map.groupBy(boxes, ({ id }) => keys.get(id) ?? id);
  const idOf = new Map(
    [...groups].flatMap(([key, of]) => of.map(({ id }) => [id, of.length === 1 ? id : key] as const)),
  );
  const ends = edges.map(({ from, to }) => ({ from: idOf.get(from) ?? from, to: idOf.get(to) ?? to }));
  return {
    boxes: [...groups].map(([key, of]) => (of.length === 1 ? (of[0] as Box) : groupBox(key, of, language))),
    edges: distinct(ends.filter(({ from, to }) => from !== to)),
  };
}

function groupBox(id: string, of: readonly Box[], language: Language): Box {
  const schools = new Set(of.flatMap((box) => [...box.schools]));
  const names = new Set(of.map(({ title }) => title));
  const [first] = of as readonly [Box, ...Box[]];
  const stage: Stage = first.stage;
  const lots = of.reduce((sum, box) => sum + box.lots, 0);
  const texts = groupTexts[language];
  return {
    ...{ id, stage, start: false, lots, schools },
    title: names.size === 1 ? first.title : texts.kinds(names.size),
    detail: stage === 'supplier' ? texts.suppliers(of.length) : texts.lots(lots, schools.size),
    status: of.some(({ status }) => status === 'held') ? 'held' : 'open',
    proof: worst(of),
  };
}

const groupTexts = {
  zh: {
    kinds: (count: number) => `${count} 种`,
    suppliers: (count: number) => `${count} 家供货者`,
    lots: (lots: number, schools: number) => `${lots} 批${schools ? ` · ${schools} 所学校` : ''}`,
  },
  en: {
    kinds: (count: number) => `${count} names`,
    suppliers: (count: number) => `${count} suppliers`,
    lots: (lots: number, schools: number) => `${lots} lots${schools ? ` · ${schools} schools` : ''}`,
  },
};

const badness = ['failed', 'pending', 'sequenced', 'anchored', 'none'] as const;
const worst = (of: readonly Box[]): Box['proof'] =>
  badness.find((state) => of.some(({ proof }) => proof === state)) ?? 'none';
