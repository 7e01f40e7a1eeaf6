// Goal: codes of other schemes are found by their look, without claiming more than the look tells.
// Method: rows of texts with all their candidates; every spelling of one code is one value; any text ends in an answer.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { externalCandidates, externalNames, parseExternal } from './external-identifier.js';
import { externalSchemes } from './external-shapes.js';
import { IdentifierFault } from './fault.js';

const drug = '202603150123412345678901';
const pesticide = '12345678901234567890123456789012';

describe('a text may be', () => {
  test.each([
    [drug, [`veterinary-drug ${drug}`]],
    ['202613150123412345678901', []],
    [pesticide, [`pesticide ${pesticide}`]],
    [`http://www.example.cn/query?c=${pesticide}&x=1`, [`pesticide ${pesticide}`]],
    ['12326000000123456', ['organic 12326000000123456', 'seed 12326000000123456']],
    ['92326000000123456', ['organic 92326000000123456']],
    ['37010012300000000001', ['seed 37010012300000000001']],
    ['97010012300000000001', []],
    ['SC10137010012345', ['food-licence SC10137010012345']],
    ['ｓｃ１０１３７０１００１２３４５', ['food-licence SC10137010012345']],
    ['SC 101 3701 0012 345', ['food-licence SC10137010012345']],
    ['MA.156.1001.2/ab', ['ma MA.156.1001.2/ab']],
    ['ma.156.1001', ['ma MA.156.1001']],
    ['88.118.8/Lot-7', ['vaa 88.118.8/Lot-7']],
    ['VAA88.118.8/Lot-7', ['vaa 88.118.8/Lot-7']],
    ['Ecode: 10050aB3', ['ecode 10050aB3']],
    ['10050aB3', []],
    [`]Q1${drug}`, [`veterinary-drug ${drug}`]],
    ['organic: 12326000000123456', ['organic 12326000000123456']],
    ['seed:12326000000123456', ['seed 12326000000123456']],
    ['seed:97010012300000000001', []],
    ['national-trace:3701-A/7', ['national-trace 3701-A/7']],
    [`https://${pesticide}.example.cn/q`, []],
    ['09520123456788', []],
    ['hello', []],
    ['', []],
  ])('%s: %j', (text, found) => {
    expect(externalCandidates(text).map(({ scheme, value }) => `${scheme} ${value}`)).toEqual(
      found,
    );
  });
});

describe('looked for as what somebody may have told is', () => {
  const names = (text: string, longerThan: number) =>
    externalNames(text, longerThan).map(({ scheme, value }) => `${scheme} ${value}`);

  test.each([
    ['3701-A/7', 0, ['national-trace 3701-A/7']],
    ['3701-A/7', 7, []],
    ['3701-A/7', 6, ['national-trace 3701-A/7']],
    ['10050aB3', 0, ['ecode 10050aB3', 'national-trace 10050aB3']],
    ['7K3M-9QTX-2WP4-H8CX', 16, []],
    [drug, 16, [`veterinary-drug ${drug}`, `ecode ${drug}`, `national-trace ${drug}`]],
    ['SC10137010012345', 16, ['food-licence SC10137010012345']],
    ['https://3701-abc-1234567890-xyz9.example.cn/a?b=c', 16, []],
    [
      'https://www.example.cn/trace?c=3701-abc-1234567890-xyz9',
      ...([16, ['national-trace 3701-abc-1234567890-xyz9']] as const),
    ],
    ['organic:12326000000123456', 0, ['organic 12326000000123456']],
  ])('%s, longer than %d: %j', (text, longerThan, found) => {
    expect(names(text, longerThan)).toEqual(found);
  });

  test('no more than a statement bears, whatever an address holds', () => {
    const parts = Array.from({ length: 100 }, (_, i) => String(i));
    expect(externalNames(`https://a.example/${parts.join('/')}`, 0)).toHaveLength(20);
  });
});

test('a code is taken as what it is told to be, and refused where it cannot be', () => {
  expect(parseExternal('national-trace', ' 3701-ABC/7 ')).toEqual({
    scheme: 'national-trace',
    value: '3701-ABC/7',
  });
  expect(() => parseExternal('national-trace', 'two words')).toThrow(/without a space/);
  expect(() => parseExternal('organic', '123')).toThrow('a code of organic must have 17 digits');
  expect(() => parseExternal('vaa', `88.118.8/${'a'.repeat(92)}`)).toThrow(/at most 100/);
  expect(() => parseExternal('veterinary-drug', `9${drug.slice(1)}`)).not.toThrow();
  expect(() => parseExternal('veterinary-drug', `20261315${drug.slice(8)}`)).toThrow(
    /a date first/,
  );
});

test('the number of an identity card is nobody’s code, whatever it is told to be', () => {
  // The example of GB 11643.
  const card = '11010519491231002X';
  const inDigits = '110105194912310054';
  expect(externalCandidates(inDigits)).toEqual([]);
  expect(externalCandidates('110105194912310055')).toHaveLength(1);
  expect(() => parseExternal('seed', inDigits)).toThrow(/identity card/);
  for (const scheme of externalSchemes) {
    expect(() => parseExternal(scheme, card)).toThrow(IdentifierFault);
  }
});

test('one code in any spelling is one value, and a value is read back to itself', () => {
  const groups = fc.tuple(
    fc.constantFrom(drug, pesticide, '12326000000123456', 'SC10137010012345'),
    fc.array(fc.constantFrom(' ', '-', '', '　'), { minLength: 32, maxLength: 32 }),
  );
  fc.assert(
    fc.property(groups, ([code, gaps]) => {
      const typed = [...code].map((character, i) => character + gaps[i]!).join('');
      expect(externalCandidates(typed)).toEqual(externalCandidates(code));
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      for (const { scheme, value } of externalCandidates(text)) {
        expect(parseExternal(scheme, value).value).toBe(value);
      }
    }),
  );
});
