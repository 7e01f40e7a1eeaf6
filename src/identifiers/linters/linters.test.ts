// Goal: no linter lets through what it is there for, nor refuses what it must allow.
// Method: for each linter of the dictionary rows of texts it takes and texts it refuses, each row a rule; none may be without rows.
// GS1's own vectors are in shared-vectors.test.ts, the second implementation in elements/oracle.test.ts.
import { describe, expect, test } from '@jest/globals';
import { linters } from './linters.js';

const coupon = '006141412345615121200';

/** Name, texts that pass, texts that do not. */
const rows: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['N', ['', '0123456789'], ['１', '1a', '-1', ' ']],
  ['X', ['', '!"%&\'()*+,-./:;<=>?_aZ9'], ['#', '$', '@', ' ', '^', '~', '[', 'é', '\u001d', '\n']],
  ['Y', ['', '#-/0A'], ['a', '_', '.']],
  ['Z', ['', 'aZ09-_', 'QQ==', 'QUI=', 'QUJD'], ['+', '/', 'Q===', 'QQ=', 'QU=', 'Q=Q=', '=']],
  ['csum', ['02345673', '123456789012345675'], ['02345674', '', '1234567890123456 5', '0234567A']],
  [
    'csumalpha',
    ['1987654Ad4X4bL5ttr2310c2K'],
    ['1987654Ad4X4bL5ttr2310cK2', '1987654Ad4X4bL5ttr2310c2k', 'K'],
  ],
  ['gcppos1', ['95', '95ABC'], ['9', '9A', 'AB', '']],
  ['gcppos2', ['095', 'A95'], ['95', '09A', '']],
  [
    'yymmdd',
    ['260131', '000229', '480229', '960229'],
    ['260100', '260132', '261301', '260001', '260229', '26013', '2601311'],
  ],
  ['yymmd0', ['260131', '260200', '261200'], ['260132', '261300', '260000', '2602', '26020x']],
  [
    'yyyymmdd',
    ['20000229', '20240229', '19991231'],
    ['19000229', '20230229', '20260100', '20261301', '260131', '202601011'],
  ],
  ['hhmi', ['0000', '2359'], ['2400', '2360', '235', '23590', 'aa00']],
  ['hh', ['00', '23'], ['24', '2', '030', '-1']],
  ['mi', ['00', '59'], ['60', '5', '059']],
  ['ss', ['00', '59'], ['60', '5', '059']],
  [
    'latitude',
    ['0000000000', '1800000000'],
    ['1800000001', '180000000', '01800000000', '180000000x'],
  ],
  ['longitude', ['3600000000', '1800000001'], ['3600000001', '360000000', '03600000000']],
  ['zero', ['0', '000'], ['', '1', '01', 'O']],
  ['nonzero', ['1', '001'], ['', '000', '1A']],
  ['nozeroprefix', ['', '0', '10'], ['01', '00', '1A']],
  ['yesno', ['0', '1'], ['2', '', '10', '01']],
  ['winding', ['0', '1', '9'], ['2', '8', '', '10']],
  ['iso5218', ['0', '1', '2', '9'], ['3', '', '12']],
  [
    'pieceoftotal',
    ['0101', '0102', '11', '001003'],
    ['0001', '0100', '0201', '012', '', '1x23', '0000'],
  ],
  [
    'posinseqslash',
    ['1/1', '2/3', '9/12'],
    ['0/1', '2/1', '1/0', '01/2', '1/02', '1', '/1', '1/', '1/2/3', '12'],
  ],
  ['iso3166', ['156', '004'], ['999', '000', '15', 'CHN', '']],
  ['iso3166999', ['156', '999'], ['998', '000', '']],
  ['iso3166alpha2', ['CN', 'DE'], ['cn', 'XX', 'C', 'CHN', '']],
  ['iso4217', ['156', '978'], ['000', '15', 'EUR']],
  ['mediatype', ['01', '10', '80', '99'], ['00', '11', '79', '1']],
  ['packagetype', ['BX', 'PX', '8', '9', '200', 'X11'], ['bx', '00', '']],
  ['importeridx', ['-', '_', 'a', 'Z', '0'], ['+', '', 'ab', '/']],
  [
    'iban',
    ['DE89370400440532013000', 'GB82WEST12345698765432'],
    ['DE88370400440532013000', 'de89370400440532013000', 'XX89370400440532013000', 'DE89', ''],
  ],
  ['pcenc', ['', 'A%2Fb', '%e6%89%b9', 'A+B'], ['%', 'A%2', '%G0', '%0G']],
  ['hasnondigit', ['1A', '-'], ['1', '']],
  ['hyphen', ['-', '--'], ['', 'x', '-1']],
  [
    'couponcode',
    [
      coupon,
      `${coupon}3261231`,
      `${coupon}4260101`,
      `${coupon}32612314261231`,
      `${coupon}90010`,
      `${coupon}101212009`,
    ],
    [
      '',
      coupon.slice(0, -1),
      `7${coupon.slice(1)}`,
      `${coupon}0`,
      `${coupon}7`,
      `${coupon}3261331`,
      `${coupon}42601013261231`,
      `${coupon}32612314270101`,
      `${coupon}93010`,
      `${coupon}90310`,
      `${coupon}90012`,
      `${coupon}501234`,
      `${coupon.slice(0, 13)}6${coupon.slice(14)}`,
      `${coupon}A`,
    ],
  ],
  [
    'couponposoffer',
    ['000614141234560123456', '1100614141234560123456'],
    [
      '200614141234560123456',
      '070614141234560123456',
      '00061414123456012345',
      '0006141412345601234567',
      '',
      'A00614141234560123456',
    ],
  ],
];

describe('the linter', () => {
  test.each(rows)('%s takes and refuses', (name, right, wrong) => {
    const { passes } = linters.get(name)!;
    expect(right.filter((text) => !passes(text))).toEqual([]);
    expect(wrong.filter((text) => passes(text))).toEqual([]);
  });

  test('is in the rows, whichever it is, and says what it asks for', () => {
    expect([...linters.keys()].sort()).toEqual(rows.map(([name]) => name).sort());
    for (const { demand } of linters.values()) expect(demand).toMatch(/^(must|may|has) /);
  });
});
