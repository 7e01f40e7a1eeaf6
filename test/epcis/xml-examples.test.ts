// Goal: XML of others is read for what it says, and refused where it is wrong. The documents stand beside the checkout.
import { expect, test } from '@jest/globals';
import { canonicalEvent } from '../../src/events/index.js';
import { jsonPairOf, xmlDocuments, type Example } from './example-files.js';
import { eventsOf, faultsOf, readJson, readXmlText } from './xml-reading.js';

const { valid, invalid } = xmlDocuments();

/** Documents that are meant to be read and are not, with where and why. */
const refused: readonly (readonly [name: RegExp, pointer: RegExp, detail: RegExp, why: string])[] =
  [
    [
      /gs1\/XML\/CaptureJob/,
      /^$/,
      /must be an EPCISDocument/,
      'the state of a capture, no document',
    ],
    [/CBV-11.4/, /^$/, /must be an EPCISDocument/, 'a document of master data only'],
    [/SimpleEventQuery/, /^\/EPCISBody$/, /must have QueryResults/, 'a query, not its answer'],
    [
      /JumbledFieldsOrder/,
      /eventTimeZoneOffset$/,
      /stands after disposition/,
      'order of the schema',
    ],
    [/Jumbled_attributes/, /eventTimeZoneOffset$/, /stands after an ext/, 'order of the schema'],
    [/1\.2.*with_namespace/, /baseExtension\/eventID$/, /not an element/, 'what 1.2 has, in 2.0'],
    [
      /1\.2.*ObjectEvent_all/,
      /\]\/certificationInfo$/,
      /not an element/,
      '1.2 has no such element',
    ],
    [/Query\/(Obj|Trans)/, /declarationTime$/, /date and time/, 'a time without seconds'],
    [/gs1example6.*(Corr|Rev)/, /ventID(\[1\])?$/, /must be a URI/, 'an eventID that is no URI'],
    [/Retail_with_aggr/, /documentId$/, /not an element/, 'extensions without a namespace'],
    [/numberPrecision/, /@schemaVersion$/, /must be "1.2"/, '2.0 in the namespace of 1.2'],
  ];

const doctype = '<!DOCTYPE project>';

const refusalOf = ({ name }: Example) => refused.find(([pattern]) => pattern.test(name));

/** `test.each` takes no empty list, which is what there is without the examples. */
function each(title: string, examples: readonly Example[], check: (example: Example) => void) {
  for (const example of examples) test(`${example.name} ${title}`, () => check(example));
}

test('there are examples, or a notice that there are none', () => {
  expect(valid.length === 0 || valid.length > 80).toBe(true);
});

each(
  'is read without a fault',
  valid.filter((example) => refusalOf(example) === undefined),
  ({ text }) => {
    expect(faultsOf(readXmlText(text.replace(doctype, '')))).toEqual([]);
  },
);

each(
  'is refused for the reason in the table',
  valid.filter((example) => refusalOf(example) !== undefined),
  (example) => {
    const [, pointer, detail] = refusalOf(example)!;
    const faults = faultsOf(readXmlText(example.text.replace(doctype, '')));
    expect(faults).toContainEqual(
      expect.objectContaining({
        pointer: expect.stringMatching(pointer),
        detail: expect.stringMatching(detail),
      }),
    );
  },
);

each(
  'is refused for its DOCTYPE',
  valid.filter(({ text }) => text.includes(doctype)),
  ({ text }) => {
    expect(faultsOf(readXmlText(text))).toEqual([
      { pointer: '', detail: expect.stringContaining('DOCTYPE'), rule: 'schema.xml' },
    ]);
  },
);

const event = '/EPCISBody/EventList/ObjectEvent[1]';

const wrong: Readonly<Record<string, readonly [pointer: string, detail: RegExp]>> = {
  ObjectEvent_bare_event_without_action: ['/action', /is missing/],
  ObjectEvent_with_invalid_action: [`${event}/action`, /must be OBSERVE, ADD or DELETE/],
  ObjectEvent_with_invalid_eventTime_format: [`${event}/eventTime`, /date and time/],
  ObjectEvent_with_unknown_element: [`${event}/madeUpField`, /is not an element of EPCIS/],
  ObjectEvent_with_wrong_element_order: [`${event}/eventTime`, /stands after action/],
  ObjectEvent_without_eventTime: [`${event}/eventTime`, /is missing/],
  QueryDocument_with_invalid_action: [
    '/EPCISBody/QueryResults/resultsBody/EventList/ObjectEvent[1]/action',
    /must be OBSERVE, ADD or DELETE/,
  ],
  QueryDocument_with_missing_value: ['/EPCISBody', /must have QueryResults/],
};

each('is refused where it is wrong', invalid, ({ name, text }) => {
  const [pointer, detail] = wrong[/([^/]*)\.xml$/.exec(name)![1]!]!;
  expect(faultsOf(readXmlText(text))[0]).toMatchObject({
    pointer,
    detail: expect.stringMatching(detail),
  });
});

/** Pairs that do not say the same, and why. */
const unlike: readonly (readonly [name: RegExp, why: string])[] = [
  [/ObjectEvent_with_comment/, 'JSON has as rdfs:comment what is a comment in XML'],
  [/TransformationEvent_with_userExt/, 'JSON has an attribute as if it were an element'],
  [/Events\/TransactionEvent/, 'JSON leaves out empty elements'],
];

const pairs = valid.filter(
  (example) =>
    /openepcis.*\/2\.0|event-hash/.test(example.name) &&
    refusalOf(example) === undefined &&
    jsonPairOf(example) !== undefined,
);
const isUnlike = ({ name }: Example) => unlike.some(([pattern]) => pattern.test(name));

function meanings(example: Example): readonly (readonly string[])[] {
  const inJson = readJson(JSON.parse(jsonPairOf(example)!.text));
  return [readXmlText(example.text), inJson].map((read) => eventsOf(read).map(canonicalEvent));
}

each(
  'says in XML what its pair says in JSON',
  pairs.filter((example) => !isUnlike(example)),
  (example) => {
    const [xml, json] = meanings(example);
    expect(xml).toEqual(json);
  },
);

each('differs from its pair as the table says', pairs.filter(isUnlike), (example) => {
  const [xml, json] = meanings(example);
  expect(xml).not.toEqual(json);
});
