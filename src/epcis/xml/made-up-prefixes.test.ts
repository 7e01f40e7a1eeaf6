import { expect, test } from '@jest/globals';
import { MadeUpPrefixes } from './made-up-prefixes.js';

test('each is free and new, and all of them together look at each number once', () => {
  const taken = new Set(['ns2', 'ns3', 'ns7000']);
  const prefixes = new MadeUpPrefixes();
  let looks = 0;
  const made = Array.from({ length: 10_000 }, () => {
    const prefix = prefixes.next((each) => {
      looks += 1;
      return !taken.has(each);
    });
    taken.add(prefix);
    return prefix;
  });
  expect(made.slice(0, 3)).toEqual(['ns1', 'ns4', 'ns5']);
  expect(new Set(made).size).toBe(10_000);
  expect(looks).toBe(10_003);
});
