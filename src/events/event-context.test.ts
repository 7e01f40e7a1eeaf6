import { expect, test } from '@jest/globals';
import { expandName, extensionNamed, type EventContext } from './event-context.js';

const context: EventContext = {
  terms: {
    farm: 'https://farm.example/ns#',
    crop: { '@id': 'farm:crop/' },
    cbvmda: 'https://own.example/',
    https: 'urn:taken:',
    loop: 'loop:a',
    count: { '@type': 'xsd:integer' },
  },
};

test.each([
  ['farm:crew', 'https://farm.example/ns#crew', 'by its declared prefix'],
  ['crop:rice', 'https://farm.example/ns#crop/rice', 'by a prefix declared with another'],
  [
    'cbvmda:lotNumber',
    'https://own.example/lotNumber',
    'as its author declared, not as EPCIS does',
  ],
  ['gs1:netWeight', 'https://gs1.org/voc/netWeight', 'by a prefix of EPCIS'],
  ['https://a.example/b', 'https://a.example/b', 'not at all when it is an address'],
  ['urn:x:1', 'urn:x:1', 'not at all when nobody declared its prefix'],
  ['count:1', 'count:1', 'not at all by a term that has no IRI'],
  ['loop:1', 'loop:aa1', 'one step only when a prefix refers to itself'],
  ['toString:1', 'toString:1', 'not by what every object inherits'],
  ['bare', 'bare', 'not at all without a prefix'],
])('%s is written in full as %s, %s', (name, iri) => {
  expect(expandName(name, context)).toBe(iri);
});

test('an extension is found whatever prefix its author chose', () => {
  expect(extensionNamed({ 'farm:crew': 3 }, 'https://farm.example/ns#crew', context)).toBe(3);
  expect(extensionNamed({ 'farm:crew': 3 }, 'farm:crew', context)).toBeUndefined();
  expect(extensionNamed(undefined, 'farm:crew', context)).toBeUndefined();
});
