import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decimalText, shortestDecimal } from '../../kernel/index.js';
import { atOnce } from '../../platform/index.js';
import { exactJson, JsonNumber, lostNumberReading } from './exact-json.js';

const numberLostIn = (json: string) => atOnce(lostNumberReading(json));

describe('a number in JSON text', () => {
  test.each([
    '0',
    '-0',
    '0.000',
    '12.50',
    '1e3',
    '100000000000000000000000',
    '0.1',
    '999999999999.125',
    '123456789.123456',
    '1.5E-7',
  ])('%s survives', (literal) => {
    expect(numberLostIn(`{"quantity": ${literal}}`)).toBeUndefined();
  });

  test.each([
    '12345678901234567890',
    '0.1234567890123456789',
    '123456789012.123456',
    '1e400',
    '1e-400',
    '9007199254740993',
  ])('%s would be changed, so it is found with its place', (literal) => {
    const lost = numberLostIn(`{"note": "7 \\" ${literal}", "quantity": ${literal}, "n": 1}`);
    expect(lost?.literal).toBe(literal);
    expect(lost?.offset).toBe(`{"note": "7 \\" ${literal}", "quantity": `.length);
  });

  test('is found behind a text of any length, and where it goes on for long itself', () => {
    // Neither is for an expression that tries again: one runs out of stack, the other out of time.
    const text = 'x'.repeat(18_000_000);
    const number = `0.1${'0'.repeat(200_000)}1`;
    expect(numberLostIn(`["${text}", ${number}]`)).toEqual({
      ...{ literal: number, offset: text.length + 5 },
    });
  });

  test('is looked for in steps', () => {
    const steps = [...lostNumberReading(`[${'1e1,'.repeat(100_000)}1]`)];
    expect(steps).toHaveLength(20);
  });

  test('inside a text is no number', () => {
    expect(numberLostIn('{"a": "12345678901234567890", "b\\\\": "1e999"}')).toBeUndefined();
  });
});

test.each([
  [0, '0'],
  [-0, '0'],
  [12.5, '12.5'],
  [1e21, '1000000000000000000000'],
  [1e-7, '0.0000001'],
  [-1.25e-9, '-0.00000000125'],
  [100, '100'],
])('%p is written plainly as %s', (value, text) => {
  expect(decimalText(value)).toBe(text);
});

test('the plain text of any finite number is read back as the same number', () => {
  const numbers = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(numbers, (value) => {
      expect(Number(decimalText(value))).toBe(value === 0 ? 0 : value);
      expect(decimalText(value)).toMatch(/^-?\d+(\.\d+)?$/);
    }),
  );
});

test('decimals of up to 15 digits are never called lost', () => {
  const decimals = fc.tuple(
    fc.integer({ min: 0, max: 999_999_999 }),
    fc.stringMatching(/^\d{1,6}$/),
  );
  fc.assert(
    fc.property(decimals, ([whole, fraction]) => {
      expect(numberLostIn(`[${whole}.${fraction}]`)).toBeUndefined();
    }),
  );
});

test('exactJson writes what JSON.stringify would, and decimals with every digit', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(exactJson(value)).toBe(JSON.stringify(value));
    }),
  );
  const tree = {
    q: new JsonNumber('123456789012.123456'),
    gone: undefined,
    l: [new JsonNumber('0')],
  };
  expect(exactJson(tree)).toBe('{"q":123456789012.123456,"l":[0]}');
});

test.each([
  ['+007.500', '7.5'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['-0', '0'],
  ['1.5E2', '150'],
  ['12345678901234567890.12345678901', '12345678901234567890.12345678901'],
  ['1e-400', `0.${'0'.repeat(399)}1`],
])('%s as a number with its digits is the decimal %s', (text, decimal) => {
  const number = new JsonNumber(text);
  expect(number.isDecimal).toBe(true);
  expect(shortestDecimal(text)).toBe(decimal);
});

test.each(['', '.', '1e401', '1e99999999999', 'NaN', 'INF', '0x10', '1 2', '1,5', '--1'])(
  '"%s" is no decimal',
  (text) => expect(new JsonNumber(text).isDecimal).toBe(false),
);
