/**
 * A module and all that it imports as one module, so that a phone asks once and not forty times. Each stands in a
 * function of its own and is run once, after those that it imports; their text stays as it is but for the lines that
 * import and export.
 *
 * Understands what this project and the few packages that browsers load are written in: named and namespace imports,
 * exported declarations, lists of exports, one default. Anything else is refused, and a test joins all that is served.
 */

export interface ModuleSource {
  /** The text of a module. */
  text(path: string): string;
  /** The path of what a module calls by a specifier. */
  resolve(specifier: string, importer: string): string;
  /** Where a browser finds the module that another asks for only when it comes to it. */
  address(path: string): string;
}

/** @throws SyntaxError for a cycle, an import of what is not exported, and a form that is not understood */
export function joinModules(entry: string, source: ModuleSource): string {
  const done = new Map<string, Part>();
  const under = new Set<string>();
  const visit = (path: string): void => {
    if (done.has(path)) return;
    if (under.has(path)) throw new SyntaxError(`${path} imports itself`);
    under.add(path);
    const part = takeApart(path, source);
    for (const { from } of part.imports) visit(from);
    requireExported(part, done);
    done.set(path, part);
  };
  visit(entry);
  return [...done.values()].map((part) => (part.path === entry ? asEntry(part) : inFunction(part))).join('');
}

interface Import {
  readonly from: string;
  /** `{ a, b as c }`, `* as all` or the name of a default. */
  readonly clause: string;
}

interface Part {
  readonly path: string;
  readonly body: string;
  readonly imports: readonly Import[];
  /** By the exported name, the name inside. */
  readonly exports: ReadonlyMap<string, string>;
}

const importLine = /^import\s+(\{[^}]*\}|\* as [\w$]+|[\w$]+)\s+from\s*(['"])([^'"]+)\2;?$/gm;
const exportedDeclaration =
  /^export (?=(?:async function|function|class|const)\s+([\w$]+))|^export default function (?=([\w$]+))/gm;
const exportedList = /^export\s*\{([^}]*)\};?$/gm;
/** `import('x')`: what a module asks for only when it comes to it. */
const dynamicImport = /\bimport\((['"])([^'"]+)\1\)/g;

function takeApart(path: string, { text, resolve, address }: ModuleSource): Part {
  const imports: Import[] = [];
  const exports = new Map<string, string>();
  const body = text(path)
    .replace(importLine, (_, clause, __, specifier) => {
      imports.push({ from: resolve(specifier, path), clause });
      return '';
    })
    .replace(exportedDeclaration, (_, name, byDefault) => {
      exports.set(byDefault ? 'default' : name, byDefault ?? name);
      return byDefault ? 'function ' : '';
    })
    .replace(exportedList, (_, list: string) => {
      for (const [inside, outside] of namesOf(list)) exports.set(outside, inside);
      return '';
    })
    .replace(
      dynamicImport,
      (_, quote, specifier) => `import(${quote}${address(resolve(specifier, path))}${quote})`,
    );
  const left = /^(?:export|import)\s*[\s{*'"].*$/m.exec(body);
  if (left) throw new SyntaxError(`${path}: ${left[0]} is not understood`);
  return { path, body: body.trim(), imports, exports };
}

/** `a, b as c` → [a, a], [b, c]. */
const namesOf = (list: string): [string, string][] =>
  list
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) => {
      const [first = '', second = first] = each.split(/\s+as\s+/);
      return [first, second];
    });

function requireExported({ path, imports }: Part, done: ReadonlyMap<string, Part>): void {
  for (const { from, clause } of imports) {
    const names = clause.startsWith('{') ? namesOf(clause.slice(1, -1)).map(([name]) => name) : [];
    const missing = names.filter((name) => !done.get(from)?.exports.has(name));
    if (missing.length > 0) throw new SyntaxError(`${path}: ${from} exports no ${missing.join(', ')}`);
  }
}

/** `ledger/hash.ts` → `ledger_hash_ts`: no name in a module is written like that. */
const scopeOf = (path: string): string => path.replaceAll(/[^A-Za-z0-9]/g, '_');

function importsOf({ imports }: Part): string {
  const lines = imports.map(({ from, clause }) => {
    if (clause.startsWith('*')) return `const ${clause.slice('* as '.length)} = ${scopeOf(from)};`;
    if (!clause.startsWith('{')) return `const { default: ${clause} } = ${scopeOf(from)};`;
    const names = namesOf(clause.slice(1, -1)).map(([name, as]) => (name === as ? name : `${name}: ${as}`));
    return `const { ${names.join(', ')} } = ${scopeOf(from)};`;
  });
  return lines.map((line) => `${line}\n`).join('');
}

function inFunction(part: Part): string {
  const names = [...part.exports].map(([outside, inside]) =>
    outside === inside ? inside : `${outside}: ${inside}`,
  );
  return `const ${scopeOf(part.path)} = (() => {\n${importsOf(part)}${part.body}\nreturn { ${names.join(', ')} };\n})();\n`;
}

/** Outside of any function: it may wait, and exports what it exported before. */
function asEntry(part: Part): string {
  const names = [...part.exports].map(([outside, inside]) => `${inside} as ${outside}`);
  const exported = names.length > 0 ? `export { ${names.join(', ')} };\n` : '';
  return `${importsOf(part)}${part.body}\n${exported}`;
}
