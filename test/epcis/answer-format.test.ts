// Goal: events are answered in the form, version and notation that the client asks for, or not at all.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventBytesMax } from '../../src/epcis/rules/document-limits.js';
import { xmlParsing, type XmlElement } from '../../src/epcis/xml/xml-tree.js';
import { allSteps } from './xml-reading.js';
import { Repository, type Organisation, type QueryAnswer } from './repository.js';

let repository: Repository;
let organisation: Organisation;
beforeAll(async () => {
  repository = await Repository.start();
  organisation = await repository.organisation('anyone');
  const { status } = await repository.capture(organisation, event);
  expect(status).toBe(202);
});
afterAll(() => repository?.close());

const urn = {
  item: 'urn:epc:id:sgtin:0614141.107346.2017',
  batch: 'urn:epc:class:lgtin:0614141.107346.L1',
  place: 'urn:epc:id:sgln:0614141.00777.0',
  party: 'urn:epc:id:pgln:0614141.00777',
};
const link = {
  item: 'https://id.gs1.org/01/10614141073464/21/2017',
  batch: 'https://id.gs1.org/01/10614141073464/10/L1',
  place: 'https://id.gs1.org/414/0614141007776',
  party: 'https://id.gs1.org/417/0614141007776',
};
const stays = {
  shop: 'https://shop.example/01/00614141073467/21/9?17=270101',
  stranger: 'https://id.gs1.org/01/09520123456788/21/1',
  code: 'https://trace.example/t/0123456789AB',
  uuid: 'urn:uuid:3f1a3d0e-9a5e-4a35-8ec4-19a7c01d2b5e',
};

const event = {
  type: 'ObjectEvent',
  eventID: 'urn:x:formats',
  eventTime: '2026-11-20T08:00:00+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  bizStep: 'shipping',
  disposition: 'in_transit',
  epcList: [urn.item, stays.shop, stays.stranger, stays.uuid],
  quantityList: [{ epcClass: urn.batch, quantity: 3, uom: 'KGM' }],
  readPoint: { id: urn.place },
  bizLocation: { id: link.place },
  sourceList: [{ type: 'owning_party', source: urn.party }],
  destinationList: [{ type: 'owning_party', destination: link.party }],
  bizTransactionList: [{ type: 'po', bizTransaction: 'urn:x:po:1' }],
  'urn:x:note': { id: urn.place, epcList: [link.item] },
};

type Sent = Readonly<Record<string, string>>;

async function get(headers: Sent = {}, path = '/epcis/events') {
  const options = { key: organisation.key, headers };
  const answer = await repository.service.send<QueryAnswer & { code: string; detail: string }>(
    ...(['GET', path, options] as const),
  );
  const text = typeof answer.body === 'string' ? (answer.body as string) : '';
  const type = answer.headers.get('content-type')?.split(';')[0];
  const version = answer.headers.get('GS1-EPCIS-Version');
  return { ...answer, text, type, version };
}

const json = 'application/json';
const jsonLd = 'application/ld+json';
const xml = 'application/xml';
const text = 'text/xml';

describe('the media type', () => {
  test.each<[accept: string, type: string]>([
    ['*/*', json],
    ['application/*', json],
    ['application/ld+json', jsonLd],
    ['application/xml', xml],
    ['text/xml', text],
    ['text/*', text],
    ['text/html, application/xml;q=0.9, */*;q=0.8', xml],
    ['application/xml;q=0.5, application/json', json],
    ['application/xml, application/json;q=0.9', xml],
    ['application/json;q=0, */*;q=0.1', jsonLd],
    ['application/json;q=0, application/ld+json;q=0, */*', xml],
  ])('of %s is %s', async (accept, type) => {
    for (const path of ['/epcis/events', '/epcis/events/urn:x:formats']) {
      const answer = await get({ accept }, path);
      expect([answer.status, answer.type]).toEqual([200, type]);
      expect(answer.headers.get('vary')).toContain('Accept');
      expect(answer.headers.get('vary')).toContain('GS1-EPC-Format');
    }
  });

  test.each(['text/csv', 'application/pdf', 'application/json;q=0', 'image/*'])(
    'of %s is none, and nothing else is answered',
    async (accept) => {
      const { status, body } = await get({ accept });
      expect([status, body.code]).toEqual([406, 'epcis-format-not-acceptable']);
      expect(body.detail).toContain('application/xml');
    },
  );
});

