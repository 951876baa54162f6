import { expect } from 'vitest';
import { type Person, password, type TestApp } from './app.ts';
import { faultsOf } from './session.ts';

const origin = 'https://shansu.test';

export interface Shown {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
}

/** The fields of the page's form as a browser would send them, before anybody types. */
export function fieldsOf(page: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of page.matchAll(/<input\b[^>]*>/g)) {
    const attribute = (name: string) => plain(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
    const type = attribute('type');
    if (type === 'file' || (type === 'radio' && !/\bchecked\b/.test(tag))) continue;
    if (attribute('name')) fields[attribute('name')] = attribute('value');
  }
  for (const [, name = '', options = ''] of page.matchAll(
    /<select\b[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  )) {
    const chosen =
      /<option value="([^"]*)" selected/.exec(options) ?? /<option value="([^"]*)"/.exec(options);
    fields[name] = plain(chosen?.[1] ?? '');
  }
  return fields;
}

const plain = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/**
 * A signed-in browser without JavaScript that sends forms as they stand on the page before, step by step. Every page
 * that it is shown is checked as HTML.
 */
export async function formSteps({ app }: Pick<TestApp, 'app'>, person: Person) {
  const headers = { 'sec-fetch-site': 'same-origin' };
  const credentials = new URLSearchParams({ username: person.username, password });
  const signIn = await app.request(`${origin}/sign-in`, { method: 'POST', body: credentials, headers });
  const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const ask = async (path: string, init: RequestInit, more: Record<string, string> = {}): Promise<Shown> => {
    const answer = await app.request(`${origin}${path}`, {
      ...init,
      headers: { ...headers, ...more, cookie },
    });
    const text = await answer.text();
    if (text.startsWith('<!doctype')) expect(await faultsOf(text)).toEqual([]);
    return { status: answer.status, location: answer.headers.get('location'), text };
  };
  return {
    get: (path: string, more: Record<string, string> = {}) => ask(path, {}, more),
    post: (path: string, fields: Readonly<Record<string, string | Blob>>) => {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      return ask(path, { method: 'POST', body });
    },
  };
}
