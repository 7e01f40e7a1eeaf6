import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkDigit, hasCheckDigit, parseGln, parseGtin, parseSscc } from './check-digit.js';
import { IdentifierFault } from './fault.js';

describe('the GS1 check digit', () => {
  test.each(['02345673', '416000336108', '1234567890128', '12345678901231', '123456789012345675'])(
    'of %s is right',
    (digits) => {
      expect(hasCheckDigit(digits)).toBe(true);
    },
  );

  test('finds every single wrong digit', () => {
    const digits = fc.stringMatching(/^\d{7,17}$/);
    fc.assert(
      fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (body, seat, shift) => {
        const right = body + checkDigit(body);
        const at = seat % right.length;
        const wrong = String((Number(right[at]) + shift) % 10);
        expect(hasCheckDigit(right)).toBe(true);
        expect(hasCheckDigit(right.slice(0, at) + wrong + right.slice(at + 1))).toBe(false);
      }),
    );
  });

  test.each(['', '0', '12a', '١٢٣'])('does not exist for %j', (text) => {
    expect(hasCheckDigit(text)).toBe(false);
  });
});

describe('a number in plain digits', () => {
  test('is stored as 14 digits when it is a GTIN, so that its short forms are one product', () => {
    expect(parseGtin('02345673')).toBe('00000002345673');
    expect(parseGtin('416000336108')).toBe('00416000336108');
    expect(parseGtin('9520123456788')).toBe('09520123456788');
    expect(parseGtin('09520123456788')).toBe('09520123456788');
  });

  test('is refused for its length or its check digit, whose place is told', () => {
    expect(() => parseGtin('952012345678')).toThrow(/check digit of GTIN/);
    expect(() => parseGtin('095201234567')).toThrow(IdentifierFault);
    expect(() => parseGtin('12345')).toThrow('a GTIN has 8, 12, 13 or 14 digits');
    expect(() => parseGln('952012345678')).toThrow('a GLN has 13 digits');
    expect(() => parseSscc('00614141123456789X')).toThrow('a SSCC has 18 digits');
    expect(() => parseGln('9520123456789')).toThrow(expect.objectContaining({ position: 12 }));
    expect(parseSscc('006141411234567890')).toBe('006141411234567890');
  });
});
