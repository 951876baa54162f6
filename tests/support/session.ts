import { HtmlValidate } from 'html-validate';
import { type Person, password, type TestApp } from './app.ts';

const validator = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:a11y'] });

/** What is wrong with a page's markup, one line each. */
export async function faultsOf(page: string): Promise<string[]> {
  const report = await validator.validateString(page);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`),
  );
}

export interface Page {
  readonly status: number;
  readonly location: string | null;
  readonly html: string;
}

/** A signed-in browser without JavaScript: it follows no redirects, so that tests see them. */
export async function session({ app }: Pick<TestApp, 'app'>, person: Person) {
  const headers = { 'sec-fetch-site': 'same-origin', 'accept-language': 'zh-CN' };
  const form = new URLSearchParams({ username: person.username, password });
  const signedIn = await app.request('https://shansu.test/sign-in', { method: 'POST', body: form, headers });
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] as string;
  const ask = async (path: string, init: RequestInit = {}): Promise<Page> => {
    const answer = await app.request(`https://shansu.test${path}`, {
      ...init,
      headers: { ...headers, cookie },
    });
    return {
      status: answer.status,
      location: answer.headers.get('location'),
      html: await answer.text(),
    };
  };
  return {
    get: (path: string) => ask(path),
    /** Opens the form's page, fills it in and sends it. */
    async post(path: string, fields: Readonly<Record<string, string | File>>): Promise<Page> {
      const { html } = await ask(path);
      const body = new FormData();
      for (const name of ['_csrf', '_submission']) {
        body.set(name, new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '');
      }
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      return await ask(path, { method: 'POST', body });
    },
  };
}
