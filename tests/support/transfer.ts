import type { CDPSession, Page } from 'playwright-core';

export interface Transfer {
  readonly url: string;
  /** By which the body was encoded; empty when it came as it is. */
  readonly encoding: string;
  /** Bytes over the wire: as encoded, headers included, by Chromium's own count. */
  readonly transferred: number;
  /** Bytes of the body when decoded. */
  readonly decoded: number;
}

/** Counts what a page loads from now on. */
export async function countTransfers(page: Page): Promise<() => Transfer[]> {
  const devtools: CDPSession = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  const found = new Map<string, { -readonly [Key in keyof Transfer]: Transfer[Key] }>();
  devtools.on('Network.requestWillBeSent', ({ requestId, request: { url } }) => {
    found.set(requestId, { url, encoding: '', transferred: 0, decoded: 0 });
  });
  devtools.on('Network.responseReceived', ({ requestId, response: { headers } }) => {
    const one = found.get(requestId);
    if (one) one.encoding = headers['content-encoding'] ?? '';
  });
  devtools.on('Network.dataReceived', ({ requestId, dataLength }) => {
    const one = found.get(requestId);
    if (one) one.decoded += dataLength;
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const one = found.get(requestId);
    if (one) one.transferred = encodedDataLength;
  });
  return () => [...found.values()];
}
