import fc from 'fast-check';
import { checkDigit } from '../../src/identifiers/check-digit.js';
import type { EventType } from '../../src/events/index.js';

/** Events in JSON-LD, as far as EPCIS goes: every member, extensions of any JSON under awkward names and prefixes. */

const gtin = fc.nat({ max: 999_999 }).map((n) => {
  const body = `0952012${String(n).padStart(6, '0')}`;
  return `${body}${checkDigit(body)}`;
});
const epc = fc
  .tuple(gtin, fc.integer({ min: 1, max: 9999 }))
  .map(([item, n]) => `https://id.gs1.org/01/${item}/21/${n}`);
const lot = fc
  .tuple(gtin, fc.integer({ min: 1, max: 9999 }))
  .map(([item, n]) => `https://id.gs1.org/01/${item}/10/L${n}`);
const uri = fc
  .integer({ min: 1, max: 999 })
  .chain((n) =>
    fc.constantFrom(`urn:x:thing:${n}`, `geo:${n},1.5`, `https://example.org/a?b=${n}&c=<`),
  )
  .map((text) => text.replace('<', '%3C'));
const time = fc
  .integer({ min: 0, max: 40_000_000 })
  .map((n) => new Date(Date.UTC(2025, 0, 1) + n * 1000).toISOString());
const decimal = fc
  .tuple(fc.nat({ max: 999_999 }), fc.nat({ max: 999 }))
  .map(([whole, part]) => Number(`${whole}.${part}`));

/** Prefixes that are also schemes, bound to a namespace of others, nested in each other, or declared by nobody. */
const context = {
  ex: 'https://example.org/ns#',
  other: 'https://example.org/other',
  geo: 'http://www.w3.org/2003/01/geo/wgs84_pos#',
  gs1: 'https://example.org/not-gs1/',
  xml1: 'urn:x:xml:',
  inner: 'ex:inner/',
};
const names = fc.constantFrom(
  ...['ex:a', 'ex:b', 'other:field', 'geo:lat', 'gs1:x', 'xml1:y', 'inner:z', 'cbvmda:netWeight'],
  ...['ex:1st', 'ex:a/b', 'undeclared:c', 'https://example.org/full/name', 'urn:x:', 'ex:@lang'],
  ...['rdfs:comment', 'xml:lang', 'xmlns:q', 'ns1:k', 'ex:é'],
);
const innerNames = fc.oneof(
  names,
  fc.constantFrom('bare', '@unit', '@id', '@@id', '#text', '__proto__', 'a b', '', 'constructor'),
);
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', ' ', ' a ', '\r\n\t', ']]>', '<a>&amp;', 'x:y', '\u0001', '\uFFFF', '12'),
);
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => Number(n.toPrecision(12))),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 3 }),
    fc
      .array(fc.tuple(innerNames, tie('json')), { maxLength: 4 })
      .map((members) => Object.fromEntries(members)),
  ),
}));
/** Master data that means something here has a form to keep; these names have none. */
const extensions = fc
  .array(fc.tuple(names, json), { maxLength: 4 })
  .map((members) => Object.fromEntries(members) as Record<string, unknown>);

function some<T extends object>(members: T): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(members as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: [] });
}

function withExtensions(own: fc.Arbitrary<object>): fc.Arbitrary<Record<string, unknown>> {
  return fc.tuple(own, extensions).map(([members, more]) => ({ ...more, ...members }));
}

const quantities = fc.array(
  fc.record(
    { epcClass: lot, quantity: decimal, uom: fc.constant('KGM') },
    { requiredKeys: ['epcClass'] },
  ),
  { minLength: 1, maxLength: 3 },
);
const epcs = fc.uniqueArray(epc, { minLength: 1, maxLength: 3 });
const word = (...words: string[]) => fc.constantFrom(...words, 'ex:mine', 'https://example.org/w');
const typed = (name: string, ...types: string[]) =>
  fc.array(fc.record({ type: word(...types), [name]: uri }), { minLength: 1, maxLength: 2 });
