// Goal: a redirect goes where the link leads, with what the request brought, and can stand in a header. Method: generated queries.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { locationOf } from './location.js';

/** What Node reads an address of: any byte but those that end it. */
const search = fc.stringMatching(/^[\x21-\x7e\u0080-\u00ff]*$/);
const href = fc.constantFrom(
  'https://x.example/',
  'https://x.example/?a=1',
  'https://x.example/p#part',
);

test('whatever stands in the query, the place is that of the link and the header holds', () => {
  fc.assert(
    fc.property(href, search, fc.boolean(), (at, query, forwardQuery) => {
      const location = locationOf({ href: at, forwardQuery }, query);
      expect(location).toMatch(/^[\x21-\x7e]+$/);
      const [to, of] = [new URL(location), new URL(at)];
      expect([to.origin, to.pathname, to.hash]).toEqual([of.origin, of.pathname, of.hash]);
      expect(to.searchParams.get('a')).toBe(of.searchParams.get('a') ?? to.searchParams.get('a'));
      if (!forwardQuery) expect(location).toBe(at);
    }),
  );
});

test('pairs go along in their order, but those that chose the link, however they are written', () => {
  const name = fc.constantFrom('x', 'linkType', 'link%54ype', 'context', '17', 'y%20z', 'linktype');
  const pair = fc
    .tuple(name, fc.constantFrom('', '=', '=1', '=a%26b=c'))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(pair), (pairs) => {
      const kept = pairs.filter((each) => !/^(link(T|%54)ype|context)(=|$)/.test(each));
      const at = { href: 'https://x.example/', forwardQuery: true };
      const query = kept.length === 0 ? '' : `?${kept.join('&')}`;
      expect(locationOf(at, pairs.join('&'))).toBe(`https://x.example/${query}`);
    }),
  );
});
