import { readFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { join, posix } from 'node:path';
import { stripComments } from './strip-comments.ts';

const packages = createRequire(import.meta.url);
const root = join(import.meta.dirname, '..', '..');
const own = (path: string) => join(root, path);
/** The folder of the packages' scope: their modules import each other by paths that they do not export. */
const noble = join(packages.resolve('@noble/hashes/utils.js'), '..', '..');

const styles: Readonly<Record<string, { readonly type: string; readonly file: () => string }>> = {
  'style.css': { type: 'text/css', file: () => own('services/web/style.css') },
  'trace.css': { type: 'text/css', file: () => own('services/trace/trace.css') },
  'canteen.css': { type: 'text/css', file: () => own('services/web/canteen.css') },
  'label.css': { type: 'text/css', file: () => own('services/labels/label.css') },
  'public.css': { type: 'text/css', file: () => own('services/public/public.css') },
  'tabler.css': { type: 'text/css', file: () => packages.resolve('@tabler/core/dist/css/tabler.min.css') },
  'icon.svg': { type: 'image/svg+xml', file: () => own('services/web/icon.svg') },
};

/** The modules that browsers may load, by their path under `/assets/`, and the file behind each. */
const modules: readonly (readonly [RegExp, (path: string) => string])[] = [
  [/^client\/[a-z0-9-]+\.ts$/, (path) => own(`services/web/${path}`)],
  [/^(?:ledger(?:\/attestation)?|schemas(?:\/[a-z0-9-]+)*)\/[a-z0-9-]+\.ts$/, own],
  [/^npm\/@noble\/hashes\/[a-z0-9_]+\.js$/, (path) => join(noble, path.slice('npm/@noble/'.length))],
  [
    /^npm\/@noble\/curves\/(?:abstract\/)?[a-z0-9-]+\.js$/,
    (path) => join(noble, path.slice('npm/@noble/'.length)),
  ],
  [/^npm\/canonicalize\.js$/, () => packages.resolve('canonicalize')],
];

export interface AssetSource {
  readonly type: string;
  readonly text: string;
  /** The assets that a module loads, by the specifiers that stand in its text. */
  readonly imports: ReadonlyMap<string, string>;
  /** Those among them that it needs at once, and not only when it comes to it. */
  readonly needed: readonly string[];
}

/**
 * What lies under `/assets/` by this path: a style sheet, or a module as the server itself runs it but for types and
 * comments. Undefined for anything else.
 */
export function assetSource(path: string): AssetSource | undefined {
  const style = styles[path];
  if (style)
    return { type: style.type, text: readFileSync(style.file(), 'utf8'), imports: new Map(), needed: [] };
  const [, fileOf] = modules.find(([pattern]) => pattern.test(path)) ?? [];
  const code = fileOf && readIfThere(fileOf(path));
  if (code === undefined) return undefined;
  const text = stripComments(path.endsWith('.ts') ? stripTypeScriptTypes(code, { mode: 'strip' }) : code);
  const found = [...text.matchAll(importSpecifier)].map(([, before = '', , specifier = '']) => ({
    asset: [specifier, assetOf(specifier, path)] as const,
    now: !before.includes('('),
  }));
  return {
    type: 'text/javascript',
    text,
    imports: new Map(found.map(({ asset }) => asset)),
    needed: found.flatMap(({ asset: [, target], now }) => (now ? [target] : [])),
  };
}

/** The text with its import specifiers replaced: by the addresses where a browser finds the modules. */
export const pointImports = (text: string, addressOf: (specifier: string) => string): string =>
  text.replace(
    importSpecifier,
    (_, before, quote, specifier) => `${before}${quote}${addressOf(specifier)}${quote}`,
  );

const importSpecifier = /((?:\bfrom|\bimport)\s*\(?\s*)(['"])([^'"]+)\2/g;

/** `#ledger/x.ts` → `ledger/x.ts`, `./y.js` by the importing module, packages → `npm/…`. */
function assetOf(specifier: string, importer: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(importer), specifier);
  if (specifier.startsWith('#')) return specifier.slice(1);
  return `npm/${specifier.endsWith('.js') ? specifier : `${specifier}.js`}`;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
