// Goal: of links of one kind the ones that a request wants most, whatever it says. Method: generated links and wishes, against what
// is true of every choice; tables for languages.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { gs1, type PublicLink } from '../../links/index.js';
import { chooseLinks, type Wishes } from './choose-link.js';

const link = (given: Partial<PublicLink>): PublicLink => ({
  ...{ batch: null, serial: null, linkType: gs1('pip'), href: 'https://x.example/', title: 'A' },
  ...{ hreflang: [], mediaType: null, context: [], forwardQuery: true, isDefault: false, ...given },
});

const links = fc.array(
  fc
    .record({
      hreflang: fc.subarray(['en', 'zh', 'zh-CN', 'de']),
      mediaType: fc.constantFrom(null, 'text/html', 'application/json'),
      context: fc.subarray(['CN', 'EU']),
    })
    .map(link),
  { maxLength: 6 },
);

const wishes: fc.Arbitrary<Wishes> = fc.record({
  context: fc.constantFrom(undefined, 'CN', 'EU', 'XX'),
  languages: fc.uniqueArray(fc.constantFrom('zh-Hans-CN', 'zh-TW', 'en', 'fr', 'de-AT')),
  mediaType: fc
    .constantFrom('text/html', 'application/json', undefined)
    .map((liked) => (available: string[]) => available.find((type) => type === liked)),
});

describe('whatever is asked', () => {
  test('some link is chosen where there is any, and those chosen cannot be told apart', () => {
    fc.assert(
      fc.property(links, wishes, (given, wish) => {
        const chosen = chooseLinks(given, wish);
        expect(chosen.length > 0).toBe(given.length > 0);
        for (const each of chosen) {
          expect(given).toContain(each);
          expect(each).toEqual(chosen[0]);
        }
      }),
    );
  });

  test('a link of the place asked for is chosen where there is one', () => {
    fc.assert(
      fc.property(links, wishes, (given, wish) => {
        const isHere = ({ context }: PublicLink) => context.includes(wish.context ?? '');
        if (given.some(isHere)) expect(chooseLinks(given, wish).every(isHere)).toBe(true);
      }),
    );
  });

  test('a wish that no link meets changes nothing', () => {
    fc.assert(
      fc.property(links, wishes, (given, wish) => {
        const more = { ...wish, languages: ['fr', ...wish.languages, 'ja'] };
        expect(chooseLinks(given, more).length > 0).toBe(given.length > 0);
        if (wish.languages.length > 0)
          expect(chooseLinks(given, more)).toEqual(chooseLinks(given, wish));
      }),
    );
  });
});

describe('a language', () => {
  const chosen = (range: string, ...offered: string[]) =>
    chooseLinks([...offered.map((tag) => link({ hreflang: [tag] })), link({})], {
      context: undefined,
      languages: [range],
      mediaType: () => undefined,
    }).flatMap(({ hreflang }) => hreflang);

  test.each([
    ['zh-Hans-CN', ['zh', 'zh-CN', 'en'], ['zh-CN']],
    ['zh-Hans-CN', ['zh', 'zh-TW'], ['zh']],
    ['zh-Hant', ['zh-TW', 'en'], ['zh-TW']],
    ['EN-gb', ['en'], ['en']],
    ['fr', ['en', 'de'], []],
  ])('%s of %j is %j', (range, offered, expected) => {
    expect(chosen(range, ...offered)).toEqual(expected);
  });
});
