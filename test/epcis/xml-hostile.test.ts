// Goal: XML that is made to hurt is refused early, and what is no EPCIS is refused where it is. Work is seen by how far into a
// text the refusal came.
import { expect, test } from '@jest/globals';
import { thingsMax } from '../../src/epcis/capture/capture-limits.js';
import { eventBytesMax, partValuesMax } from '../../src/epcis/rules/document-limits.js';
import { namespaceLengthMax } from '../../src/epcis/json/context.js';
import { depthMax } from '../../src/epcis/json/json-bounds.js';
import { nameLengthMax } from '../../src/epcis/xml/xml-bounds.js';
import { expandName, furrowNamespace } from '../../src/events/index.js';
import { faultsMax } from '../../src/kernel/index.js';
import {
  allSteps,
  eventsOf,
  faultsOf,
  objectEvent,
  readXmlText,
  xmlDocument,
  xmlReading,
} from './xml-reading.js';

const good = xmlDocument(objectEvent());
const refusal = (text: string) => faultsOf(readXmlText(text));

/** Where in the text the reading ended, as its refusal says. */
function reached(text: string): { line: number; column: number } {
  const [, line, column] = /line (\d+), column (\d+)/.exec(refusal(text)[0]!.detail) ?? [];
  return { line: Number(line), column: Number(column) };
}

test('the document that all of these are made from is read', () => {
  expect(refusal(good)).toEqual([]);
  expect(refusal(`\uFEFF${good}`)).toEqual([]);
  expect(refusal(good.replace('<EPCISBody>', '<?app do?><!-- & < --><EPCISBody>'))).toEqual([]);
});

const laughs = `<!DOCTYPE lolz [<!ENTITY a0 "ha">${Array.from({ length: 40 }, (_, n) => `<!ENTITY a${n + 1} "&a${n};&a${n};">`).join('')}]>`;

const declared: Readonly<Record<string, string>> = {
  'entities that grow': laughs,
  'an external entity': '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
  'an external DTD': '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">',
  'a parameter entity': '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/"> %p;]>',
  'an internal subset that declares nothing': '<!DOCTYPE x []>',
  'a public name': '<!DOCTYPE x PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://127.0.0.1:1/x.dtd">',
  'a name that is none': '<!DOCTYPE 1>',
  'two names': '<!DOCTYPE a b>',
};

test.each(Object.entries(declared))(
  '%s is refused with its DOCTYPE, before any element',
  (_, dtd) => {
    const text = good.replace('<epcis:EPCISDocument', `${dtd}<epcis:EPCISDocument`);
    expect(refusal(text)).toEqual([
      { pointer: '', detail: expect.stringContaining('DOCTYPE'), rule: 'schema.xml' },
    ]);
    expect(reached(text)).toEqual({ line: 2, column: dtd.length });
  },
);

test('a DOCTYPE that is a name and no more says nothing, and stands once before the root', () => {
  const withIt = (dtd: string) =>
    refusal(good.replace('<epcis:EPCISDocument', `${dtd}<epcis:EPCISDocument`));
  for (const name of ['project', 'epcis:EPCISDocument', '\n\tÄ-1 ']) {
    expect(withIt(`<!DOCTYPE ${name}>`)).toEqual([]);
  }
  const twice = withIt('<!DOCTYPE a><!DOCTYPE a>');
  const inside = refusal(good.replace('<EventList>', '<!DOCTYPE a><EventList>'));
  for (const faults of [twice, inside]) {
    expect(faults).toMatchObject([{ detail: expect.stringContaining('doctype') }]);
  }
  // Its name is no entity.
  expect(
    refusal(good.replace('OBSERVE', '&project;').replace('<epcis:E', '<!DOCTYPE project><epcis:E')),
  ).toMatchObject([{ detail: expect.stringContaining('entity') }]);
});

const named = [
  '&undefined;',
  '&toString;',
  '&constructor;',
  '&__proto__;',
  '&#0;',
  '&#xD800;',
  '&',
];

test.each(named)('%s stands for nothing and is refused', (entity) => {
  expect(refusal(good.replace('OBSERVE', `${entity}OBSERVE`))).toMatchObject([
    {
      pointer: '',
      detail: expect.stringMatching(/not well-formed XML: .*(entity|character|unclosed)/),
    },
  ]);
});

