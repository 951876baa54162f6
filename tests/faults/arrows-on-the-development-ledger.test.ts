import { describe, expect, test } from 'vitest';
import { developmentLedger } from '#tests/support/breakable-ledgers.ts';
import { endureOn } from '#tests/support/faults/endure-on.ts';
import { Installation } from '#tests/support/faults/installation.ts';
import { killsAtArrows } from '#tests/support/faults/kills-at-arrows.ts';
import { sources } from '#tests/support/sources.ts';

describe('at each arrow, on the development ledger', () =>
  endureOn(async () => Installation.open(await developmentLedger(), { proxied: true }), killsAtArrows));

/** Arrow by arrow, which part of an installation is killed there. */
function crashMatrix(): string {
  const arrows = new Set(killsAtArrows.flatMap((fault) => fault.arrows ?? []));
  const rows = [...arrows].map((arrow) => [
    arrow,
    ...killsAtArrows.map((fault) => (fault.arrows?.includes(arrow) ? 'killed' : '—')),
  ]);
  const head = ['arrow', ...killsAtArrows.map(({ victim }) => victim)];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

test('the README shows who is killed at which arrow', () => {
  const [readme] = sources('tests/faults/README.md');
  const [, table] = /<!-- arrows -->\n(.*?)\n<!-- \/arrows -->/s.exec(readme?.text ?? '') ?? [];
  expect(table).toBe(crashMatrix());
});
