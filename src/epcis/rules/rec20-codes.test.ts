import { expect, test } from '@jest/globals';
import { isUnitCode, unitCodeAdvice } from './rec20-codes.js';

test.each(['KGM', 'LTR', 'H87', 'CEL', 'A93', '2N', '33', 'C62', 'BX', 'MTS', 'E27', 'NM3', 'ZZ'])(
  '%s is a code, whether or not we can convert it',
  (code) => {
    expect(isUnitCode(code)).toBe(true);
  },
);

test.each(['kg', 'KG ', 'KILO', 'XYZ', 'QQQ', 'ABC', 'KGMS', '7', '', 'jin', '01', '100'])(
  '%j is none',
  (text) => {
    expect(isUnitCode(text)).toBe(false);
  },
);

test('advice names what was probably meant', () => {
  expect(unitCodeAdvice('kg')).toContain('KGM');
  expect(unitCodeAdvice('jin')).toContain('convert the amount to KGM');
  expect(unitCodeAdvice('QQQ')).toContain('UN/CEFACT');
});