test('nesting is refused at its bound, however much of it follows', () => {
  const nested = (depth: number) =>
    good.replace('</ObjectEvent>', `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}</ObjectEvent>`);
  const [fault, ...others] = refusal(nested(depthMax));
  expect(others).toEqual([]);
  expect(fault!.detail).toContain(`more than ${depthMax} levels`);
  expect(reached(nested(200_000))).toEqual(reached(nested(depthMax)));
});

test('a long namespace is refused where it is declared, before any name in it costs its length', () => {
  const named = (length: number, times: number) =>
    xmlDocument(
      objectEvent(
        `<p:a xmlns:p="${'urn:'.padEnd(length, 'x')}">${'<p:b>1</p:b>'.repeat(times)}</p:a>`,
      ),
    );
  expect(refusal(named(namespaceLengthMax, 1))).toEqual([]);
  // As many names as are taken at once would be 50 GB of text.
  expect(refusal(named(1_000_000, 50_000))).toMatchObject([
    { pointer: '', detail: expect.stringContaining('namespace of more than 256 characters') },
  ]);
  expect(reached(named(1_000_000, 50_000))).toEqual(reached(named(1_000_000, 0)));
});

test('a prefix may be called as what every object has', () => {
  for (const prefix of ['__proto__', 'constructor', 'toString']) {
    const read = readXmlText(
      xmlDocument(objectEvent(`<${prefix}:a xmlns:${prefix}="urn:q:">1</${prefix}:a>`)),
    );
    const [event] = eventsOf(read);
    expect(expandName(Object.keys(event!.extensions!)[0]!, event!.context)).toBe('urn:q:a');
  }
});

test('a number has no end of digits', () => {
  const sensed = (value: string) =>
    refusal(
      xmlDocument(
        objectEvent(
          `<sensorElementList><sensorElement><sensorReport type="gs1:Temperature" value="${value}" uom="CEL"/></sensorElement></sensorElementList>`,
        ),
      ),
    );
  expect(sensed(`0.${'1'.repeat(2_046)}`)).toEqual([]);
  for (const value of [`0.${'1'.repeat(2_047)}`, `0.1${'0'.repeat(200_000)}1`]) {
    expect(sensed(value)).toMatchObject([
      { pointer: expect.stringMatching(/@value$/), rule: 'format.bounds' },
    ]);
  }
});

test('every truncation of a document is refused', () => {
  const end = good.lastIndexOf('>');
  for (let length = 0; length < end; length += 1) {
    expect(refusal(good.slice(0, length))).toHaveLength(1);
  }
});

const broken: Readonly<Record<string, readonly [text: string, detail: RegExp]>> = {
  'a declaration of another encoding': [good.replace('UTF-8', 'ISO-8859-1'), /must be in UTF-8/],
  'UTF-16 that says so': [good.replace('UTF-8', 'UTF-16'), /must be in UTF-8/],
  'XML 1.1': [good.replace('version="1.0"', 'version="1.1"'), /must be XML 1.0/],
  'a repeated attribute': [
    good.replace('<action', '<action a="1" a="2"'),
    /duplicate attribute: a/,
  ],
  'one attribute under two prefixes': [
    good.replace('<action', '<action xmlns:p="u" xmlns:q="u" p:a="1" q:a="2"'),
    /duplicate attribute/,
  ],
  'a prefix that nobody declared': [
    good.replace('</ObjectEvent>', '<p:a/></ObjectEvent>'),
    /unbound/,
  ],
  'two roots': [`${good}<a/>`, /only one root/],
  'text behind the root': [`${good}text`, /outside of root/],
  'a character of control': [good.replace('OBSERVE', '\u0001'), /disallowed character/],
  'crossed elements': [
    good.replace('</EventList></EPCISBody>', '</EPCISBody></EventList>'),
    /close/,
  ],
  JSON: ['{"type":"ObjectEvent"}', /not well-formed/],
  nothing: ['', /must contain a root/],
};

test.each(Object.entries(broken))('%s is refused', (_, [text, detail]) => {
  expect(refusal(text)).toEqual([
    { pointer: '', detail: expect.stringMatching(detail), rule: 'schema.xml' },
  ]);
});

