import { expect, test } from '@jest/globals';
import type { EpcisEvent } from './epcis-event.js';
import { termRowsMaker } from './event-terms.store.js';
import { eventsTooWide } from './events.problems.js';

const event: EpcisEvent = {
  ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'shipping', disposition: 'in_transit' },
  ...{ eventTime: '2026-11-20T08:00:00+08:00', eventTimeZoneOffset: '+08:00' },
};
const stored = { organisationId: 'a', id: 'e', at: new Date(0), viewers: ['a', 'b'], event };

test('the words of one capture are counted over its events and all who may know them', () => {
  const each = termRowsMaker(Infinity)(stored).length;
  expect(each).toBeGreaterThanOrEqual(4);
  const rowsOf = termRowsMaker(2 * each);
  expect(rowsOf(stored)).toHaveLength(each);
  expect(rowsOf(stored)).toHaveLength(each);
  expect(() => rowsOf(stored)).toThrow(expect.objectContaining({ kind: eventsTooWide }));
});
