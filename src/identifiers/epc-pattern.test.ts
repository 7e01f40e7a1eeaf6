// Goal: a pattern means the keys of just those EPCs whose given fields are the same.
import { describe, expect, test } from '@jest/globals';
import { parseEpcPattern } from './epc-pattern.js';
import { IdentifierFault } from './fault.js';
import { parseIdentifier } from './identifier.js';

function means(pattern: string, epc: string, ofClass = false): boolean {
  const read = parseEpcPattern(pattern, { ofClass });
  if (read === undefined) throw new Error(`${pattern} is no pattern`);
  const { key } = parseIdentifier(epc);
  return read.starts.some((start) => key.startsWith(start)) && new RegExp(read.shape).test(key);
}

const item = 'urn:epc:id:sgtin:0614141.107346.2017';
const batch = 'urn:epc:class:lgtin:0614141.107346.L1';
const product = 'urn:epc:idpat:sgtin:0614141.107346.*';

describe('a pattern means', () => {
  test.each([
    ['urn:epc:idpat:sgtin:0614141.107346.*', item],
    ['urn:epc:id:sgtin:0614141.107346.*', item],
    ['URN:EPC:IDPAT:SGTIN:0614141.107346.*', item],
    ['urn:epc:idpat:sgtin:0614141.*.*', item],
    ['urn:epc:idpat:sgtin:0614141.*.*', 'urn:epc:id:sgtin:0614141.907346.1'],
    ['urn:epc:idpat:sgtin:*.*.*', item],
    ['urn:epc:idpat:sgtin:0614141.107346.*', 'https://shop.example/01/10614141073464/21/2017'],
    ['urn:epc:idpat:sscc:0614141.*', 'urn:epc:id:sscc:0614141.1234567890'],
    ['urn:epc:idpat:grai:0614141.12345.*', 'urn:epc:id:grai:0614141.12345.400'],
    ['urn:epc:idpat:grai:0614141.*.*', 'urn:epc:id:grai:0614141.12345.400'],
    ['urn:epc:idpat:giai:0614141.*', 'urn:epc:id:giai:0614141.5678'],
    ['urn:epc:idpat:sgln:0614141.00777.*', 'urn:epc:id:sgln:0614141.00777.0'],
    ['urn:epc:idpat:sgln:0614141.00777.*', 'urn:epc:id:sgln:0614141.00777.7'],
    ['urn:epc:idpat:itip:0614141.107346.*.*.*', 'urn:epc:id:itip:0614141.107346.01.02.9'],
  ])('%s: %s', (pattern, epc) => expect(means(pattern, epc)).toBe(true));

  test.each([
    ['urn:epc:class:lgtin:0614141.107346.*', batch],
    ['urn:epc:idpat:lgtin:0614141.*.*', batch],
    ['urn:epc:idpat:sgtin:0614141.*.*', product],
  ])('of classes %s: %s', (pattern, epc) => expect(means(pattern, epc, true)).toBe(true));
});

describe('a pattern does not mean', () => {
  test.each([
    ['urn:epc:idpat:sgtin:0614141.107346.*', 'urn:epc:id:sgtin:0614141.107347.2017', false],
    ['urn:epc:idpat:sgtin:0614141.107346.*', batch, false],
    ['urn:epc:idpat:sgtin:0614141.*.*', 'urn:epc:id:sgtin:0614142.107346.2017', false],
    ['urn:epc:idpat:sgtin:0614141.*.*', batch, true],
    ['urn:epc:class:lgtin:0614141.107346.*', product, true],
    ['urn:epc:class:lgtin:0614141.107346.*', 'urn:epc:class:lgtin:0614141.107347.L1', true],
    ['urn:epc:idpat:grai:0614141.12345.*', 'urn:epc:id:grai:0614141.12346.400', false],
    ['urn:epc:idpat:sscc:0614141.*', 'urn:epc:id:sscc:0614142.1234567890', false],
  ])('%s: %s', (pattern, epc, ofClass) => expect(means(pattern, epc, ofClass)).toBe(false));
});

test.each([
  '*',
  'urn:epc:idpat:sgtin:*.107346.*',
  'urn:epc:idpat:sgtin:0614141.10*.*',
  'urn:epc:idpat:sgtin:0614141.[1-5].*',
  'urn:epc:idpat:sgtin:0614141.*',
  'urn:epc:idpat:rice:0614141.*',
  'urn:epc:class:sgtin:0614141.107346.*',
  'urn:epc:idpat:sgtin:06.107346.*',
  'urn:epc:idpat:sgtin:0614141.1.*',
])('%s is refused', (pattern) => {
  expect(() => parseEpcPattern(pattern, { ofClass: false })).toThrow(IdentifierFault);
});

test.each([
  item,
  batch,
  'urn:epc:id:sgtin:0614141.107346.2*7',
  'https://id.gs1.org/01/10614141073464/21/*',
  'urn:uuid:x*',
])('%s is no pattern', (text) => expect(parseEpcPattern(text, { ofClass: false })).toBeUndefined());
