import { expect, test } from '@jest/globals';
import { atOnce } from '../platform/index.js';
import type { EpcisEvent } from './epcis-event.js';
import { IndexRows } from './event-index.js';
import { eventsTooWide } from './events.problems.js';

const event: EpcisEvent = {
  ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'shipping', disposition: 'in_transit' },
  ...{ eventTime: '2026-11-20T08:00:00+08:00', eventTimeZoneOffset: '+08:00' },
};
const at = new Date(0);
const stored = { organisationId: 'a', id: 'e', at, viewers: ['a', 'b'], event };
const named = { isClass: false, role: 'object', at, eventRef: 'e', batchId: null };
const things = ['1', '2'].map((key) => ({ ...named, key }));

test('the words and things of one capture are counted over its events and all who may know them', () => {
  const one = new IndexRows();
  atOnce(one.adding(stored, things));
  expect([one.terms.length, one.things.length]).toEqual([8, 4]);
  const rows = new IndexRows(24);
  atOnce(rows.adding(stored, things));
  atOnce(rows.adding(stored, things));
  expect(() => atOnce(rows.adding(stored, things))).toThrow(
    expect.objectContaining({ kind: eventsTooWide }),
  );
});

test('a word to list is written once for each who may know it, in one order', () => {
  const rows = new IndexRows();
  atOnce(rows.adding({ ...stored, viewers: ['b', 'a'] }));
  atOnce(rows.adding({ ...stored, event: { ...event, bizStep: 'packing' } }));
  expect(rows.words.map((word) => [word.organisationId, word.value])).toEqual([
    ...['a', 'b'].flatMap((id) => ['packing', 'shipping', 'in_transit'].map((word) => [id, word])),
  ]);
});

test('an event of many words is indexed in steps', () => {
  const said = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`urn:x:${n}`, 'a']));
  const steps = [...new IndexRows().adding({ ...stored, event: { ...event, extensions: said } })];
  // One behind what its words are, and one for each 5,000 of them: a name is a word, and what it says another.
  expect(steps).toHaveLength(3);
});
