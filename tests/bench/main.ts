import { parseArgs } from 'node:util';
import { benchApp } from './bench-app.ts';
import { benchDeliveries } from './deliveries.ts';
import { print } from './figures.ts';
import { benchProofs } from './proofs.ts';
import { benchPublicPages } from './public-pages.ts';
import { benchTraces } from './traces.ts';

/** `npm run bench [-- --json] [--size S|M]`: every figure with machine, sizes and peers; nothing is asserted. */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, size: { type: 'string', default: 'S,M' } },
});
const sizes = values.size.split(',').filter((size): size is 'S' | 'M' => size === 'S' || size === 'M');

await using app = await benchApp();
for await (const figure of benchDeliveries(app)) print(figure, values.json);
for await (const figure of benchProofs(app)) print(figure, values.json);
for await (const figure of benchPublicPages(app)) print(figure, values.json);
for (const size of sizes) for await (const figure of benchTraces(app, size)) print(figure, values.json);
