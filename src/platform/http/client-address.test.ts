import { expect, test } from '@jest/globals';
import { clientAddress, networkOf } from './client-address.js';

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

test.each([
  ['of IPv6 its first half', '2001:db8:0:1::7', '2001:db8:0:1'],
  ['also where zeros are left out before its end', '2001::b:c:d:e:f', '2001:0:0:b'],
  ['with all zeros left out', '2001:db8::7', '2001:db8:0:0'],
  ['however a proxy writes it', '2001:0DB8:0000:0001:0:0:0:7', '2001:db8:0:1'],
  ['of IPv4 the address itself', '198.51.100.7', '198.51.100.7'],
  ['also within IPv6', '::ffff:198.51.100.7', '198.51.100.7'],
  ['also in hexadecimal', '::FFFF:c633:6407', '198.51.100.7'],
  ['of what is no address nothing else', '', ''],
])('a network is %s', (_title, address, network) => {
  expect(networkOf(address)).toBe(network);
});