describe('the version', () => {
  test.each<[headers: Sent, type: string, version: string]>([
    [{}, json, '2.0'],
    [{ 'GS1-EPCIS-Min': '1.2', 'GS1-EPCIS-Max': '2.0' }, json, '2.0'],
    [{ 'GS1-EPCIS-Max': '1.2' }, xml, '1.2'],
    [{ 'GS1-EPCIS-Max': '1.2', accept: text }, text, '1.2'],
    [{ 'GS1-EPCIS-Max': '1.2', accept: `${json}, ${xml};q=0.1` }, xml, '1.2'],
    [{ 'GS1-EPCIS-Version': '1.2', accept: xml }, xml, '1.2'],
    [{ 'GS1-EPCIS-Version': '1.2.0', 'GS1-CBV-Max': '1.2', accept: xml }, xml, '1.2'],
    [{ 'GS1-CBV-Max': '1.2.2', accept: xml }, xml, '1.2'],
    [{ 'GS1-EPCIS-Version': '2.0', accept: xml }, xml, '2.0'],
    [{ 'GS1-EPCIS-Min': '2', accept: xml }, xml, '2.0'],
  ])('of %j is %s in %s', async (headers, type, version) => {
    const answer = await get(headers);
    expect([answer.status, answer.type, answer.version]).toEqual([200, type, version]);
    expect(answer.headers.get('GS1-CBV-Version')).toBe(version);
    if (type === json) return;
    expect(answer.text).toContain(`schemaVersion="${version}"`);
    expect(answer.text).toContain(`urn:epcglobal:epcis-query:xsd:${version.slice(0, 1)}`);
  });

  test.each<[headers: Sent, code: string]>([
    [{ 'GS1-EPCIS-Max': '1.2', accept: json }, 'epcis-format-not-acceptable'],
    [{ 'GS1-EPCIS-Max': '1.1' }, 'epcis-version-not-acceptable'],
    [{ 'GS1-EPCIS-Version': '1.1' }, 'epcis-version-not-acceptable'],
    [{ 'GS1-EPCIS-Version': 'new' }, 'epcis-version-not-acceptable'],
    [{ 'GS1-EPCIS-Max': '1.2', 'GS1-CBV-Min': '2.0' }, 'epcis-version-not-acceptable'],
  ])('of %j is none', async (headers, code) => {
    const { status, body } = await get(headers);
    expect([status, body.code]).toEqual([406, code]);
  });
});

/** Every identifier of the answer, in the order of the event. */
async function identifiers(headers: Sent): Promise<unknown[]> {
  const { body } = await get(headers);
  const [told] = body.epcisBody.queryResults.resultsBody.eventList as (typeof event)[];
  return [
    ...told!.epcList,
    told!.quantityList[0]!.epcClass,
    told!.readPoint.id,
    told!.bizLocation.id,
    told!.sourceList[0]!.source,
    told!.destinationList[0]!.destination,
  ];
}

describe('identifiers', () => {
  const { shop, stranger, uuid } = stays;

  test.each<[Sent]>([
    [{}],
    [{ 'GS1-EPC-Format': 'No_Preference' }],
    [{ 'GS1-EPC-Format': 'Never_Translates' }],
  ])('of %j are as their author wrote them', async (headers) => {
    expect(await identifiers(headers)).toEqual([
      ...[urn.item, shop, stranger, uuid],
      ...[urn.batch, urn.place, link.place, urn.party, link.party],
    ]);
  });

  test('are Digital Links where they can be', async () => {
    expect(await identifiers({ 'GS1-EPC-Format': 'Always_GS1_Digital_Link' })).toEqual([
      ...[link.item, shop, stranger, uuid],
      ...[link.batch, link.place, link.place, link.party, link.party],
    ]);
  });

  test('are URNs where the event shows how long the company prefix is', async () => {
    expect(await identifiers({ 'GS1-EPC-Format': 'Always_EPC_URN' })).toEqual([
      ...[urn.item, 'urn:epc:id:sgtin:0614141.007346.9', stranger, uuid],
      ...[urn.batch, urn.place, urn.place, urn.party, urn.party],
    ]);
  });

  test.each(['Always_GS1_Digital_Link', 'Always_EPC_URN'])(
    'stay as they are in extensions for %s',
    async (format) => {
      const { body } = await get({ 'GS1-EPC-Format': format });
      const [told] = body.epcisBody.queryResults.resultsBody.eventList;
      expect(told!['urn:x:note']).toEqual(event['urn:x:note']);
    },
  );

  test('are so in XML as well', async () => {
    const headers = { accept: xml, 'GS1-EPC-Format': 'Always_GS1_Digital_Link' };
    const answer = await get(headers);
    expect(answer.text).toContain(`<epc>${link.item}</epc>`);
    expect(answer.text).toContain(`<epcClass>${link.batch}</epcClass>`);
    expect(answer.text.replace(/<[^>]*note[^]*/, '')).not.toContain('urn:epc:');
  });
});

