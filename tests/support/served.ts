import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { BrowserContext } from 'playwright-core';
import { signIn } from '#services/accounts/sign-in.ts';
import { sessionCookie } from '#services/web/request.ts';
import { type Person, password, type TestApp } from './app.ts';

/** The product on a port of its own, for a real browser. */
export async function served({ app }: Pick<TestApp, 'app'>) {
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Gives a browser the session of a person, as signing in would. */
export async function signedIn(
  browser: BrowserContext,
  url: string,
  { ctx, username }: Person,
): Promise<void> {
  const { token } = await signIn(ctx, { username, password });
  await browser.addCookies([{ name: sessionCookie, value: token, url }]);
}
