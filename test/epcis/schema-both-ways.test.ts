// Goal: our reading is neither laxer nor stricter than the published JSON schema, but where the table says so. Method: published
// documents with a member removed, added, replaced, moved or listed; where the two opinions differ, the table has to have it.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { epcisContextUrl } from '../../src/epcis/json/context.js';
import type { Fault } from '../../src/kernel/index.js';
import { capturedExamples, examplesPresent } from './example-files.js';
import { schemaFaults } from './schema-oracle.js';
import { readCaptureDocument } from './read-document.js';

const now = Date.parse('2026-11-23T12:00:00Z');
const documents = capturedExamples(/\.json(ld)?$/)
  .map(({ text }) => JSON.parse(text) as unknown)
  .filter((json) => schemaFaults(json).length === 0);

/** A change that shows a difference: what is put where a pointer points; undefined takes it away. */
type Shown = readonly [pointer: string, value?: unknown];

const event = (type: 'object' | 'aggregation' | 'transaction') =>
  `/epcisBody/eventList/${['object', 'aggregation', 'transaction'].indexOf(type)}`;
const results = '/epcisBody/queryResults';
const report = `${event('object')}/sensorElementList/0/sensorReport/0`;

/** Where the two opinions differ. A row that nothing shows any more is to be taken out. */
interface Row {
  readonly why: string;
  readonly shown: readonly Shown[];
}

