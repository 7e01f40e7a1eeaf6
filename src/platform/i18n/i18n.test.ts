import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseLanguage, languages, momentsIn, speaker } from './index.js';

describe('the language of a page', () => {
  it.each([
    [{ query: 'en', cookie: 'zh-CN', acceptLanguage: 'zh' }, 'en'],
    [{ cookie: 'zh-CN', acceptLanguage: 'en' }, 'zh-CN'],
    [{ query: 'fr', acceptLanguage: 'en' }, 'en'],
    [{ acceptLanguage: 'en;q=0.2, zh-Hans-CN;q=0.9' }, 'zh-CN'],
    [{ acceptLanguage: 'de, en-GB;q=0.8, zh;q=0.7' }, 'en'],
    [{ acceptLanguage: 'zh;q=0, en' }, 'en'],
    [{ query: 'ZH_hans' }, 'zh-CN'],
    [{ acceptLanguage: '*' }, 'zh-CN'],
    [{}, 'zh-CN'],
  ] as const)('of the wishes %j is %s', (wishes, language) => {
    expect(chooseLanguage(wishes, 'zh-CN')).toBe(language);
  });

  it('is always one of ours, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (query, cookie, acceptLanguage) => {
        expect(languages).toContain(chooseLanguage({ query, cookie, acceptLanguage }, 'en'));
      }),
    );
  });
});

describe('a speaker', () => {
  const texts = {
    plain: 'Farm',
    named: 'From {place}',
    counted: { one: '{count} test', other: '{count} tests' },
  } as const;
  const say = speaker<typeof texts>('en', texts);

  it('fills parameters in and bends sentences by number', () => {
    expect(say('plain')).toBe('Farm');
    expect(say('named', { place: 'Pinggu' })).toBe('From Pinggu');
    expect(say('counted', { count: 1 })).toBe('1 test');
    expect(say('counted', { count: 1200 })).toBe('1,200 tests');
  });

  it('does not read what it filled in as a parameter', () => {
    expect(say('named', { place: '{place}' })).toBe('From {place}');
  });

  it('fails loudly when a parameter is missing', () => {
    const careless = say as unknown as (key: string, parameters: object) => string;
    expect(() => careless('named', {})).toThrow('parameter place of text named');
  });
});

describe('moments', () => {
  const english = momentsIn('en');
  const chinese = momentsIn('zh-CN');
  const now = Date.parse('2026-11-23T10:00:00+08:00');

  it('are written in the clock of their own offset', () => {
    expect(english.moment('2026-11-20T23:30:00+08:00')).toBe('20 Nov, 23:30');
    expect(chinese.moment('2026-11-20T23:30:00+08:00')).toBe('11月20日 23:30');
    expect(english.clock('2026-11-20T23:30:00-05:30')).toBe('23:30');
  });

  it('are written by the rules of a zone when one is named', () => {
    expect(english.moment('2026-07-01T00:30:00Z', 'Europe/Paris')).toBe('1 Jul, 02:30');
    expect(english.dayOf('2026-06-30T23:30:00Z', 'Asia/Shanghai')).toBe('1 Jul');
  });

  it('say midnight as 00, never as 24', () => {
    expect(english.clock('2026-11-20T00:05:00+08:00')).toBe('00:05');
    expect(chinese.clock('2026-11-20T00:05:00+08:00')).toBe('00:05');
  });

  it.each([
    ['2026-11-23T09:50:00+08:00', '10 minutes ago', '10分钟前'],
    ['2026-11-23T07:00:00+08:00', '3 hours ago', '3小时前'],
    ['2026-11-20T09:00:00+08:00', '3 days ago', '3天前'],
    ['2026-05-20T09:00:00+08:00', '6 months ago', '6个月前'],
    ['2026-11-24T09:00:00+08:00', 'this minute', '此刻'],
  ])('of %s are %s', (moment, inEnglish, inChinese) => {
    expect(english.age(moment, now)).toBe(inEnglish);
    expect(chinese.age(moment, now)).toBe(inChinese);
  });

  it('give one date one age, whether its hour is known or not', () => {
    const now = Date.parse('2026-11-28T09:33:00+08:00');
    expect(english.age('2026-11-20T14:28:00+08:00', now)).toBe('8 days ago');
    expect(english.ageOfDay('2026-11-20', now, '+08:00')).toBe('8 days ago');
    expect(english.age('2026-11-27T14:28:00+08:00', now)).toBe('19 hours ago');
  });

  it('count the age of a whole day by the calendar of the place', () => {
    const justAfterMidnight = Date.parse('2026-11-23T00:30:00+08:00');
    expect(english.ageOfDay('2026-11-22', justAfterMidnight, '+08:00')).toBe('yesterday');
    expect(english.ageOfDay('2026-11-22', justAfterMidnight, 'Z')).toBe('today');
  });

  it('give lengths of time in a unit that fits', () => {
    expect(english.span(6 * 3_600_000)).toBe('6 hours');
    expect(chinese.span(6 * 3_600_000)).toBe('6小时');
    expect(english.span(72 * 3_600_000)).toBe('3 days');
    expect(english.day('2026-11-18')).toBe('18 Nov 2026');
    expect(chinese.day('2026-11-18')).toBe('2026年11月18日');
  });

  it('have the day of the zone that is asked for, and a date is the same day everywhere', () => {
    expect(english.day('2026-11-18T18:30:00Z')).toBe('18 Nov 2026');
    expect(english.day('2026-11-18T18:30:00Z', 'Asia/Shanghai')).toBe('19 Nov 2026');
    expect(english.day('2026-11-18', 'America/New_York')).toBe('18 Nov 2026');
  });
});
