import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type TestApp, testApp } from './app.ts';
import { launchBrowser } from './browser.ts';

export type BrowsedApp = Awaited<ReturnType<typeof browsedApp>>;

/** A test's own product on a port of its own, and a real browser to visit it with. */
export async function browsedApp() {
  await using opening = new AsyncDisposableStack();
  // One machine asks for everybody.
  const t = opening.use(await testApp({ settings: { PUBLIC_REQUESTS_PER_MINUTE: '10000' } }));
  const { url } = opening.use(await served(t));
  const browser = opening.use(await launchBrowser());
  const resources = opening.move();
  return { t, url, browser, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

async function served({ app }: TestApp) {
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
