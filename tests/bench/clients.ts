/** Closed-loop clients: each asks again as soon as it was answered. Returns how long each answer took, in ms. */
export async function closedLoop(clients: number, requests: number, ask: (turn: number) => Promise<void>) {
  const took: number[] = [];
  let turn = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (turn < requests) {
        const asked = performance.now();
        await ask(turn++);
        took.push(performance.now() - asked);
      }
    }),
  );
  return { took, perSecond: (requests / (performance.now() - began)) * 1000 };
}
