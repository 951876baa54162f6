import type { BreakableLedger } from '#tests/support/breakable-ledgers.ts';
import { benchAnchors } from './anchors.ts';
import { type BenchApp, benchApp } from './bench-app.ts';
import { benchLedger, ledgerFacts } from './bench-ledger.ts';
import { benchDeliveries } from './deliveries.ts';
import { failureOf, print, type Result } from './figures.ts';
import { type Options, type PartName, readOptions, usage } from './options.ts';
import { benchProofs } from './proofs.ts';
import { benchPublicPages } from './public-pages.ts';
import { benchRecovery } from './recovery.ts';
import { benchTraces } from './traces.ts';
import { allWithin, within } from './within.ts';

/**
 * `npm run bench`: every figure with machine, ledger, sizes and peers; nothing is asserted of them. A part that fails or
 * takes too long is told, and the others have their turn; the exit code is 1 then.
 */

/** For the whole run, and for closing what it opened. */
const allSeconds = 660;
const closingSeconds = 30;

/** How long each part may take. */
const seconds: Readonly<Record<PartName, number>> = {
  deliveries: 150,
  proofs: 60,
  public: 60,
  anchors: 90,
  recovery: 240,
  traces: 330,
};

async function bench(options: Options): Promise<number> {
  const deadline = performance.now() + allSeconds * 1_000;
  const resources = new AsyncDisposableStack();
  let failures = 0;
  let facts: object = { name: options.ledger };
  const tell = (result: Result) => {
    if ('failed' in result) failures++;
    print(result, { json: options.json, ledger: facts });
  };
  const ledger = await benchLedger(options.ledger).catch((error) => tell(failureOf('ledger', error)));
  if (!ledger) return failures;
  resources.use(ledger);
  facts = ledgerFacts(ledger, options.ledger);
  const parts = partsOf(options, ledger, resources);
  for (const name of options.parts) {
    const left = (deadline - performance.now()) / 1_000;
    try {
      for await (const result of allWithin(Math.min(seconds[name], left), parts[name]())) tell(result);
    } catch (error) {
      tell(failureOf(name, error));
    }
  }
  await within(closingSeconds, resources.disposeAsync()).catch((error) => tell(failureOf('closing', error)));
  return failures;
}

type Parts = Readonly<Record<PartName, () => AsyncGenerator<Result>>>;

/** What opens the product, opens it for all: it ends with the resources. */
function partsOf(
  { isSmall, graphs }: Options,
  ledger: BreakableLedger,
  resources: AsyncDisposableStack,
): Parts {
  let app: Promise<BenchApp> | undefined;
  const opened = () => (app ??= benchApp(ledger).then((product) => resources.use(product)));
  return {
    async *deliveries() {
      yield* benchDeliveries(await opened(), isSmall);
    },
    async *proofs() {
      yield* benchProofs(await opened());
    },
    async *public() {
      yield* benchPublicPages(await opened(), isSmall);
    },
    anchors: () => benchAnchors(ledger, isSmall),
    recovery: () => benchRecovery(ledger, isSmall),
    async *traces() {
      for (const graph of graphs) yield* benchTraces(await opened(), graph);
    },
  };
}

const options = readOptions(process.argv.slice(2));
if (!options) {
  console.error(usage);
  process.exit(2);
}
// What took too long may still be at work.
process.exit((await bench(options)) > 0 ? 1 : 0);
