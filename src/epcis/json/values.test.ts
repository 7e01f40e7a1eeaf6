// What is asked of the form of values: each case changes one thing in a good event and names the
// pointer and the rule of the one fault that it must lead to, so a rule that is removed leaves its case without a fault.
import { expect, test } from '@jest/globals';
import {
  amount,
  faultsOf,
  first,
  item,
  object,
  type Members,
} from '../../../test/epcis/sound-events.js';

test.each<[string, string, Members, string]>([
  [
    'with a naive time',
    'format.time',
    { ...object, eventTime: '2026-03-01T08:30:00' },
    '/eventTime',
  ],
  [
    'with an impossible date',
    'format.time',
    { ...object, eventTime: '2026-02-29T08:30:00Z' },
    '/eventTime',
  ],
  [
    'with an offset beyond 14 hours',
    'format.time',
    { ...object, eventTimeZoneOffset: '+14:30' },
    '/eventTimeZoneOffset',
  ],
  [
    'with Z for the offset of a place',
    'format.time',
    { ...object, eventTimeZoneOffset: 'Z' },
    '/eventTimeZoneOffset',
  ],
  [
    'with an id nobody can read out',
    'format.bounds',
    { ...object, eventID: `urn:x:${'9'.repeat(2048)}` },
    '/eventID',
  ],
  ['with an id that is no URI', 'format.uri', { ...object, eventID: '374d95fc' }, '/eventID'],
  [
    'with a wrong check digit',
    'format.identifier',
    { ...object, epcList: ['https://id.gs1.org/01/04012345123457/21/1'] },
    '/epcList/0',
  ],
  [
    'with an EPC that is no URI',
    'format.uri',
    { ...object, epcList: [item, 'pallet 7'] },
    '/epcList/1',
  ],
  ['with too many decimals', 'format.number', amount(0.1234567), '/quantityList/0/quantity'],
  ['with a quantity beyond all goods', 'format.number', amount(1e12), '/quantityList/0/quantity'],
  [
    'with text PostgreSQL cannot keep',
    'format.bounds',
    { ...object, 'farm:note': 'a\0b' },
    '/farm:note',
  ],
  [
    'with half a character',
    'format.bounds',
    { ...object, 'farm:note': ['\ud800'] },
    '/farm:note/0',
  ],
  [
    'with a context of its own that has no end',
    'format.context',
    {
      ...object,
      '@context': Object.fromEntries(Array.from({ length: 501 }, (_each, n) => [`p${n}`, 'u:x'])),
    },
    '/@context',
  ],
  [
    'with a context of its own that changes EPCIS',
    'format.context',
    { ...object, '@context': { action: 'urn:x:1' } },
    '/@context/action',
  ],
])('an event is refused %s, by %s', (_title, rule, event, pointer) => {
  expect(faultsOf(event)).toEqual([[first + pointer, rule]]);
});
