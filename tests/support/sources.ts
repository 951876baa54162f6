import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface SourceFile {
  /** Path from the project's root. */
  readonly path: string;
  readonly text: string;
}

/** The project's own source files that match a pattern from its root. */
export function sources(pattern: string): SourceFile[] {
  return globSync(pattern, { cwd: root, exclude: (path) => path.includes('node_modules') })
    .sort()
    .map((path) => ({ path, text: readFileSync(`${root}/${path}`, 'utf8') }));
}