/** What the schema takes and we refuse. Meaning and form are beyond what it says, or can say. */
const stricter: readonly (Row & { readonly rule: RegExp; readonly pointer: RegExp })[] = [
  {
    ...{ rule: /^(semantics|format)\./, pointer: /^/ },
    why: 'what is right in form may mean nothing',
    shown: [
      [`${event('object')}/quantityList`, [{ epcClass: 'urn:x:c', quantity: -1 }]],
      [`${event('object')}/epcList`, ['urn:epc:id:sgtin:0614141']],
    ],
  },
  {
    ...{ rule: /^schema\.choice$/, pointer: /(^|\/\d+)\/type$/ },
    why: 'types of event that others have made up',
    shown: [[`${event('object')}/type`, 'example:Event']],
  },
  {
    ...{ rule: /^schema\.choice$/, pointer: /^\/schemaVersion$/ },
    why: 'the schema takes any version',
    shown: [['/schemaVersion', '3.0']],
  },
  {
    ...{ rule: /^schema\.required$/, pointer: /\/parentID$/ },
    why: 'EPCIS 7.4.3 asks for it; the schema does not',
    shown: [[`${event('aggregation')}/parentID`]],
  },
  {
    ...{ rule: /^schema\.member$/, pointer: /\/(readPoint|bizLocation)\// },
    why: 'the schema leaves open what a place has',
    shown: [
      [`${event('object')}/readPoint/a`, 'a'],
      [`${event('object')}/bizLocation/a`, 'a'],
    ],
  },
  {
    ...{ rule: /^schema\.list$/, pointer: /\/epcList\/\d+$/ },
    why: 'of a transaction the schema lets one thing be named twice',
    shown: [[`${event('transaction')}/epcList`, ['urn:x:1', 'urn:x:1']]],
  },
  {
    ...{ rule: /^schema\.type$/, pointer: /\/persistentDisposition$/ },
    why: 'of some types left open',
    shown: [[`${event('aggregation')}/persistentDisposition`, 'a']],
  },
  {
    ...{ rule: /^schema\.type$/, pointer: /\/(uom|stringValue|queryName|subscriptionID)$/ },
    why: 'a text of nothing',
    shown: [
      [`${report}/uom`, ''],
      [`${report}/stringValue`, ''],
      [`${results}/queryName`, ''],
      [`${results}/subscriptionID`, ''],
    ],
  },
  {
    ...{ rule: /^schema\.type$/, pointer: /^\/(sender|receiver|instanceIdentifier)$/ },
    why: 'a text of nothing',
    shown: [
      ['/sender', ''],
      ['/receiver', ''],
      ['/instanceIdentifier', ''],
    ],
  },
];

/** What we take and the schema refuses. */
const laxer: readonly (Row & { readonly fault: RegExp })[] = [
  {
    fault: /@context|property name/,
    why: 'a context named twice; prefixed names with characters of JSON-LD',
    shown: [
      ['/@context', [epcisContextUrl, epcisContextUrl]],
      [`${event('object')}/_a:b`, 'a'],
    ],
  },
  {
    fault: /\/persistentDisposition must have/,
    why: 'one of nothing, which the schema of XML takes',
    shown: [[`${event('object')}/persistentDisposition`, {}]],
  },
  {
    fault: /must match format "uri"/,
    why: 'addresses in all alphabets (RFC 3987)',
    shown: [[`${event('object')}/readPoint/id`, 'https://example.com/ü']],
  },
];

const value = fc.oneof(
  fc.constantFrom<unknown>(null, '', ' ', [], {}, ['a'], [1], 0, -1, 1.5, true, false),
  fc.constantFrom('a', 'a:b', 'urn:x:1', 'http://example.com/a', 'https://example.com/ü', 'x/y'),
  fc.constantFrom('urn:epc:id:sgtin:0614141.107346.2017', 'https://id.gs1.org/01/09520123456788'),
  fc.constantFrom('2020-01-01T00:00:00Z', '2020-01-01T00:00:00', '2020-01-01', '+14:00', 'Z'),
  fc.constantFrom('shipping', 'in_transit', 'cbv:BizStep-shipping', 'OBSERVE', 'ADD', 'KGM', 'po'),
);

const name = fc.constantFrom(
  ...['example:b', 'a', 'id', '@id', '@type', 'https://example.com/x', 'recordTime', 'ilmd'],
  ...['epcList', 'parentID', 'persistentDisposition', 'certificationInfo', 'action', 'eventID'],
);

const change = fc.oneof(
  fc.constant({ kind: 'remove' as const }),
  fc.record({ kind: fc.constant('replace' as const), value }),
  fc.record({ kind: fc.constant('add' as const), name, value }),
  fc.record({ kind: fc.constant('move' as const), from: fc.nat() }),
  fc.constant({ kind: 'list' as const }),
);

type Change = ReturnType<typeof change.generate>['value_'];

interface Seat {
  readonly holder: Record<string, unknown> | unknown[];
  readonly name: string;
}

/** Every member and entry, but those of contexts, of which we know more than the schema. */
function seatsOf(tree: unknown): Seat[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree)
    .filter(([each]) => each !== '@context')
    .flatMap(([each, inner]) => [
      { holder: tree as Record<string, unknown>, name: each },
      ...seatsOf(inner),
    ]);
}

function changed(json: unknown, seat: number, how: Change): unknown {
  const copy = JSON.parse(JSON.stringify(json)) as unknown;
  const seats = seatsOf(copy);
  const { holder, name: at } = seats[seat % seats.length]!;
  const members = holder as Record<string, unknown>;
  if (how.kind === 'remove') {
    if (Array.isArray(holder)) holder.splice(Number(at), 1);
    else delete holder[at];
  } else if (how.kind === 'replace') members[at] = how.value;
  else if (how.kind === 'add' && !Array.isArray(holder)) members[how.name] = how.value;
  else if (how.kind === 'move') {
    const from = seats[how.from % seats.length]!;
    const moved = (from.holder as Record<string, unknown>)[from.name];
    members[at] = JSON.parse(JSON.stringify(moved)) as unknown;
  } else if (Array.isArray(holder)) holder.push(holder[Number(at)]);
  else
    members[at] = Array.isArray(members[at])
      ? ((members[at] as unknown[])[0] ?? null)
      : [members[at]];
  return copy;
}

