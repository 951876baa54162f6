import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const installed = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'];

/** Nothing that a browser does by itself may reach for the network. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium of the machine, or the one that comes as an npm package. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = installed.find((path) => path && existsSync(path)) ?? (await packagedChromium());
  return await chromium.launch({ executablePath, args: quiet });
}

async function packagedChromium(): Promise<string> {
  const { default: packaged } = await import('@sparticuz/chromium');
  return await packaged.executablePath();
}
