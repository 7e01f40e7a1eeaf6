import { hash } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Of IPv4 the /24, of IPv6 the /48: a phone that moves among the cells of its network stays one device. */
export function wideNetworkOf(address: string): string {
  if (isIPv4(address)) return address.slice(0, address.lastIndexOf('.'));
  if (!isIPv6(address)) return '';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return wideNetworkOf(parsed.toString());
  return Buffer.from(parsed.toByteArray().slice(0, 6)).toString('hex');
}

/** What a look is told apart by; none of it is kept. */
export interface Looker {
  readonly address: string;
  readonly agent: string;
}

/**
 * Knows a device again that looks at the same code, for as long as the salt is kept. The code is part of what is hashed,
 * so nobody can tell, not even with the rows before them, which codes one person looked at.
 */
export function deviceMark(salt: string, code: string, { address, agent }: Looker): Buffer {
  const told = [salt, code, wideNetworkOf(address), agent].join('\n');
  return hash('sha256', told, 'buffer').subarray(0, 16);
}