const place = withExtensions(fc.record({ id: uri }));
const device = { time, deviceID: uri, deviceMetadata: uri, rawData: uri, bizRules: uri };
const words = fc.uniqueArray(word('recalled', 'in_transit'), { minLength: 1, maxLength: 2 });
const sensorElement = withExtensions(
  fc.record(
    {
      sensorMetadata: withExtensions(some({ ...device, startTime: time, endTime: time })),
      sensorReport: fc.array(
        withExtensions(
          some({
            ...{ ...device, value: decimal, minValue: decimal, percRank: decimal, uriValue: uri },
            ...{ uom: fc.constant('CEL'), stringValue: fc.constantFrom(' a ', '<&">', 'é\tb') },
            ...{ booleanValue: fc.boolean(), hexBinaryValue: fc.constant('f0f0') },
            ...{ exception: word('ALARM_CONDITION'), component: word('x') },
          }).chain((members) => word('Temperature', 'Mass').map((type) => ({ ...members, type }))),
        ),
        { minLength: 1, maxLength: 2 },
      ),
    },
    { requiredKeys: ['sensorReport'] },
  ),
);

const onEvery = {
  eventID: uri,
  bizStep: word('shipping', 'packing'),
  disposition: word('in_transit'),
  persistentDisposition: some({ set: words, unset: words }),
  readPoint: place,
  bizLocation: place,
  sourceList: typed('source', 'owning_party'),
  destinationList: typed('destination', 'location'),
  sensorElementList: fc.array(sensorElement, { minLength: 1, maxLength: 2 }),
  certificationInfo: fc.array(uri, { minLength: 1, maxLength: 2 }),
  errorDeclaration: withExtensions(
    fc.record(
      {
        declarationTime: time,
        reason: word('incorrect_data'),
        correctiveEventIDs: fc.array(uri, { maxLength: 2 }),
      },
      { requiredKeys: ['declarationTime'] },
    ),
  ),
};
const bizTransactionList = typed('bizTransaction', 'po', 'desadv');

const required: Readonly<Record<EventType, Record<string, fc.Arbitrary<unknown>>>> = {
  ObjectEvent: { action: fc.constant('ADD'), epcList: epcs },
  AggregationEvent: { action: fc.constant('OBSERVE'), childEPCs: epcs },
  TransactionEvent: { action: fc.constant('ADD'), epcList: epcs, bizTransactionList },
  TransformationEvent: { inputQuantityList: quantities, outputEPCList: epcs },
  AssociationEvent: { action: fc.constant('ADD'), parentID: uri, childQuantityList: quantities },
};
const optional: Readonly<Record<EventType, Record<string, fc.Arbitrary<unknown>>>> = {
  ObjectEvent: { quantityList: quantities, ilmd: extensions, bizTransactionList },
  AggregationEvent: { parentID: uri, childQuantityList: quantities, bizTransactionList },
  TransactionEvent: { parentID: uri, quantityList: quantities },
  TransformationEvent: {
    ...{ inputEPCList: epcs, outputQuantityList: quantities, transformationID: uri },
    ...{ ilmd: extensions, bizTransactionList },
  },
  AssociationEvent: { childEPCs: epcs, bizTransactionList },
};

/** One event with a context of its own, for the reader of JSON. */
export const sentEvent: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc
  .constantFrom<EventType>(...(Object.keys(required) as EventType[]))
  .chain((type) =>
    withExtensions(
      fc
        .tuple(
          fc.record({ eventTime: time, ...required[type] }),
          some({ ...onEvery, ...optional[type] }),
        )
        .map(([needed, more]) => ({ ...more, ...needed })),
    ).map((event) => ({
      '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', context],
      type,
      eventTimeZoneOffset: '+08:00',
      ...event,
    })),
  );
