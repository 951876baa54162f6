import { readFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { join, posix } from 'node:path';
import { joinModules } from './join-modules.ts';
import { stripComments } from './strip-comments.ts';

const packages = createRequire(import.meta.url);
const root = join(import.meta.dirname, '..', '..');
const own = (path: string) => join(root, path);
/** The folder of the package: its modules import each other by paths that it does not export. */
const hashes = join(packages.resolve('@noble/hashes/utils.js'), '..');

const styles: Readonly<Record<string, { readonly type: string; readonly file: () => string }>> = {
  'style.css': { type: 'text/css', file: () => own('services/web/style.css') },
  'header.css': { type: 'text/css', file: () => own('services/web/header.css') },
  'lists.css': { type: 'text/css', file: () => own('services/web/lists.css') },
  'trace.css': { type: 'text/css', file: () => own('services/trace/trace.css') },
  'api-guide.css': { type: 'text/css', file: () => own('services/api-guide/api-guide.css') },
  'canteen.css': { type: 'text/css', file: () => own('services/web/canteen.css') },
  'label.css': { type: 'text/css', file: () => own('services/labels/label.css') },
  'public.css': { type: 'text/css', file: () => own('services/public/public.css') },
  'tabler.css': { type: 'text/css', file: () => packages.resolve('@tabler/core/dist/css/tabler.min.css') },
  'icon.svg': { type: 'image/svg+xml', file: () => own('services/web/icon.svg') },
};

/** The modules that browsers may load, by their path under `/assets/`. */
const servedModule = /^(?:client|ledger(?:\/attestation)?|schemas(?:\/[a-z0-9-]+)*)\/[a-z0-9-]+\.ts$/;

export interface AssetSource {
  readonly type: string;
  readonly text: string;
}

/**
 * What lies under `/assets/` by this path: a style sheet, or a module as the server itself runs it but for types and
 * comments, joined with all that it imports. Undefined for anything else.
 *
 * @param address where a browser finds an asset
 */
export function assetSource(path: string, address: (path: string) => string): AssetSource | undefined {
  const style = styles[path];
  if (style) return { type: style.type, text: readFileSync(style.file(), 'utf8') };
  if (!servedModule.test(path) || readIfThere(fileOf(path)) === undefined) return undefined;
  return {
    type: 'text/javascript',
    text: joinModules(path, { text: moduleText, resolve: assetOf, address }),
  };
}

function moduleText(path: string): string {
  const code = readFileSync(fileOf(path), 'utf8');
  return stripComments(path.endsWith('.ts') ? stripTypeScriptTypes(code, { mode: 'strip' }) : code);
}

/** `#ledger/x.ts` → `ledger/x.ts`, `./y.js` by the importing module, packages → `npm/…`. */
function assetOf(specifier: string, importer: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(importer), specifier);
  if (specifier.startsWith('#')) return specifier.slice(1);
  return `npm/${specifier}`;
}

function fileOf(path: string): string {
  if (path.startsWith('npm/@noble/hashes/')) return join(hashes, path.slice('npm/@noble/hashes/'.length));
  if (path.startsWith('npm/')) return packages.resolve(path.slice('npm/'.length));
  return own(path.startsWith('client/') ? `services/web/${path}` : path);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
