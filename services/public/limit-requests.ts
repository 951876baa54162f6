import { BlockList, isIPv6 } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { Context as HonoContext } from 'hono';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../config.ts';
import type { AppEnv } from '../web/env.ts';

export type Limited =
  | { readonly refused: false }
  | { readonly refused: true; readonly retryAfterSeconds: number };

/**
 * Counts public requests per address and in all, a minute each. In this process only: behind several processes the
 * limits add up.
 */
export function requestLimits(
  config: Pick<Config, 'publicRequestsPerMinute' | 'publicRequestsInAll' | 'trustedProxies'>,
) {
  const duration = 60;
  const perAddress = new RateLimiterMemory({ points: config.publicRequestsPerMinute, duration });
  const inAll = new RateLimiterMemory({ points: config.publicRequestsInAll, duration });
  const proxies = addressList(config.trustedProxies);
  return async (c: HonoContext<AppEnv>): Promise<Limited> => {
    try {
      await perAddress.consume(clientAddress(c, proxies));
      await inAll.consume('all');
      return { refused: false };
    } catch (refusal) {
      if (refusal instanceof Error) throw refusal;
      const { msBeforeNext } = refusal as RateLimiterRes;
      return { refused: true, retryAfterSeconds: Math.ceil(msBeforeNext / 1000) };
    }
  };
}

/**
 * Who asks: the connection's other end, or behind a trusted proxy the last address in X-Forwarded-For that is no such
 * proxy. Anybody may write that header, so from elsewhere it counts for nothing.
 */
function clientAddress(c: HonoContext<AppEnv>, proxies: BlockList): string {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  const direct = plain(incoming?.socket.remoteAddress ?? '');
  if (!trusts(proxies, direct)) return direct;
  const forwarded = (c.req.header('x-forwarded-for') ?? '')
    .split(',')
    .map((address) => plain(address.trim()));
  return forwarded.findLast((address) => address !== '' && !trusts(proxies, address)) ?? direct;
}

/** IPv4 addresses that a dual-stack socket shows as IPv6. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '');

const trusts = (proxies: BlockList, address: string): boolean =>
  address !== '' && proxies.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

function addressList(addresses: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of addresses) {
    const [address = '', bits] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}
