interface Load {
  readonly clients: number;
  readonly requests: number;
  /** No request begins later; fewer are made then. */
  readonly seconds?: number;
}

/**
 * Closed-loop clients: each asks again as soon as it was answered. Returns how long each answer took, in ms, and how many
 * came a second.
 */
export async function closedLoop({ clients, requests, seconds }: Load, ask: (turn: number) => Promise<void>) {
  const took: number[] = [];
  let turn = 0;
  const began = performance.now();
  const isOver = () => seconds !== undefined && performance.now() - began > seconds * 1_000;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (turn < requests && !isOver()) {
        const asked = performance.now();
        await ask(turn++);
        took.push(performance.now() - asked);
      }
    }),
  );
  return { took, perSecond: (took.length / (performance.now() - began)) * 1_000 };
}
