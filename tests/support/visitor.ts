import { signIn } from '#services/accounts/sign-in.ts';
import { sessionCookie } from '#services/web/request.ts';
import { type Person, password, type TestApp } from './app.ts';
import { faultsOf } from './session.ts';

/** A signed-in person with a browser that runs no scripts. Pages that are not valid HTML are refused. */
export async function visitor({ app }: Pick<TestApp, 'app'>, { ctx, username }: Person) {
  const { token } = await signIn(ctx, { username, password });
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await app.request(`https://shansu.test${path}`, {
      ...init,
      headers: {
        accept: 'text/html',
        'accept-language': 'zh-CN',
        'sec-fetch-site': 'same-origin',
        cookie: `${sessionCookie}=${token}`,
      },
    });
    const page = await response.text();
    if (page.startsWith('<!DOCTYPE')) await requireValid(path, page);
    return { status: response.status, location: response.headers.get('location') ?? '', page };
  };
  return {
    open: (path: string) => ask(path),
    /** Fills in a form of a page and sends it to `action`, with the hidden fields that the page has. */
    submit: async (page: string, action: string, fields: Record<string, string>) => {
      const form = page.split('<form').find((part) => part.includes(`action="${action}"`));
      if (form === undefined) throw new Error(`the page has no form that posts to ${action}`);
      const body = new FormData();
      for (const [, name = '', value = ''] of form.matchAll(
        /type="hidden" name="([^"]*)" value="([^"]*)"/g,
      )) {
        body.set(name, value);
      }
      for (const [name, value] of Object.entries(fields)) {
        if (!form.includes(`name="${name}"`)) throw new Error(`the form has no field ${name}`);
        body.set(name, value);
      }
      return await ask(action, { method: 'POST', body });
    },
  };
}

async function requireValid(path: string, page: string): Promise<void> {
  const faults = await faultsOf(page);
  if (faults.length > 0) throw new Error(`${path} is not valid HTML:\n${faults.join('\n')}`);
}
