// Goal: what others add to an event in XML is kept to the letter, under names that mean in JSON-LD what they mean in XML.
import { expect, test } from '@jest/globals';
import {
  canonicalEvent,
  expandName,
  wholeDayName,
  type EpcisEvent,
} from '../../src/events/index.js';
import { writeXmlDocument } from '../../src/epcis/xml/write-xml.js';
import {
  eventsOf,
  faultsOf,
  objectEvent,
  readJson,
  readXmlText,
  xmlDocument,
} from './xml-reading.js';

const ex = 'xmlns:ex="https://example.org/ns#"';

function read(more: string, attributes = ''): EpcisEvent {
  return eventsOf(readXmlText(xmlDocument(objectEvent(more, attributes))))[0]!;
}

function write(event: EpcisEvent, version: '1.2' | '2.0' = '2.0'): string {
  return writeXmlDocument([event], { version, creationDate: '2026-03-01T00:00:00Z' });
}

const kept: Readonly<Record<string, readonly [xml: string, value: unknown]>> = {
  'a text with its white space': ['<ex:a> b\n </ex:a>', ' b\n '],
  'an element without anything': ['<ex:a/>', ''],
  'what CDATA, comments and entities say': [
    '<ex:a>1<![CDATA[<&]]><!-- no -->&lt;&#x4E2D;</ex:a>',
    '1<&<中',
  ],
  'digits as they are': ['<ex:a>007.500000000000000000001</ex:a>', '007.500000000000000000001'],
  'repeated elements in their order': ['<ex:a>2</ex:a><ex:a/><ex:a>1</ex:a>', ['2', '', '1']],
  'children, with and without a namespace': [
    '<ex:a><ex:b>1</ex:b><c>2</c></ex:a>',
    { 'ex:b': '1', c: '2' },
  ],
  'attributes beside text': ['<ex:a unit="KGM">3.5</ex:a>', { '@unit': 'KGM', '#text': '3.5' }],
  'an attribute alone': ['<ex:a unit="KGM"/>', { '@unit': 'KGM' }],
  'an attribute in a namespace': ['<ex:a ex:unit="KGM"/>', { 'ex:@unit': 'KGM' }],
  'an attribute that is a word of JSON-LD': [
    '<ex:a id="1" type="2"/>',
    { '@@id': '1', '@@type': '2' },
  ],
  'text beside children': ['<ex:a> x <b/></ex:a>', { '#text': ' x ', b: '' }],
  'text around children': ['<ex:a>x<b/>y</ex:a>', { '#text': ['x', 'y'], b: '' }],
  'names that mean something to JavaScript': [
    '<ex:a><__proto__>1</__proto__><constructor>2</constructor></ex:a>',
    JSON.parse('{"__proto__":"1","constructor":"2"}'),
  ],
};

test.each(Object.entries(kept))('%s: kept, and written as it was', (_, [xml, value]) => {
  const event = read(xml, ` ${ex}`);
  expect(event.extensions).toEqual({ 'ex:a': value });
  expect(event.context).toEqual({ terms: { ex: 'https://example.org/ns#' } });
  expect(eventsOf(readXmlText(write(event)))).toEqual([event]);
});

test('an element comes back in the very form it had', () => {
  const element = '<ex:a ex:unit="KGM" id="1">x<ex:b>&lt;1</ex:b><c/><c>2</c></ex:a>';
  expect(write(read(element, ` ${ex}`))).toContain(element);
});

test('a prefix bound to two namespaces is two prefixes', () => {
  const event = read(
    '<p:a xmlns:p="urn:x:one:">1</p:a><p:a xmlns:p="urn:x:two:"><p:b p:c="3">2</p:b></p:a>',
  );
  const full = Object.keys(event.extensions!).map((name) => expandName(name, event.context));
  expect(full).toEqual(['urn:x:one:a', 'urn:x:two:a']);
  expect(event.extensions!['ns1:a']).toEqual({ 'ns1:b': { 'ns1:@c': '3', '#text': '2' } });
});

