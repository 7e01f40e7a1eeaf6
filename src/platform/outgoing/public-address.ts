import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Azure answers the machines that it runs at this one, which is public by its class. */
const answersOwnMachines = '168.63.129.16';

/**
 * Whether an address is one of the internet at large. Whatever leads into a network or back to this machine is not; nor
 * are the forms of IPv6 that carry an address of IPv4, public or not: who translates them is not for us to know.
 */
export function isPublicAddress(text: string): boolean {
  // Spellings such as 0x7f.1 are no addresses: readers differ in what they take them for.
  if (isIP(text) === 0) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast' || text === answersOwnMachines) return false;
  return address instanceof ipaddr.IPv4 || isGivenOut(address);
}

/** Only an eighth of IPv6, 2000::/3, is given out to anybody (RFC 4291, 2.4). */
function isGivenOut({ parts: [first = 0] }: ipaddr.IPv6): boolean {
  return first >> 13 === 1;
}
