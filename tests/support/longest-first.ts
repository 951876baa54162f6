import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const tests = join(import.meta.dirname, '..');

/** Files that take half a minute and more, the longest first. A fresh clone remembers no durations. */
const long: readonly string[] = [
  'faults/arrows-on-a-real-network.test.ts',
  'faults/arrows-on-the-development-ledger.test.ts',
  'faults/real-network.test.ts',
  'faults/development-ledger.test.ts',
  'e2e/every-page.test.ts',
  'integration/hostile-pages.test.ts',
  'fabric/start-fabric.test.ts',
  'integration/interrupted-start.test.ts',
  'fabric/audit.test.ts',
  'faults/own-parts.test.ts',
  'e2e/public.test.ts',
  'e2e/tampered-proof.test.ts',
  'integration/demo.test.ts',
  'integration/audit-every-column.test.ts',
  'integration/log-key-change.test.ts',
  'fabric/fidelity.test.ts',
  'fabric/network.test.ts',
  'integration/log-crashes.test.ts',
  'fabric/lost-nodes.test.ts',
];

/** The longest files begin first, whatever their project, so that no core waits in the end for one of them alone. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const gone = long.filter((file) => !existsSync(join(tests, file)));
    if (gone.length > 0) throw new Error(`longest-first.ts names what is no test: ${gone}`);
    const place = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((file) => moduleId === join(tests, file));
      return at === -1 ? long.length : at;
    };
    const group = ({ project }: TestSpecification) => project.config.sequence.groupOrder;
    return (await super.sort(files)).sort((a, b) => group(a) - group(b) || place(a) - place(b));
  }
}