const isStricter = ({ rule = '', pointer }: Fault, rows = stricter) =>
  rows.some((row) => row.rule.test(rule) && row.pointer.test(pointer));
const isLaxer = (published: readonly string[], rows = laxer) =>
  rows.some(({ fault }) => published.some((each) => fault.test(each)));

test('the schema and we differ where the table says, and nowhere else', () => {
  if (documents.length === 0) return;
  fc.assert(
    fc.property(fc.nat(), fc.nat(), change, (which, seat, how) => {
      const json = changed(documents[which % documents.length], seat, how);
      const published = schemaFaults(json);
      const ours = readCaptureDocument(json, now);
      if (published.length === 0 && 'faults' in ours) {
        const [first] = ours.faults;
        expect([first, isStricter(first)]).toEqual([first, true]);
      }
      if (published.length > 0 && 'events' in ours) {
        expect([published[0], isLaxer(published)]).toEqual([published[0], true]);
      }
    }),
    { numRuns: Number(process.env['FURROW_TEST_RUNS'] ?? 3_000) },
  );
});

const times = { eventTime: '2020-01-01T00:00:00Z', eventTimeZoneOffset: '+00:00' };
const bizTransactionList = [{ type: 'po', bizTransaction: 'urn:x:po' }];
const document = {
  ...{ '@context': [epcisContextUrl], type: 'EPCISDocument', schemaVersion: '2.0' },
  creationDate: '2020-01-01T00:00:00Z',
  epcisBody: {
    eventList: [
      {
        ...{ ...times, type: 'ObjectEvent', action: 'OBSERVE', epcList: ['urn:x:1'] },
        ...{
          bizStep: 'shipping',
          readPoint: { id: 'urn:x:dock' },
          bizLocation: { id: 'urn:x:yard' },
        },
        quantityList: [{ epcClass: 'urn:x:c', quantity: 1 }],
        sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 1, uom: 'CEL' }] }],
      },
      {
        ...{ ...times, type: 'AggregationEvent', action: 'ADD', parentID: 'urn:x:2' },
        childEPCs: ['urn:x:1'],
      },
      {
        ...{ ...times, type: 'TransactionEvent', action: 'ADD', epcList: ['urn:x:1'] },
        bizTransactionList,
      },
    ],
  },
};
const answer = {
  ...document,
  type: 'EPCISQueryDocument',
  epcisBody: { queryResults: { queryName: 'a', resultsBody: { eventList: [] } } },
};

function showing([pointer, put]: Shown): unknown {
  const json = JSON.parse(
    JSON.stringify(pointer.startsWith(results) ? answer : document),
  ) as object;
  const path = pointer.split('/').slice(1);
  const name = path.pop()!;
  const holder = path.reduce((at, step) => at[step] as never, json as Record<string, unknown>);
  if (put === undefined) delete holder[name];
  else holder[name] = put;
  return json;
}

const shownIn = <One extends Row>(table: readonly One[]) =>
  table.flatMap((row) => row.shown.map((shown) => [shown[0], row.why, shown, row] as const));

if (examplesPresent()) {
  test('the documents of which differences are shown are right for both', () => {
    for (const json of [document, answer]) {
      expect([schemaFaults(json), 'events' in readCaptureDocument(json, now)]).toEqual([[], true]);
    }
  });

  test.each(shownIn(stricter))('we are stricter at %s: %s', (_pointer, _why, shown, row) => {
    const json = showing(shown);
    const ours = readCaptureDocument(json, now);
    expect(schemaFaults(json)).toEqual([]);
    expect('faults' in ours && isStricter(ours.faults[0], [row])).toBe(true);
  });

  test.each(shownIn(laxer))('we are laxer at %s: %s', (_pointer, _why, shown, row) => {
    const json = showing(shown);
    expect('events' in readCaptureDocument(json, now)).toBe(true);
    expect(isLaxer(schemaFaults(json), [row])).toBe(true);
  });
}
