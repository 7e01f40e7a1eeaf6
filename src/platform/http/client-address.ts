import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

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
