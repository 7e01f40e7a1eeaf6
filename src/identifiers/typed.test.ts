import { expect, test } from '@jest/globals';
import { IdentifierFault } from './fault.js';
import { parseTyped } from './typed.js';

test.each([
  [' 7k3m 9qtx-2wpa ', '/t/7K3M9QTX2WPA'],
  ['https://trace.example/t/7K3M9QTX2WPA', '/t/7K3M9QTX2WPA'],
  ['(01)09520123456788(10)A', '/01/09520123456788/10/A'],
  [']d2010952012345678810A', '/01/09520123456788/10/A'],
  ['\u001d010952012345678810A', '/01/09520123456788/10/A'],
  ['/01/09520123456788', '/01/09520123456788'],
  ['urn:epc:idpat:sgtin:9520123.045678.*', '/01/09520123456788'],
])('what is typed or scanned as %j is %s', (text, key) => {
  expect(parseTyped(text).key).toBe(key);
});

test.each([
  ['7K3M9QTX2WPB', /mistyped/],
  ['7K3M', /12 or 16/],
  ['', /no code of ours/],
  ['(01)09520123456789', /check digit/],
])('%j is refused in words', (text, words) => {
  expect(() => parseTyped(text)).toThrow(IdentifierFault);
  expect(() => parseTyped(text)).toThrow(words);
});
