import { HtmlValidate } from 'html-validate';
import { signIn } from '#services/accounts/sign-in.ts';
import { sessionCookie } from '#services/web/request.ts';
import { type Person, password, type TestApp } from './app.ts';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // A matter of taste, and of what Hono's templates write.
    'doctype-style': 'off',
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    'no-inline-style': 'error',
  },
});

/** What html-validate says against a page: one line a fault. */
export async function faultsIn(page: string): Promise<string[]> {
  const { results } = await validator.validateString(page);
  return results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `${line}: ${ruleId}: ${message}`),
  );
}

/** A page as a browser asks for it, with the session of a person. */
export async function visit(
  { app }: Pick<TestApp, 'app'>,
  path: string,
  { as, headers = {} }: { readonly as?: Person; readonly headers?: Record<string, string> } = {},
) {
  const session = as && (await signIn(as.ctx, { username: as.username, password }));
  const response = await app.request(`https://shansu.test${path}`, {
    headers: {
      accept: 'text/html',
      'accept-language': 'zh-CN',
      ...(session ? { cookie: `${sessionCookie}=${session.token}` } : {}),
      ...headers,
    },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
