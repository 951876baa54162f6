import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '#services/app.ts';
import { sessionCookie } from '#services/web/request.ts';
import { fieldsOf } from '#tests/support/form-fields.ts';
import { hostileInAddress, hostileTexts } from '#tests/support/hostile.ts';
import { demoPassword, liveApp } from '#tests/support/live-app.ts';
import type { LiveProduct } from '#tests/support/live-product.ts';
import { identifier, shapeOf } from '#tests/support/page-shape.ts';

const origin = 'https://shansu.test';
let live: LiveProduct;
beforeAll(async () => {
  live = await liveApp();
});
afterAll(() => live[Symbol.asyncDispose]());

const players = [
  'manager.linjiang',
  'inspector.demo',
  'auditor.demo',
  'operator.demo',
  'admin.linjiang',
  'supplier.tangyuan',
];

test.for(players)(
  'no address and no form field makes a page of %s fail',
  { timeout: 600_000 },
  async (username) => {
    const visit = await signedIn(username);
    const codes = Object.values(live.demo.codes);
    const queue = ['/', ...codes.flatMap((code) => [`/T/${code}`, `/trace/${code}`])];
    const seen = new Set<string>();
    const posted: string[] = [];
    const first = (shape: string) => !seen.has(shape) && seen.add(shape);
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const distorted = distortions(path).filter(([shape]) => first(shape));
      for (const [, addresses] of distorted) for (const address of addresses) await visit(address);
      if (!first(shapeOf(path)) || /sign-out|language|assets/.test(path)) continue;
      const { html, location } = await visit(path);
      queue.push(location, ...[...html.matchAll(/href="(\/[^"#]*)/g)].map(([, link]) => plain(link)));
      for (const form of formsOf(html, path)) {
        if (!first(`${form.method} ${shapeOf(form.action)}`) || form.action === '/sign-out') continue;
        if (form.method === 'POST') {
          posted.push(form.action);
          for (const address of distortedPaths(form.action)) {
            const { status } = await visit(address, 'POST', form.fields);
            expect(status, `POST ${address}`.slice(0, 500)).toBeGreaterThanOrEqual(400);
          }
        }
        for (const filled of hostileFillings(form.fields)) await visit(form.action, form.method, filled);
      }
    }
    expect(posted).not.toEqual([]);
    expect(seen.size).toBeGreaterThan(8);
  },
);

/** A browser without scripts. It refuses answers that no page may give. */
async function signedIn(username: string) {
  const app = createApp(live.deps);
  const headers: Record<string, string> = { accept: 'text/html', 'sec-fetch-site': 'same-origin' };
  const visit = async (path: string, method = 'GET', fields: Readonly<Record<string, string>> = {}) => {
    const body = new FormData();
    for (const [name, text] of Object.entries(fields)) body.set(name, text);
    const query = method === 'GET' && Object.keys(fields).length > 0 ? `?${new URLSearchParams(fields)}` : '';
    const init = method === 'GET' ? { headers } : { headers, method, body };
    const answer = await app.request(new Request(`${origin}${path}${query}`, init));
    const said = `${method} ${path}${query} ${JSON.stringify(fields)}`.slice(0, 500);
    const text = await answer.text();
    expect(answer.status, said).toBeLessThan(500);
    expect(text.includes('"><script>alert'), `${said} repeats a script`).toBe(false);
    const location = answer.headers.get('location') ?? '/';
    expect(location, `${said} leads away`).toMatch(/^\/(?!\/)/);
    const cookie = answer.headers.get('set-cookie')?.split(';')[0];
    if (cookie?.startsWith(sessionCookie)) headers.cookie ??= cookie;
    return { html: text, location, status: answer.status };
  };
  await visit('/sign-in', 'POST', { username, password: demoPassword });
  expect(headers.cookie, `${username} is signed in`).toBeDefined();
  return visit;
}

/** The address with each of its identifiers and each of its questions replaced, by what was replaced. */
function distortions(path: string): [shape: string, addresses: string[]][] {
  const { pathname, searchParams } = new URL(path, origin);
  const paths = distortedPaths(pathname);
  const named: [string, string[]][] = paths.length > 0 ? [[`path ${shapeOf(pathname)}`, paths]] : [];
  const asked = [...searchParams.keys()].map((name): [string, string[]] => {
    const others = new URLSearchParams(searchParams);
    others.delete(name);
    return [
      `query ${shapeOf(pathname)} ${name}`,
      hostileInAddress.map((text) => `${pathname}?${others}&${name}=${text}`),
    ];
  });
  return [...named, ...asked];
}

/** The path with each of its identifiers replaced. */
const distortedPaths = (path: string): string[] =>
  [...path.matchAll(identifier)].flatMap(([id]) => hostileInAddress.map((text) => path.replace(id, text)));

interface Form {
  readonly method: string;
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

function formsOf(html: string, path: string): Form[] {
  return html
    .split('<form')
    .slice(1)
    .map((part) => part.slice(0, part.indexOf('</form>')))
    .map((form) => ({
      method: /^[^>]*method="post"/i.test(form) ? 'POST' : 'GET',
      action: plain(/^[^>]*action="([^"]*)"/.exec(form)?.[1] ?? path),
      fields: fieldsOf(form),
    }));
}

/**
 * Fields whose names differ only in an identifier are one field, as addresses that do are one page. Each filling is a
 * submission of its own: under one key, all after the first that succeeds would be refused unread.
 */
function* hostileFillings(fields: Form['fields']) {
  const different = new Map(Object.keys(fields).map((name) => [shapeOf(name), name]));
  const submission = () => ('_submission' in fields ? { _submission: randomUUID() } : {});
  for (const name of [...different.values(), 'a field of nobody']) {
    for (const text of hostileTexts) yield { ...fields, ...submission(), [name]: text.toWellFormed() };
  }
}

const plain = (attribute = '') => attribute.replaceAll('&amp;', '&');
