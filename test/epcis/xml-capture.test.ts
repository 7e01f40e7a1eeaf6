// Goal: XML is captured as JSON is: the same event is one event in either form, and each refusal points into the XML.
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eventsMax } from '../../src/epcis/rules/document-limits.js';
import { attributesMax, partsMax } from '../../src/epcis/xml/xml-bounds.js';
import { examplesPresent, xmlPairs } from './example-files.js';
import { Repository, type CaptureAnswer, type Organisation } from './repository.js';
import { objectEvent, xmlDocument } from './xml-reading.js';

let repository: Repository;
let organisation: Organisation;
beforeAll(async () => {
  repository = await Repository.start();
});
beforeEach(async () => {
  organisation = await repository.organisation('anyone');
});
afterAll(() => repository?.close());

type Refusal = CaptureAnswer & { readonly detail: string };

async function post(
  body: string | Buffer,
  { to = '/epcis/capture', type = 'application/xml', ...headers }: Record<string, string> = {},
): Promise<{ readonly status: number; readonly headers: Headers; readonly body: Refusal }> {
  const response = await fetch(new URL(to, repository.service.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${organisation.key}`, 'content-type': type, ...headers },
    body: typeof body === 'string' ? body : Uint8Array.from(body),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Refusal,
  };
}

const inVersion12 = (text: string) =>
  text.replace('xsd:2', 'xsd:1').replace('schemaVersion="2.0"', 'schemaVersion="1.2"');

const identified = (id: string, more = '') =>
  objectEvent(more).replace('<epcList>', `<eventID>${id}</eventID><epcList>`);

describe('what is the same in both forms', () => {
  const like = xmlPairs().filter(({ unlike }) => unlike === undefined);

  test('is there, or a notice that it is not', () => {
    expect(like.length > 20).toBe(examplesPresent());
  });

  for (const { xml, json } of like) {
    test(`is captured once, as ${xml.name} and then as JSON`, async () => {
      const first = await post(xml.text, { type: 'text/xml' });
      const again = await repository.send(organisation, json.text);
      expect([first.status, again.status]).toEqual([202, 202]);
      const ids = (answer: CaptureAnswer) => answer.events.map(({ id }) => id);
      expect(ids(again.body)).toEqual(ids(first.body));
      expect(again.body.events.every(({ repeated }) => repeated)).toBe(true);
    });
  }
});

describe('a document', () => {
  test.each([
    ['application/xml', '2.0'],
    ['text/xml', '2.0'],
    ['application/xml; charset=utf-8', '1.2'],
    ['text/xml;charset="UTF-8"', '1.2'],
  ])('as %s in %s is captured', async (type, version) => {
    const text = xmlDocument(objectEvent());
    const { status, body } = await post(version === '1.2' ? inVersion12(text) : text, { type });
    expect([status, body.events?.length]).toEqual([202, 1]);
  });

  test('of 1.2 has a QuantityEvent, which is the ObjectEvent that observes its quantity', async () => {
    const place = 'urn:epc:id:sgln:0614141.00777.0';
    const counted = `<QuantityEvent><eventTime>2026-03-01T08:00:00+08:00</eventTime>
      <eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
      <epcClass>urn:epc:idpat:sgtin:0614141.107346.*</epcClass><quantity>3</quantity>
      <bizStep>urn:epcglobal:cbv:bizstep:cycle_counting</bizStep><bizLocation><id>${place}</id></bizLocation>
      <x:shelf xmlns:x="https://ns.example.com/">7</x:shelf></QuantityEvent>`;
    const { status, body } = await post(inVersion12(xmlDocument(counted)));
    expect(status).toBe(202);
    const json = {
      ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'cycle_counting' },
      ...{ eventTime: '2026-03-01T08:00:00+08:00', eventTimeZoneOffset: '+08:00' },
      quantityList: [{ epcClass: 'urn:epc:idpat:sgtin:0614141.107346.*', quantity: 3 }],
      ...{ bizLocation: { id: place }, 'https://ns.example.com/shelf': '7' },
    };
    const again = await repository.capture(organisation, json);
    expect(again.body.events).toEqual([{ ...body.events[0], repeated: true }]);
    // 2.0 has none.
    expect((await post(xmlDocument(counted))).status).toBe(400);
  });

  test('of 1.2 says what 2.0 says in other words', async () => {
    const recalled = (bizStep: string, disposition: string) =>
      `<bizStep>urn:epcglobal:cbv:bizstep:${bizStep}</bizStep><disposition>urn:epcglobal:cbv:disp:${disposition}</disposition>`;
    const sent = objectEvent(recalled('transforming', 'non_sellable_recalled'));
    expect((await post(inVersion12(xmlDocument(sent)))).status).toBe(202);
    const found = await repository.events(organisation, { EQ_disposition: 'recalled' });
    expect(found).toMatchObject([
      { bizStep: 'urn:epcglobal:cbv:bizstep:transforming', disposition: 'recalled' },
    ]);
    const asked = { EQ_bizStep: 'urn:epcglobal:cbv:bizstep:transforming' };
    expect(await repository.events(organisation, asked)).toEqual(found);
  });

  test('says its version itself, whatever a header says', async () => {
    const said = { 'GS1-EPCIS-Version': '1.1' };
    expect((await post(xmlDocument(objectEvent()), said)).status).toBe(202);
  });

  test('compressed, behind a byte order mark, or with a bare DOCTYPE is captured', async () => {
    const text = xmlDocument(objectEvent());
    const sent = [
      await post(gzipSync(text), { 'content-encoding': 'gzip' }),
      await post(`\uFEFF${text}`),
      await post(text.replace('<epcis:E', '<!DOCTYPE epcis:EPCISDocument><epcis:E')),
    ];
    expect(sent.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(sent.map(({ body }) => body.events[0]!.repeated)).toEqual([false, true, true]);
  });

  const good = xmlDocument(objectEvent());
  const utf16 = Buffer.from(`\uFEFF${good.replace('UTF-8', 'UTF-16')}`, 'utf16le');
  const refusals: readonly [string, () => ReturnType<typeof post>, number, string, RegExp][] = [
    [
      'as text of another charset',
      () => post(good, { type: 'text/xml; charset=iso-8859-1' }),
      415,
      'unsupported-media-type',
      /application\/xml or text\/xml in UTF-8/,
    ],
    [
      'that declares another encoding',
      () => post(good.replace('UTF-8', 'ISO-8859-1')),
      400,
      'invalid-epcis-document',
      /must be in UTF-8/,
    ],
    ['in UTF-16', () => post(utf16), 400, 'malformed-xml', /not UTF-8/],
    [
      'not compressed as it says',
      () => post(good, { 'content-encoding': 'gzip' }),
      400,
      'malformed-xml',
      /not compressed/,
    ],
    ['of nothing', () => post(''), 400, 'invalid-epcis-document', /JSON|root/],
    [
      'with a DOCTYPE that declares something',
      () => post(good.replace('<epcis:E', '<!DOCTYPE a [<!ENTITY b "c">]><epcis:E')),
      400,
      'invalid-epcis-document',
      /DOCTYPE/,
    ],
    [
      'of too many events',
      () => post(xmlDocument(objectEvent().repeat(eventsMax + 1))),
      413,
      'epcis-document-too-long',
      /more than 1000 events/,
    ],
    [
      'of too many elements',
      () => post(xmlDocument(objectEvent('<a/>'.repeat(partsMax)))),
      413,
      'epcis-document-too-long',
      /elements and attributes/,
    ],
    [
      'of too many attributes',
      () => post(good.replace('<action', `<action ${manyAttributes}`)),
      400,
      'invalid-epcis-document',
      /more than 1000 attributes/,
    ],
    [
      'of a long namespace',
      () => post(good.replace('<action', `<action xmlns:x="${'x'.repeat(300)}"`)),
      400,
      'invalid-epcis-document',
      /namespace of more than 256/,
    ],
    [
      'of many namespaces',
      () => post(xmlDocument(objectEvent(manyNamespaces))),
      400,
      'invalid-epcis-document',
      /more than 500 terms/,
    ],
    [
      'of too many things',
      () => post(xmlDocument(objectEvent().replace(/<epc>.*<\/epc>/, manyThings))),
      413,
      'epcis-document-too-long',
      /more than 20000 things/,
    ],
    [
      'of XML where only JSON is read',
      () => post(good, { to: '/api/v1/parties' }),
      415,
      'unsupported-media-type',
      /application\/json/,
    ],
  ];
  const manyAttributes = Array.from({ length: attributesMax + 1 }, (_, n) => `a${n}=""`).join(' ');
  const manyNamespaces = Array.from(
    { length: 10_000 },
    (_, n) => `<p${n}:a xmlns:p${n}="urn:x:${n}:"/>`,
  ).join('');
  const manyThings = Array.from({ length: 20_001 }, (_, n) => `<epc>urn:x:${n}</epc>`).join('');

  test.each(refusals)(
    '%s is refused, and nothing stored',
    async (_, send, status, code, detail) => {
      const rows = await repository.rowCount();
      const answer = await send();
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(answer.body.detail).toMatch(detail);
      expect(await repository.rowCount()).toBe(rows);
    },
  );

  test('is as large as one in JSON may be', async () => {
    const filled = (bytes: number) =>
      post(good.replace('<action>', `<!--${'x'.repeat(bytes)}--><action>`));
    expect((await filled(20 * 1024 * 1024 - good.length - 7)).status).toBe(202);
    expect((await filled(20 * 1024 * 1024)).status).toBe(413);
  });
});

const list = '/EPCISBody/EventList';
const bad = objectEvent().replace('OBSERVE', 'MAKE');
const misplaced = objectEvent('<bizStep>urn:epcglobal:cbv:bizstep:packing</bizStep><made/>');

describe('a refusal points into the XML', () => {
  test('of a document that is refused whole', async () => {
    const { status, body } = await post(xmlDocument(objectEvent() + bad + misplaced));
    expect(status).toBe(400);
    expect(body.errors.map(({ pointer }) => pointer)).toEqual([
      `${list}/ObjectEvent[2]/action`,
      `${list}/ObjectEvent[3]/made`,
    ]);
  });

  test('of an event that is left out', async () => {
    const events = [objectEvent(), bad, misplaced, identified('urn:x:other')].join('');
    await post(xmlDocument(identified('urn:x:other', '<bizStep>urn:x:step</bizStep>')));
    const answer = await post(xmlDocument(events), { 'GS1-Capture-Error-Behaviour': 'proceed' });
    expect([answer.status, answer.body.events.length]).toEqual([202, 1]);
    const job = await repository.service.send<{
      errors: { code: string; errors: { pointer: string }[] }[];
    }>('GET', answer.headers.get('location')!, { key: organisation.key });
    expect(job.body.errors.map(({ code, errors: [first] }) => [code, first?.pointer])).toEqual([
      ['invalid-epcis-event', `${list}/ObjectEvent[2]/action`],
      ['invalid-epcis-event', `${list}/ObjectEvent[3]/made`],
      ['event-differs', `${list}/ObjectEvent[4]/bizStep`],
    ]);
  });

  test('of an event whose id is taken', async () => {
    await post(xmlDocument(identified('urn:x:1')));
    const rows = await repository.rowCount();
    const other = identified('urn:x:1').replace('OBSERVE', 'DELETE');
    const { status, body } = await post(xmlDocument(objectEvent() + other));
    expect([status, body.code]).toEqual([409, 'event-differs']);
    expect(body.errors.map(({ pointer }) => pointer)).toEqual([`${list}/ObjectEvent[2]/action`]);
    expect(await repository.rowCount()).toBe(rows);
  });

  test('of an event that a sector asks more of', async () => {
    const shipped = objectEvent('<bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>');
    const { body } = await post(xmlDocument(shipped), { 'Furrow-Profile': 'fsma-204' });
    expect(body.errors.map(({ pointer }) => pointer)).toContain(
      `${list}/ObjectEvent[1]/bizTransactionList`,
    );
  });

  test('of an event that stands alone', async () => {
    const to = '/epcis/events';
    const { status, body } = await post(misplaced, { to });
    expect([status, body.code, body.errors[0]?.pointer]).toEqual([
      ...[400, 'invalid-epcis-event', '/made'],
    ]);
    await post(identified('urn:x:2'), { to });
    const other = await post(identified('urn:x:2').replace('OBSERVE', 'DELETE'), { to });
    expect([other.status, other.body.errors[0]?.pointer]).toEqual([409, '/action']);
  });
});

describe('one event', () => {
  const to = '/epcis/events';

  test('is captured, found at its address, and refused once it is stored, in whichever form', async () => {
    const first = await post(identified('urn:x:3'), { to });
    expect([first.status, first.headers.get('location')]).toEqual([
      201,
      '/epcis/events/urn%3Ax%3A3',
    ]);
    expect((await post(identified('urn:x:3'), { to })).status).toBe(409);
    const json = {
      '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
      type: 'ObjectEvent',
      eventID: 'urn:x:3',
      eventTime: '2026-03-01T08:00:00+08:00',
      eventTimeZoneOffset: '+08:00',
      epcList: ['urn:epc:id:sgtin:4012345.011111.987'],
      action: 'OBSERVE',
    };
    const again = await post(JSON.stringify(json), { to, type: 'application/json' });
    expect([again.status, again.body.code]).toEqual([409, 'event-already-stored']);
  });

  test('of 1.2 says so by its namespace', async () => {
    const wrapped = '<baseExtension><eventID>urn:x:4</eventID></baseExtension>';
    const event = objectEvent().replace('<epcList>', `${wrapped}<epcList>`);
    const named = event
      .replace('<ObjectEvent', '<epcis:ObjectEvent xmlns:epcis="urn:epcglobal:epcis:xsd:1"')
      .replace('</ObjectEvent', '</epcis:ObjectEvent');
    expect((await post(named, { to })).status).toBe(201);
    expect((await post(event, { to })).body.errors[0]?.pointer).toBe('/baseExtension/eventID');
  });

  test.each([
    ['a document', xmlDocument(objectEvent())],
    [
      'the answer to a query',
      xmlDocument(objectEvent())
        .replaceAll('epcis:EPCISDocument', 'q:EPCISQueryDocument')
        .replace('xmlns:epcis="urn:epcglobal:epcis', 'xmlns:q="urn:epcglobal:epcis-query')
        .replace('<EventList>', '<QueryResults><resultsBody><EventList>')
        .replace('</EventList>', '</EventList></resultsBody></QueryResults>'),
    ],
  ])('is not %s', async (_, text) => {
    expect((await post(text)).status).toBe(202);
    const { status, body } = await post(text, { to });
    expect([status, body.code]).toEqual([400, 'invalid-epcis-event']);
    expect(body.detail).toContain('is a document');
  });
});
