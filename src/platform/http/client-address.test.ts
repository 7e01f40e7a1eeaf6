import { expect, test } from '@jest/globals';
import { clientAddress } from './client-address.js';

const heard = '192.0.2.1';

test.each([
  ['without proxies the header is not read', 0, '198.51.100.7', heard],
  ['one proxy adds the last entry', 1, '203.0.113.5, 198.51.100.7', '198.51.100.7'],
  ['of two proxies the first adds the last but one', 2, '203.0.113.5,198.51.100.7', '203.0.113.5'],
  ['what the client says left of them is not believed', 2, '9.9.9.9, 1.1.1.1, 2.2.2.2', '1.1.1.1'],
  ['a request that passed fewer proxies', 2, '198.51.100.7', heard],
  ['a request without the header', 1, undefined, heard],
  ['what is no address', 1, 'unknown', heard],
  ['a port is left out', 1, '198.51.100.7:4711', '198.51.100.7'],
  ['of IPv6 too', 1, '[2001:db8::7]:4711', '2001:db8::7'],
  ['IPv6 as it is', 1, '2001:db8::7', '2001:db8::7'],
])('%s', (_title, proxies, forwarded, address) => {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  expect(clientAddress({ headers, socket: { remoteAddress: heard } }, proxies)).toBe(address);
});
