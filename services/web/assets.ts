import { readFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { Hono, type Context as HonoContext } from 'hono';
import { DomainError } from '../errors.ts';
import type { AppEnv } from './env.ts';

const packages = createRequire(import.meta.url);
const root = join(import.meta.dirname, '..', '..');

/** Style sheets and browser modules. Modules are the TypeScript that the server runs, with the types stripped. */
export const assets = new Hono<AppEnv>()
  .get('/style.css', (c) => text(c, 'text/css', file('services/web/style.css')))
  .get('/tabler.css', (c) => text(c, 'text/css', npmFile('@tabler/core/dist/css/tabler.min.css')))
  .get('/icon.svg', (c) => text(c, 'image/svg+xml', file('services/web/icon.svg')))
  .get('/client/:name{[a-z0-9-]+\\.ts}', (c) => script(c, `services/web/client/${c.req.param('name')}`))
  .get('/schemas/:name{[a-z0-9/-]+\\.ts}', (c) => script(c, `schemas/${c.req.param('name')}`))
  .get('/ledger/:name{[a-z0-9-]+\\.ts}', (c) => script(c, `ledger/${c.req.param('name')}`))
  .get('/npm/:name{@noble/(hashes|curves)/[a-z0-9_/-]+\\.js}', (c) =>
    text(c, 'text/javascript', npmModule(c.req.param('name'))),
  )
  .get('/npm/canonicalize.js', (c) => text(c, 'text/javascript', npmFile('canonicalize')));

const cache = new Map<string, string>();
function remembered(key: string, make: () => string): string {
  const known = cache.get(key) ?? make();
  cache.set(key, known);
  return known;
}

const file = (path: string): string => remembered(path, () => readFileSync(join(root, path), 'utf8'));
const npmFile = (specifier: string): string =>
  remembered(specifier, () => readFileSync(packages.resolve(specifier), 'utf8'));

/** A module of an npm package, its relative imports left as they are and bare ones pointed here. */
const npmModule = (specifier: string): string =>
  remembered(`module ${specifier}`, () => pointImports(npmFile(specifier)));

const browserModule = (path: string): string =>
  remembered(`module ${path}`, () => pointImports(stripTypeScriptTypes(file(path), { mode: 'strip' })));

/** Import specifiers as the browser can fetch them: `#ledger/x.ts` → `/assets/ledger/x.ts`, packages → `/assets/npm/…`. */
const pointImports = (code: string): string =>
  code.replace(
    /((?:\bfrom|\bimport)\s*\(?\s*)(['"])([^'"./][^'"]*)\2/g,
    (_, before, quote, specifier: string) => {
      const target = specifier.startsWith('#')
        ? `/assets/${specifier.slice(1)}`
        : `/assets/npm/${specifier.endsWith('.js') ? specifier : `${specifier}.js`}`;
      return `${before}${quote}${target}${quote}`;
    },
  );

function script(c: HonoContext<AppEnv>, path: string): Response {
  try {
    return text(c, 'text/javascript', browserModule(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new DomainError('not-found', { cause: error });
  }
}

function text(c: HonoContext<AppEnv>, type: string, body: string): Response {
  return c.body(body, 200, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'public, max-age=3600',
  });
}
