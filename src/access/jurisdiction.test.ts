import { describe, expect, test } from '@jest/globals';
import { jurisdictionOf, overseenFrom } from './jurisdiction.js';

describe('a jurisdiction', () => {
  test.each([
    ['000000', '', 'national'],
    ['370000', '37', 'province'],
    ['370200', '3702', 'prefecture'],
    ['370202', '370202', 'county'],
    ['110101', '110101', 'county'],
    ['110100', '1101', 'prefecture'],
    ['100000', '10', 'province'],
    ['501000', '5010', 'prefecture'],
  ])('%s oversees divisions that begin with "%s": %s', (division, oversees, level) => {
    expect(overseenFrom(division)).toBe(oversees);
    expect(jurisdictionOf(oversees)).toEqual({ division, level });
  });

  test('a zero that is no pair ends nothing', () => {
    expect(overseenFrom('370010')).toBe('370010');
    expect(overseenFrom('300000')).toBe('30');
  });
});