test('two events of a document may bind one prefix to two namespaces', () => {
  const events = ['urn:x:one:', 'urn:x:two:'].map((iri) =>
    objectEvent(`<p:a xmlns:p="${iri}">1</p:a>`),
  );
  const contexts = eventsOf(readXmlText(xmlDocument(events.join('')))).map((each) => each.context);
  expect(contexts).toEqual([{ terms: { p: 'urn:x:one:' } }, { terms: { p: 'urn:x:two:' } }]);
});

test('a default namespace is a namespace', () => {
  const event = read('<a xmlns="urn:x:one:"><b/><c xmlns=""/></a>');
  expect(event.extensions).toEqual({ 'ns1:a': { 'ns1:b': '', c: '' } });
});

test('a prefix that is the scheme of an address in the event does not change the address', () => {
  const place = '<readPoint><id>geo:47.5,11.1</id></readPoint>';
  const event = read(
    `${place}<geo:lat xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#">1</geo:lat>`,
  );
  expect(event.readPoint).toEqual({ id: 'geo:47.5,11.1' });
  expect(event.extensions).toEqual({ 'ns1:lat': '1' });
});

test('a namespace that begins as a prefix of the event does is no name under that prefix', () => {
  const event = read('<p:a xmlns:p="q:x:">1</p:a><q:b xmlns:q="urn:x:two:">2</q:b>');
  const full = Object.keys(event.extensions!).map((name) => expandName(name, event.context));
  expect(full).toEqual(['q:x:a', 'urn:x:two:b']);
});

test('a prefix that JSON-LD has for something else is another one', () => {
  const event = read('<gs1:a xmlns:gs1="urn:x:not-gs1:">1</gs1:a>');
  expect(event.extensions).toEqual({ 'ns1:a': '1' });
});

test.each(['urn:epcglobal:cbv:mda', 'urn:epcglobal:cbv:mda:'])('%s is GS1 master data', (iri) => {
  const event = read(`<m:lotNumber xmlns:m="${iri}">L1</m:lotNumber>`);
  expect(event.extensions).toEqual({ 'cbvmda:lotNumber': 'L1' });
  expect(event.context).toBeUndefined();
  expect(write(event)).toContain('xmlns:cbvmda="urn:epcglobal:cbv:mda"');
});

test("a word's prefix is the one that holds where the word stands", () => {
  const bizStep = '<bizStep xmlns:p="https://example.org/steps/">p:washing</bizStep>';
  const event = read(`${bizStep}<p:a xmlns:p="urn:x:">1</p:a>`);
  expect(event.bizStep).toBe('https://example.org/steps/washing');
});

test('hints for a parser are not part of an event, and types of values are', () => {
  const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  const event = read('<ex:a xsi:type="xsd:int">1</ex:a>', ` ${ex} ${xsi} xsi:type="ex:Mine"`);
  expect(event.extensions).toEqual({ 'ex:a': { 'xsi:@type': 'xsd:int', '#text': '1' } });
});

const amount = (quantity: string) =>
  `<quantityList><quantityElement><epcClass>urn:x:c</epcClass>${quantity}</quantityElement></quantityList>`;

const decimals: Readonly<Record<string, string | undefined>> = {
  '<quantity>0.000001</quantity>': '0.000001',
  '<quantity>987654321098.123457</quantity>': '987654321098.123457',
  '<quantity> +007.500 </quantity>': '7.5',
  '<quantity>.5</quantity>': '0.5',
  '<quantity>1.5E2</quantity>': '150',
  '<quantity xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>': undefined,
};

test.each(Object.entries(decimals))('%s keeps every digit', (element, expected) => {
  const event = read(amount(element));
  expect(event.quantityList![0]!.quantity).toBe(expected);
});

test('a reading keeps digits that no double has', () => {
  const value = '12345678901234567890.123456789012345678901';
  const event = read(
    `<sensorElementList><sensorElement><sensorReport type="gs1:Temperature" value="${value}"/></sensorElement></sensorElementList>`,
  );
  expect(event.sensorElementList![0]!.sensorReport[0]!.value).toBe(value);
  expect(write(event)).toContain(`value="${value}"`);
});

