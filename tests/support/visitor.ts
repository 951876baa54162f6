import { signIn } from '#services/accounts/sign-in.ts';
import { sessionCookie } from '#services/web/request.ts';
import { type Person, password, type TestApp } from './app.ts';
import { fieldsOf, formOf } from './form-fields.ts';
import { markupFaults } from './markup.ts';

/** What a page answered. Redirects are not followed, so that tests see them. */
export interface Shown {
  readonly status: number;
  readonly headers: Headers;
  /** Where a redirect leads; empty when it is none. */
  readonly location: string;
  readonly page: string;
}

export type Typed = Readonly<Record<string, string | Blob>>;
export type Visitor = Awaited<ReturnType<typeof visitor>>;

/**
 * Somebody's browser without scripts, in Chinese, signed in unless nobody is named. Pages that are not valid HTML are
 * refused.
 */
export async function visitor({ app }: Pick<TestApp, 'app'>, person?: Person) {
  const session = person && (await signIn(person.ctx, { username: person.username, password }));
  const headers = {
    accept: 'text/html',
    'accept-language': 'zh-CN',
    'sec-fetch-site': 'same-origin',
    ...(session ? { cookie: `${sessionCookie}=${session.token}` } : {}),
  };
  const ask = async (path: string, init: RequestInit, more: Record<string, string> = {}): Promise<Shown> => {
    const response = await app.request(`https://shansu.test${path}`, {
      ...init,
      headers: { ...headers, ...more },
    });
    const page = await response.text();
    if (/^<!doctype/i.test(page)) await requireValid(path, page);
    const location = response.headers.get('location') ?? '';
    return { status: response.status, headers: response.headers, location, page };
  };
  /** Sends fields to an address as they are. */
  const send = (path: string, fields: Typed): Promise<Shown> => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return ask(path, { method: 'POST', body });
  };
  /** Types into the form of a page that posts to `action`, and sends it with all its other fields as they stand. */
  const submit = async (page: string, action: string, typed: Typed): Promise<Shown> => {
    const form = formOf(page, action);
    for (const name of Object.keys(typed))
      if (!form.includes(`name="${name}"`)) throw new Error(`the form has no field ${name}`);
    return await send(action, { ...fieldsOf(form), ...typed });
  };
  return {
    open: (path: string, more: Record<string, string> = {}) => ask(path, {}, more),
    send,
    submit,
    /** Opens a page and submits a form of it: the one for its own address, or for another. */
    fillIn: async (path: string, typed: Typed, action: string = path) =>
      await submit((await ask(path, {})).page, action, typed),
  };
}

async function requireValid(path: string, page: string): Promise<void> {
  const faults = await markupFaults(page);
  if (faults.length > 0) throw new Error(`${path} is not valid HTML:\n${faults.join('\n')}`);
}
