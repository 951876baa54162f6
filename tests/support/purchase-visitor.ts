import { HtmlValidate } from 'html-validate';
import { signIn } from '#services/accounts/sign-in.ts';
import { sessionCookie } from '#services/web/request.ts';
import { type Person, password, type TestApp } from './app.ts';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'doctype-style': 'off',
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    'no-inline-style': 'error',
  },
});

export interface Page {
  readonly status: number;
  readonly location: string;
  readonly text: string;
}

/** A signed-in person who reads pages and sends forms without scripts. Pages that are not valid HTML are refused. */
export async function pageVisitor({ app }: Pick<TestApp, 'app'>, { ctx, username }: Person) {
  const { token } = await signIn(ctx, { username, password });
  const ask = async (path: string, init: RequestInit = {}): Promise<Page> => {
    const response = await app.request(`https://shansu.test${path}`, {
      ...init,
      headers: {
        accept: 'text/html',
        'accept-language': 'zh-CN',
        'sec-fetch-site': 'same-origin',
        cookie: `${sessionCookie}=${token}`,
      },
    });
    const text = await response.text();
    if (/^<!doctype/i.test(text)) await requireValid(path, text);
    return { status: response.status, location: response.headers.get('location') ?? '', text };
  };
  return {
    open: (path: string) => ask(path),
    /** Fills in a form of a page that was opened and sends it to `action`. */
    async send(page: Page, action: string, fields: Readonly<Record<string, string | File>>): Promise<Page> {
      const form = page.text.split('<form').find((part) => part.includes(`action="${action}"`));
      if (form === undefined) throw new Error(`no form posts to ${action}`);
      const body = new FormData();
      const hidden = form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g);
      for (const [, name = '', value = ''] of hidden) body.set(name, value);
      for (const [name, value] of Object.entries(fields)) {
        if (!form.includes(`name="${name}"`)) throw new Error(`the form has no field ${name}`);
        body.set(name, value);
      }
      return await ask(action, { method: 'POST', body });
    },
  };
}

async function requireValid(path: string, page: string): Promise<void> {
  const { results } = await validator.validateString(page);
  const faults = results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `${line}: ${ruleId}: ${message}`),
  );
  if (faults.length > 0) throw new Error(`${path} is not valid HTML:\n${faults.join('\n')}`);
}