test('a document with a fault in every element is answered with the first of them', () => {
  const text = xmlDocument(objectEvent('<made/>'.repeat(9)).repeat(1_000));
  expect(refusal(text)).toHaveLength(faultsMax + 1);
  const { steps } = allSteps(xmlReading(text));
  expect(steps).toBeLessThan(faultsMax + 2 + text.length / 16_000);
});

test('a fault far down a long list has its number, and a name that is too long is in no path', () => {
  const many = Array.from({ length: thingsMax }, (_, n) => `<epc>urn:x:${n}</epc>`).join('');
  const text = xmlDocument(objectEvent().replace('<epcList>', `<epcList>${many}<epc>none</epc>`));
  expect(refusal(text).map(({ pointer }) => pointer)).toContain(
    '/EPCISBody/EventList/ObjectEvent[1]/epcList/epc[20001]',
  );
  const name = (length: number) => 'n'.repeat(length);
  const named = (length: number) => refusal(xmlDocument(objectEvent(`<${name(length)}/>`)));
  expect(named(nameLengthMax)).toMatchObject([
    { pointer: expect.stringMatching(new RegExp(`/${name(nameLengthMax)}$`)) },
  ]);
  expect(named(nameLengthMax + 1)).toMatchObject([
    { pointer: '', detail: expect.stringMatching(/name of more than 256 characters/) },
  ]);
  const attribute = refusal(xmlDocument(objectEvent('', ` ${name(nameLengthMax + 1)}="1"`)));
  expect(attribute[0]!.pointer).toBe('');
});

test('an event of too many values is refused before any of them is read', () => {
  const many = partValuesMax + 1;
  const reading =
    (more: string, list = '') =>
    () =>
      readXmlText(
        xmlDocument(
          objectEvent(more, ' xmlns:x="urn:x:"').replace('<epcList>', `<epcList>${list}`),
        ),
      );
  const refusedAll = /event of more than 25000 values/;
  expect(reading(`<extension>${'<x:a>1</x:a>'.repeat(many)}</extension>`)).toThrow(refusedAll);
  // Read, these were faults.
  expect(reading('', '<made/>'.repeat(many))).toThrow(refusedAll);
  const report = `<sensorReport ${Array.from({ length: 900 }, (_, n) => `a${n}=""`).join(' ')}/>`;
  const sensors = `<sensorElementList><sensorElement>${report.repeat(28)}</sensorElement></sensorElementList>`;
  expect(reading(sensors)).toThrow(refusedAll);
  expect(reading('', '<made/>'.repeat(1_000))).not.toThrow();
});

test('JSON within XML is no longer than an event', () => {
  const marked = (json: string) => () =>
    readXmlText(
      xmlDocument(
        objectEvent(
          `<x:a xmlns:x="urn:x:" xmlns:furrow="${furrowNamespace}" furrow:json="number">${json}</x:a>`,
        ),
      ),
    );
  const padded = (length: number) => '1'.padEnd(length);
  expect(faultsOf(marked(padded(eventBytesMax))())).toEqual([]);
  expect(faultsOf(marked(padded(eventBytesMax + 1))())).toMatchObject([
    { detail: expect.stringContaining('furrow:json') },
  ]);
  const list = (values: number) => `[${Array<number>(values).fill(1).join(',')}]`;
  expect(marked(list(partValuesMax))).not.toThrow();
  expect(marked(list(partValuesMax + 1))).toThrow(/event of more than 25000 values/);
});

test('a long document is read in steps', () => {
  const { steps } = allSteps(xmlReading(xmlDocument(objectEvent().repeat(1_000))));
  expect(steps).toBeGreaterThan(1_000);
});

const in12 = (text: string) =>
  text.replace('xsd:2', 'xsd:1').replace('schemaVersion="2.0"', 'schemaVersion="1.2"');

const quantityEvent = (more: string) =>
  `<QuantityEvent><eventTime>2026-03-01T08:00:00+08:00</eventTime>
  <eventTimeZoneOffset>+08:00</eventTimeZoneOffset>${more}</QuantityEvent>`;

const event = '/EPCISBody/EventList/ObjectEvent[1]';
const misplaced: Readonly<
  Record<string, readonly [text: string, pointer: string, detail: RegExp]>
