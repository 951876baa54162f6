import type { BenchApp } from './bench-app.ts';
import { closedLoop } from './clients.ts';
import { type Figure, percentile } from './figures.ts';

const clients = 16;

/** Look-ups of a public code a second, page and JSON. The per-address limit counts each client as its own address. */
export async function* benchPublicPages({ url, demo }: BenchApp, isSmall: boolean): AsyncGenerator<Figure> {
  const requests = isSmall ? 50 : 2_000;
  for (const [figure, accept] of [
    ['public page look-ups', 'text/html'],
    ['public JSON look-ups', 'application/json'],
  ] as const) {
    const ask = async () => {
      const response = await fetch(`${url}/T/${demo.codes.public}`, { headers: { accept } });
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
      await response.arrayBuffer();
    };
    await closedLoop({ clients, requests: 50 }, ask);
    const { took, perSecond } = await closedLoop({ clients, requests }, ask);
    const spread = { p50: percentile(took, 0.5), p99: percentile(took, 0.99) };
    yield { figure, unit: 'requests/s', value: perSecond, size: { requests, clients }, ...spread };
  }
}
