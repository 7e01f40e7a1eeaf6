import { describe, expect, it } from '@jest/globals';
import { IdentifierFault } from '../identifiers/index.js';
import { readAsked } from './asked.js';

const now = Date.UTC(2026, 10, 23);
const gtin = '09520123456788';
const undated = { keeping: [] };
const useBy = (on: string) => ({ kind: 'use-by', on });
const bestBefore = (on: string) => ({ kind: 'best-before', on });

describe('a label', () => {
  it.each([
    ['9520123456788', { gtin, dates: undated }],
    [' 09520123456788 ', { gtin, dates: undated }],
    [']E09520123456788', { gtin, dates: undated }],
    [`(01)${gtin}(10)A1`, { gtin, number: 'A1', dates: undated }],
    [`]d201${gtin}17261210`, { gtin, dates: { keeping: [useBy('2026-12-10')] } }],
    [
      `\u001d01${gtin}10A1\u001d15261210`,
      { gtin, number: 'A1', dates: { keeping: [bestBefore('2026-12-10')] } },
    ],
    [
      `(01)${gtin}(17)261210(15)261201(7003)2612051200(11)261101`,
      {
        gtin,
        dates: {
          keeping: [useBy('2026-12-10'), bestBefore('2026-12-01'), useBy('2026-12-05')],
          made: '2026-11-01',
        },
      },
    ],
    [
      `https://shop.example/01/${gtin}/10/A1?17=261210&utm=x`,
      { gtin, number: 'A1', dates: { keeping: [useBy('2026-12-10')] } },
    ],
    [
      `]Q1https://shop.example/01/${gtin}?15=261210`,
      { gtin, dates: { keeping: [bestBefore('2026-12-10')] } },
    ],
    [`/01/${gtin}?17=261210`, { gtin, dates: { keeping: [useBy('2026-12-10')] } }],
    ['urn:epc:class:lgtin:952012.0345678.A1', { gtin, number: 'A1', dates: undated }],
    [`(01)${gtin}(10)A1(21)THEIR-OWN`, { gtin, number: 'A1', dates: undated }],
    ['(00)106141412345678908', { unit: '/00/106141412345678908', dates: undated }],
  ])('%j names what is sold, with its dates', (text, asked) => {
    expect(readAsked(text, now)).toEqual(asked);
  });

  it.each([
    ['the day 00 is the last of its month', '260200', '2026-02-28'],
    ['also in a leap year', '280200', '2028-02-29'],
    ['the last year behind', '770101', '1977-01-01'],
    ['the last year ahead', '760101', '2076-01-01'],
  ])('%s', (_rule, written, on) => {
    const { dates } = readAsked(`(01)${gtin}(17)${written}`, now);
    expect(dates.keeping).toEqual([useBy(on)]);
  });

  it('at the end of a century is of the years around it', () => {
    const late = Date.UTC(2098, 0, 1);
    expect(readAsked(`(01)${gtin}(17)020101`, late).dates.keeping).toEqual([useBy('2102-01-01')]);
  });

  it.each([
    ['nothing', ''],
    ['a place', '(414)9520123456788'],
    ['a firm', 'uscc:91350100M000100Y43'],
    ['an address of somebody else', 'https://shop.example/offers'],
    ['a GTIN with a wrong check digit', '9520123456789'],
    ['a day that is in no calendar', `(01)${gtin}(17)261331`],
    ['a code that is mistyped', '7K3M9QTX2WPB'],
  ])('%s names no goods', (_what, text) => {
    expect(() => readAsked(text, now)).toThrow(IdentifierFault);
  });
});