> = {
  'an element in the wrong place': [
    xmlDocument(objectEvent('<disposition>active</disposition><bizStep>packing</bizStep>')),
    `${event}/bizStep`,
    /stands after disposition/,
  ],
  'an element twice': [
    xmlDocument(objectEvent('<bizStep>packing</bizStep><bizStep>packing</bizStep>')),
    `${event}/bizStep[2]`,
    /is there twice/,
  ],
  'an element of EPCIS behind an extension': [
    xmlDocument(objectEvent('<x:a xmlns:x="urn:x:"/><bizStep>packing</bizStep>')),
    `${event}/bizStep`,
    /stands after an extension/,
  ],
  'an element that EPCIS has not': [
    xmlDocument(objectEvent('<readPoint><id>urn:x:1</id><name>dock</name></readPoint>')),
    `${event}/readPoint/name`,
    /is not an element of EPCIS here/,
  ],
  'an extension in a list': [
    xmlDocument(objectEvent('<sourceList><x:a xmlns:x="urn:x:"/></sourceList>')),
    `${event}/sourceList/x:a[1]`,
    /not allowed here/,
  ],
  'text between elements': [
    xmlDocument(objectEvent('<readPoint>dock<id>urn:x:1</id></readPoint>')),
    `${event}/readPoint`,
    /holds text/,
  ],
  'an element where text should be': [
    xmlDocument(objectEvent('<bizStep><b>packing</b></bizStep>')),
    `${event}/bizStep/b`,
    /only text may/,
  ],
  'an attribute that EPCIS has not': [
    xmlDocument(objectEvent('', ' id="7"')),
    `${event}/@id`,
    /is not an attribute of EPCIS/,
  ],
  'an attribute of others on a plain value': [
    xmlDocument(objectEvent('<bizStep x:a="1" xmlns:x="urn:x:">packing</bizStep>')),
    `${event}/bizStep/@a`,
    /is not an attribute of EPCIS/,
  ],
  'a value that is none, in an attribute': [
    xmlDocument(
      objectEvent(
        '<sourceList><source type="urn:epcglobal:cbv:sdt:no">urn:x:1</source></sourceList>',
      ),
    ),
    `${event}/sourceList/source[1]/@type`,
    /is not a source or destination type/,
  ],
  'a time of the document that is none': [
    good.replace('2026-03-01T00:00:00Z', 'today'),
    '/@creationDate',
    /date and time/,
  ],
  'a version that its namespace has not': [
    good.replace('schemaVersion="2.0"', 'schemaVersion="1.2"'),
    '/@schemaVersion',
    /must be "2.0"/,
  ],
  'another document': [
    good.replaceAll('EPCISDocument', 'EPCISMasterDataDocument'),
    '',
    /must be an EPCISDocument/,
  ],
  'an event that is recorded nowhere': [
    xmlDocument('<QuantityEvent/>'),
    '/EPCISBody/EventList/QuantityEvent[1]',
    /must be one of the events recorded here/,
  ],
  'a quantity event without its class': [
    in12(xmlDocument(quantityEvent('<quantity>3</quantity>'))),
    '/EPCISBody/EventList/QuantityEvent[1]/epcClass',
    /is missing/,
  ],
  'a quantity event without a quantity': [
    in12(xmlDocument(quantityEvent('<epcClass>urn:x:c</epcClass>'))),
    '/EPCISBody/EventList/QuantityEvent[1]',
    /must have quantity/,
  ],
  'a quantity event of less than nothing': [
    in12(xmlDocument(quantityEvent('<epcClass>urn:x:c</epcClass><quantity>-3</quantity>'))),
    '/EPCISBody/EventList/QuantityEvent[1]/quantity',
    /must not be negative/,
  ],
  'an amount that is no number': [
    xmlDocument(
      objectEvent(
        '<quantityList><quantityElement><epcClass>urn:x:c</epcClass><quantity>1e999</quantity></quantityElement></quantityList>',
      ),
    ),
    `${event}/quantityList/quantityElement[1]/quantity`,
    /must be a decimal number/,
  ],
};

test.each(Object.entries(misplaced))('%s is a fault at its path', (_, [text, pointer, detail]) => {
  expect(refusal(text)).toContainEqual(
    expect.objectContaining({ pointer, detail: expect.stringMatching(detail) }),
  );
});
