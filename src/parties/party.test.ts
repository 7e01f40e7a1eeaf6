import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holdsResidentId } from '../identifiers/index.js';
import { changeFaults, coarse, isTimeZone, type LocationProfile } from './location.js';
import { identifierChanges, residentIdFaults } from './party.js';

describe('the number of an identity card', () => {
  it.each([
    ['as the standard writes it', '11010519491231002X'],
    ['in small letters', '11010519491231002x'],
    ['in groups', '110105 19491231 002X'],
    ['with hyphens', '110105-19491231-002X'],
    ['in full-width digits', '１１０１０５１９４９１２３１００２Ｘ'],
    ['amid other words', '张三（身份证 440524188001010014→440524198001010013）'],
  ])('is found %s', (_how, text) => {
    expect(holdsResidentId(text)).toBe(true);
  });

  it.each([
    ['with a wrong check character', '110105194912310021'],
    ['with a birth date that is none', '11010519491331002X'],
    ['inside a longer number', '911010519491231002X1'.replace('X', '0')],
    ['that is a social credit code', '91350100M000100Y43'],
    ['that is one of digits alone', '121200004013590816'],
    ['that is an SSCC', '395012345678901234'],
    ['that is a telephone number', '+86 138 0013 8000'],
    ['', ''],
  ])('is not seen in a text %s', (_why, text) => {
    expect(holdsResidentId(text)).toBe(false);
  });

  it('is found by any date and number, and no longer once a digit is wrong', () => {
    const date = fc.date({
      min: new Date('1900-01-01'),
      max: new Date('2025-12-31'),
      noInvalidDate: true,
    });
    const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));
    fc.assert(
      fc.property(date, digits(5), digits(3), fc.nat(16), (born, district, serial, position) => {
        const number = `3${district}${born.toISOString().slice(0, 10).replaceAll('-', '')}${serial}`;
        const checks = [...'0123456789X'].filter((check) => holdsResidentId(number + check));
        expect(checks).toHaveLength(1);
        const digit = (Number(number[position]) + 1) % 10;
        const wrong = number.slice(0, position) + String(digit) + number.slice(position + 1);
        expect(holdsResidentId(wrong + checks[0])).toBe(false);
      }),
    );
  });

  it('is pointed at wherever it stands in a request', () => {
    const number = '11010519491231002X';
    const faults = residentIdFaults({
      name: 'A',
      uscc: number,
      names: { en: number },
      n: 1,
      gln: null,
    });
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/uscc', '/names/en']);
  });
});

describe('an identifier of a party', () => {
  it.each([
    [{ uscc: null, gln: null }, { uscc: 'A', gln: 'B' }, []],
    [{ uscc: 'A', gln: 'B' }, { uscc: 'A', gln: 'B' }, []],
    [{ uscc: 'A', gln: null }, { uscc: 'B', gln: 'C' }, ['/uscc']],
    [{ uscc: 'A', gln: 'B' }, { uscc: null, gln: 'C' }, ['/uscc', '/gln']],
  ])('%j may not become %j (%j)', (before, after, pointers) => {
    expect(identifierChanges(before, after).map(({ pointer }) => pointer)).toEqual(pointers);
  });
});

describe('a place', () => {
  const place: LocationProfile = {
    name: 'Tank 1',
    gln: '9501101530003',
    glnExtension: null,
    region: null,
    point: null,
    timeZone: 'Asia/Shanghai',
    isDefault: true,
  };

  it.each([
    [{ name: 'Tank 2', isDefault: true }, []],
    [{ gln: '9501101530010' }, ['/gln']],
    [{ gln: null }, ['/gln']],
    [{ glnExtension: '7' }, ['/gln']],
    [{ isDefault: false }, ['/isDefault']],
  ])('changed by %j has the faults %j', (changes, pointers) => {
    const faults = changeFaults(place, { ...place, ...changes });
    expect(faults.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it('gets its GLN once, and an extension only with one', () => {
    const unnamed = { ...place, gln: null };
    expect(changeFaults(unnamed, place)).toEqual([]);
    expect(changeFaults(unnamed, { ...unnamed, glnExtension: '7' })).toHaveLength(1);
  });

  it.each([
    ['Asia/Shanghai', true],
    ['America/Argentina/Ushuaia', true],
    ['UTC', true],
    ['Asia/Peking', false],
    ['+08:00', false],
    ['CST', false],
    ['', false],
    ['../etc/passwd', false],
  ])('may lie in time zone %j: %s', (name, expected) => {
    expect(isTimeZone(name)).toBe(expected);
  });

  it.each([
    [
      { latitude: 40.144876, longitude: 117.121034 },
      { latitude: 40.1, longitude: 117.1 },
    ],
    [
      { latitude: -0.04, longitude: -179.97 },
      { latitude: 0, longitude: -180 },
    ],
  ])('at %j is shown at %j', (point, shown) => {
    expect(coarse(point)).toEqual(shown);
  });
});