test('a whole day stays one', () => {
  const sent = {
    '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
    ...{ type: 'ObjectEvent', eventTime: '2026-03-01T00:00:00+08:00', action: 'OBSERVE' },
    ...{ eventTimeZoneOffset: '+08:00', epcList: ['urn:x:1'], [wholeDayName]: true },
  };
  const [event] = eventsOf(readJson(sent));
  expect(event!.wholeDay).toBe(true);
  expect(eventsOf(readXmlText(write(event!)))[0]!.wholeDay).toBe(true);
});

const marked: Readonly<Record<string, string>> = {
  'no JSON': '<ex:a furrow:json="value">{</ex:a>',
  'another kind': '<ex:a furrow:json="number">true</ex:a>',
  'no kind of ours': '<ex:a furrow:json="date">1</ex:a>',
  'digits that would be lost': '<ex:a furrow:json="number">0.12345678901234567890</ex:a>',
};

test.each(Object.entries(marked))('a mark of ours on %s is a fault', (_, element) => {
  const event = objectEvent(element, ` ${ex} xmlns:furrow="urn:furrow:epcis:"`);
  expect(faultsOf(readXmlText(xmlDocument(event)))).toMatchObject([
    {
      pointer: '/EPCISBody/EventList/ObjectEvent[1]/ex:a',
      detail: expect.stringMatching(/furrow:json/),
    },
  ]);
});

test('an AssociationEvent of 1.2 stands in two wrappers, what came later in the innermost', () => {
  const [event] = eventsOf(
    readJson({
      '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
      ...{ type: 'AssociationEvent', eventTime: '2026-03-01T00:00:00Z', action: 'ADD' },
      ...{ eventTimeZoneOffset: '+00:00', parentID: 'urn:x:1', childEPCs: ['urn:x:2'] },
      ...{ eventID: 'urn:x:id', certificationInfo: 'urn:x:cert' },
    }),
  );
  const text = write(event!, '1.2');
  expect(text).toContain('<EventList><extension><extension><AssociationEvent>');
  expect(text).toContain(
    '<baseExtension><eventID>urn:x:id</eventID><extension><certificationInfo>urn:x:cert<',
  );
  expect(eventsOf(readXmlText(text)).map(canonicalEvent)).toEqual([canonicalEvent(event!)]);
});

const goods = `<quantityList><quantityElement><epcClass>urn:x:c</epcClass></quantityElement></quantityList><sourceList><source type="urn:epcglobal:cbv:sdt:location">urn:x:1</source></sourceList>`;
const later = `<sensorElementList><sensorElement><sensorReport type="gs1:Mass" value="1"/></sensorElement></sensorElementList><persistentDisposition><unset>urn:epcglobal:cbv:disp:active</unset></persistentDisposition>`;

test('each version has the order and the wrappers of its schema', () => {
  const event = read(`${goods}${later}<ex:a>1</ex:a>`, ` ${ex}`);
  expect(write(event)).toContain(`</action>${goods}${later}<ex:a>1</ex:a></ObjectEvent>`);
  expect(write(event, '1.2')).toContain(
    `</action><extension>${goods}<extension>${later}</extension></extension><ex:a>1</ex:a></ObjectEvent>`,
  );
});

test('names in namespaces that XML of EPCIS keeps for itself come back as what they were', () => {
  const terms = { own: 'urn:epcglobal:epcis:xsd:2', old: 'urn:epcglobal:cbv:mda' };
  const event: EpcisEvent = {
    ...read(''),
    extensions: { 'own:a': '1', 'old:b': '2' },
    context: { terms },
  };
  const back = eventsOf(readXmlText(write(event)));
  expect(back.map(canonicalEvent)).toEqual([canonicalEvent(event)]);
});

test('1.2 has the list that it asks for even where there is nothing to list', () => {
  const { epcList: _, ...event } = read(`<readPoint><id>urn:x:1</id></readPoint>${later}`);
  expect(write(event, '1.2')).toContain('<epcList/><action>');
  expect(write(event)).not.toContain('epcList');
});
