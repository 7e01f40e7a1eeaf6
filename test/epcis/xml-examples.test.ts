// Goal: XML of others says to us what its authors say in JSON. The documents stand beside the checkout.
import { expect, test } from '@jest/globals';
import { canonicalEvent, type EpcisEvent } from '../../src/events/index.js';
import { examplesPresent, xmlPairs, type Pair } from './example-files.js';
import { eventsOf, readJson, readXmlText } from './xml-reading.js';

const pairs = xmlPairs();

/** `test.each` takes no empty list, which is what there is without the examples. */
function each(title: string, chosen: readonly Pair[], check: (pair: Pair) => void) {
  for (const pair of chosen) test(`${pair.xml.name} ${title}`, () => check(pair));
}

test('there are pairs, or a notice that there are none', () => {
  expect(pairs.length > 20).toBe(examplesPresent());
});

/** An event without what has extensions. */
const plainly = ({ extensions: _, ilmd: __, errorDeclaration: ___, ...event }: EpcisEvent) => event;

function meanings(
  { xml, json }: Pair,
  part = (event: EpcisEvent): EpcisEvent => event,
): readonly (readonly string[])[] {
  const inJson = readJson(JSON.parse(json.text));
  return [readXmlText(xml.text), inJson].map((read) =>
    eventsOf(read).map((event) => canonicalEvent(part(event))),
  );
}

each(
  'says in XML what its pair says in JSON',
  pairs.filter(({ unlike }) => unlike === undefined),
  (pair) => {
    const [xml, json] = meanings(pair);
    expect(xml).toEqual(json);
  },
);

each(
  'differs from its pair as the table says, and in nothing but extensions and declarations',
  pairs.filter(({ unlike }) => unlike !== undefined),
  (pair) => {
    const [xml, json] = meanings(pair);
    expect(xml).not.toEqual(json);
    const [less, than] = meanings(pair, plainly);
    expect(less).toEqual(than);
  },
);
