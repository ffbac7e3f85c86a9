// Asks an address that a user configured (promise 16): only public addresses, checked after the name was resolved; the
// connection goes to just the address that was checked; no redirects, no proxy, a limited answer.

import axios, { isAxiosError } from 'axios';
import { lookup as resolve } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

export type PublicAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly text: string; readonly retryAfter: string | undefined }
  /** Never asked: the address is not public, or no address at all. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'lost'; readonly reason: string };

export interface PublicHttp {
  /** Never rejects. */
  get(url: string, headers: Readonly<Record<string, string>>): Promise<PublicAnswer>;
}

export interface PublicHttpOptions {
  /** Tests alone: these addresses count as public, and http is taken for them. */
  readonly allowed?: readonly string[];
  readonly resolve?: (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;
}

const mostBytes = 256 * 1024;

/** Special-purpose addresses: https://www.iana.org/assignments/iana-ipv4-special-registry and …ipv6-special-registry */
const special = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  special.addSubnet(network, bits, 'ipv4');

/** Of IPv6 only the global unicast range is public, less what carries or documents other addresses. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');
const notPublic = new BlockList();
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  notPublic.addSubnet(network, bits, 'ipv6');

export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !special.check(address, 'ipv4');
  return family === 6 && globalUnicast.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}

export function openPublicHttp({
  allowed = [],
  resolve: find = (host) => resolve(host, { all: true }),
}: PublicHttpOptions = {}): PublicHttp {
  const isAllowed = (address: string) => allowed.includes(address) || isPublicAddress(address);
  return {
    get: async (url, headers) => {
      if (!URL.canParse(url)) return { kind: 'refused', reason: 'its address is no address' };
      const { protocol, hostname, username, password } = new URL(url);
      const host = hostname.replace(/^\[|\]$/g, '');
      if (username !== '' || password !== '') return { kind: 'refused', reason: 'its address has a user in it' };
      let addresses: readonly { readonly address: string; readonly family: number }[];
      try {
        addresses = isIP(host) === 0 ? await find(host) : [{ address: host, family: isIP(host) }];
      } catch (error) {
        return { kind: 'lost', reason: `${host} was not found (${(error as NodeJS.ErrnoException).code ?? 'no reason given'})` };
      }
      // One that is not public is enough: a name that leads to both is a trap, or a mistake.
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => isAllowed(address)))
        return { kind: 'refused', reason: `${host} is not a public address` };
      if (protocol !== 'https:' && !allowed.includes(first.address))
        return { kind: 'refused', reason: 'its address does not begin with https://' };
      return ask(url, headers, first);
    },
  };
}

async function ask(
  url: string,
  headers: Readonly<Record<string, string>>,
  { address, family }: { readonly address: string; readonly family: number },
): Promise<PublicAnswer> {
  try {
    const {
      status,
      data,
      headers: answered,
    } = await axios.get<string>(url, {
      headers: { accept: 'application/json', 'user-agent': 'millrace', ...headers },
      // Pinned: the name is not resolved again.
      lookup: (_host: string, _options: object, found: (error: Error | null, address: string, family: 4 | 6) => void) =>
        found(null, address, family === 6 ? 6 : 4),
      timeout: 15_000,
      signal: AbortSignal.timeout(18_000),
      maxRedirects: 0,
      proxy: false,
      maxContentLength: mostBytes,
      responseType: 'text',
      transformResponse: (body: string) => body,
      validateStatus: () => true,
    });
    const retryAfter: unknown = answered['retry-after'];
    return { kind: 'answered', status, text: data, retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined };
  } catch (error) {
    // Of the error only code and message: its config has the headers in it.
    const code = isAxiosError(error) ? (error.code ?? '') : '';
    const reason = error instanceof Error ? error.message : String(error);
    return code === 'ERR_BAD_RESPONSE' ? { kind: 'refused', reason } : { kind: 'lost', reason };
  }
}
