import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Request = Pick<IncomingMessage, 'headers'> & {
  readonly socket: Pick<IncomingMessage['socket'], 'remoteAddress'>;
};

/**
 * Where a request comes from. Each proxy of ours adds whom it heard to the right of X-Forwarded-For, so that many
 * entries from there are true; whatever stands left of them is what the client likes to say.
 */
export function clientAddress({ headers, socket }: Request, trustedProxies: number): string {
  const heard = socket.remoteAddress ?? '';
  if (trustedProxies === 0) return heard;
  const forwarded = [headers['x-forwarded-for'] ?? ''].flat().join(',').split(',');
  const address = withoutPort(forwarded.at(-trustedProxies)?.trim() ?? '');
  return isIP(address) === 0 ? heard : address;
}

/** Some proxies add the port, which is another one for each connection. */
function withoutPort(entry: string): string {
  return entry.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
}

/** One household or firm has a whole /64 of IPv6 addresses, so that many are one, however each is written. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const parsed = ipaddr.IPv6.parse(address);
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().toString();
  const network = parsed.parts.slice(0, 4);
  return network.map((group) => group.toString(16)).join(':');
}
