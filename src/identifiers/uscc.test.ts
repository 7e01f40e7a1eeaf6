import { describe, expect, test } from '@jest/globals';
import { IdentifierFault } from './fault.js';
import { organisationCodeWarning, parseUscc } from './uscc.js';

describe('a unified social credit code', () => {
  test.each([
    '91350100M000100Y43',
    '91110000600037341L',
    '121200004013590816',
    '91310115MA1K3BTP2B',
    '91340600MA2PBM9HXD',
    '91152201078394644D',
    '91350100M000110100',
  ])('%s is valid', (code) => {
    expect(parseUscc(code)).toBe(code);
    expect(parseUscc(` ${code.toLowerCase()}`)).toBe(code);
  });

  test.each([
    ['91110000600037341N', /check character is wrong/],
    ['91350100M000100Y4Z', /except I O S V Z/],
    ['9111000060003IOZSV', /except I O S V Z/],
    ['91310115MA1H8R7C6D', /check character is wrong/],
    ['9131011AMA1K3BTP2B', /district/],
    ['91350100M000100Y4', /18 characters/],
    ['', /18 characters/],
  ])('%s is refused and says why', (code, reason) => {
    expect(() => parseUscc(code)).toThrow(reason);
    expect(() => parseUscc(code)).toThrow(IdentifierFault);
  });

  test('may start with a letter, as those of rural collectives do', () => {
    expect(parseUscc('N2370281MA3C4D5E6P')).toBe('N2370281MA3C4D5E6P');
  });
});

describe('the organisation code inside', () => {
  test.each([
    '91110000600037341L',
    '121200004013590816',
    '91310115MA1K3BTP2B',
    '91340600MA2PBM9HXD',
    '91152201078394644D',
  ])('of %s checks', (code) => {
    expect(organisationCodeWarning(code)).toBeUndefined();
  });

  test('that does not check gives a warning and no refusal', () => {
    const code = parseUscc('91350100M000110100');
    expect(organisationCodeWarning(code)).toMatch(/M00011010 inside does not check/);
  });
});