describe('words of the CBV in XML', () => {
  const urns = 'urn:epcglobal:cbv:bizstep:shipping';
  const addresses = 'https://ref.gs1.org/cbv/BizStep-shipping';

  test.each<[format: string | undefined, word: string]>([
    [undefined, urns],
    ['No_Preference', urns],
    ['Always_URN', urns],
    ['Never_Translates', urns],
    ['Always_Web_URI', addresses],
  ])('as %s asks', async (format, word) => {
    const asked: Sent = format === undefined ? {} : { 'GS1-CBV-XML-Format': format };
    for (const version of ['1.2', '2.0']) {
      const answer = await get({ accept: xml, 'GS1-EPCIS-Version': version, ...asked });
      expect(answer.text).toContain(`<bizStep>${word}</bizStep>`);
    }
  });
});

test('a page ends after so much of events that are large, and the next one goes on', async () => {
  const author = await repository.organisation('large');
  // Noise, as it is stored, is as long as it is sent.
  const noise = () => randomBytes(eventBytesMax / 2).toString('base64');
  const events = Array.from({ length: 3 }, (_, n) => ({
    ...{ ...event, eventID: `urn:x:large:${n}`, 'urn:x:note': noise() },
  }));
  expect((await repository.capture(author, ...events)).status).toBe(202);
  const { body } = await repository.ask(author, { perPage: '200' });
  expect(body.epcisBody.queryResults.resultsBody.eventList).toHaveLength(1);
  const all = await repository.events(author, { perPage: '200' });
  expect(new Set(all.map(({ eventID }) => eventID)).size).toBe(events.length);
  const listed = await repository.service.send<{ items: unknown[] }>(
    'GET',
    '/api/v1/events?limit=200',
    author,
  );
  expect(listed.body.items).toHaveLength(1);
  expect(listed.headers.get('Link')).toContain('limit=200&cursor=');
  // An event and its declaration are told together, however large.
  const errorDeclaration = { declarationTime: '2026-11-21T08:00:00+08:00' };
  await repository.capture(author, { ...events[0], errorDeclaration });
  expect(await repository.eventsFrom(author, '/epcis/events/urn:x:large:0')).toHaveLength(2);
});

describe('a refusal', () => {
  const problemXml = 'application/problem+xml';

  test.each<[accept: string | undefined, type: string]>([
    [undefined, 'application/problem+json'],
    ['*/*', 'application/problem+json'],
    ['application/problem+json', 'application/problem+json'],
    [`${xml};q=0.5, ${json}`, 'application/problem+json'],
    ['text/csv', 'application/problem+json'],
    [xml, problemXml],
    [text, problemXml],
    [problemXml, problemXml],
    [`${xml}, ${json};q=0.9`, problemXml],
    ['text/html, application/xml;q=0.9, */*;q=0.8', 'text/html'],
  ])('of who accepts %s is %s', async (accept, type) => {
    const headers: Sent = accept === undefined ? {} : { accept };
    const answer = await get(headers, '/epcis/events?EQ_action=<odd>');
    expect([answer.status, answer.type]).toEqual([400, type]);
    expect(answer.headers.get('vary')).toContain('Accept');
  });

  test('says the same in XML', async () => {
    const path = '/epcis/events?EQ_action=<odd>&odd=1';
    const { body } = await get({}, path);
    const root = allSteps(xmlParsing((await get({ accept: xml }, path)).text)).result;
    expect([root.name, root.namespace]).toEqual(['problem', 'urn:ietf:rfc:7807']);
    const instance: unknown = expect.stringMatching(/^urn:uuid:/);
    expect(toldIn(root)).toEqual({ ...body, status: '400', instance });
  });
});

function toldIn({ children, texts }: XmlElement): unknown {
  if (children.length === 0) return texts.join('');
  if (children[0]?.name === 'i') return children.map(toldIn);
  return Object.fromEntries(children.map((child) => [child.name, toldIn(child)]));
}

test.each<[string, string]>([
  ['GS1-EPC-Format', 'Always_EPC'],
  ['GS1-EPC-Format', ''],
  ['GS1-EPC-Format', 'always_epc_urn'],
  ['GS1-CBV-XML-Format', 'Always_Web'],
])('%s: %j is refused by name', async (header, value) => {
  const { status, body } = await get({ [header]: value });
  expect([status, body.code]).toEqual([400, 'invalid-epcis-header']);
  expect(body.detail).toContain(header);
});
