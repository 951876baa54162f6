import type { TraceDirection } from '#schemas/trace.ts';
import type { Step } from './walk.ts';

/** The numbers of all lots that the steps lead to, by how many steps away they are, then by number, which is by time. */
export function nearestFirst(from: number, steps: readonly Step[], direction: TraceDirection): number[] {
  const next = Map.groupBy(steps, ({ parent, child }) => (direction === 'forward' ? parent : child));
  const ordered = new Set([from]);
  for (let front = [from]; front.length > 0; ) {
    const reached = front.flatMap((number) =>
      (next.get(number) ?? []).map(({ parent, child }) => (direction === 'forward' ? child : parent)),
    );
    front = [...new Set(reached)].filter((number) => !ordered.has(number)).sort((a, b) => a - b);
    for (const number of front) ordered.add(number);
  }
  return [...ordered];
}
