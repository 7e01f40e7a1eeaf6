// Goal: symbols of GS1 read back to their elements. Method: generated values of all 82 characters, a reader that is not ours.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readSymbols } from '../../test/support/symbol-readers.js';
import { parseIdentifier, type Element } from '../identifiers/index.js';
import { barModules, matrixModules } from './gs1-symbols.js';
import { symbolPng } from './png.js';

const gtin = '09520123456788';
const characters = [
  ...'!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
];
const lots = fc.array(fc.constantFrom(...characters), { minLength: 1, maxLength: 20 });
const separator = '\u001d';

/** What a scanner sends of (01) and (10): the lot comes last, so nothing separates. */
const sent = (lot: string) => `01${gtin}10${lot}`;

describe('symbols of GS1', () => {
  test('have 82 characters to say', () => expect(new Set(characters).size).toBe(82));

  test.each([
    ['DataMatrix', ']d2', matrixModules],
    ['Code128', ']C1', barModules],
  ] as const)('%s with any lot reads back to the same batch', async (format, aim, draw) => {
    await fc.assert(
      fc.asyncProperty(lots, async (parts) => {
        const lot = parts.join('');
        const elements: Element[] = [
          ['01', gtin],
          ['10', lot],
        ];
        const png = symbolPng(draw(elements), { scale: 3, barHeight: 90 });
        const [read, ...others] = await readSymbols(png);
        expect([read?.format, read?.scan, others]).toEqual([format, `${aim}${sent(lot)}`, []]);
        expect(parseIdentifier(read!.scan).parts).toEqual({ gtin, batch: lot });
      }),
      { numRuns: 60, examples: [[['(']], [['(', '0', '1', ')']]] },
    );
  });

  test('a value of open length is closed where another one follows', async () => {
    const elements: Element[] = [
      ['01', gtin],
      ['10', 'A(1)'],
      ['21', '7'],
    ];
    const [read] = await readSymbols(symbolPng(matrixModules(elements)));
    expect(read?.scan).toBe(`]d201${gtin}10A(1)${separator}217`);
  });

  test.each([
    ['a wrong check digit', ['01', '09520123456789']],
    ['a character that GS1 does not have', ['10', 'A#1']],
    ['no value', ['10', '']],
  ] as const)('are not made of %s', (_, element) => {
    expect(() => matrixModules([['01', gtin], element])).toThrow('bwipp');
    expect(() => barModules([['01', gtin], element])).toThrow('bwipp');
  });
});
