// Goal: master data in the header of a document is kept as it was said, for whoever said it alone; events are found by it; it
// is stored with its document or not at all.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { elementsKeptMax } from '../../src/epcis/vocabularies/keep-elements.js';
import { elementBytesMax } from '../../src/epcis/json/read-vocabularies.js';
import { conditionsOf } from '../../src/epcis/query/answer-query.js';
import { readEventQuery, type EventQuery } from '../../src/epcis/query/event-query.js';
import { selectSentElements } from '../../src/epcis/vocabularies/sent-elements.store.js';
import { elementsMax } from '../../src/epcis/vocabularies/vocabulary.js';
import type { Reader } from '../../src/platform/index.js';
import type { Answer } from '../support/app.js';
import { documentOf, Repository, type Organisation } from './repository.js';

const type = (name: string) => `urn:epcglobal:epcis:vtype:${name}`;
const mda = 'urn:epcglobal:cbv:mda:';

interface Vocabulary {
  readonly type: string;
  readonly vocabularyElementList?: readonly object[];
}

interface ToldVocabulary {
  readonly type: string;
  readonly vocabularyElementList: readonly { readonly id: string }[];
}

interface VocabularyAnswer {
  readonly epcisBody: {
    readonly queryResults: {
      readonly resultsBody: { readonly vocabularyList: readonly ToldVocabulary[] };
    };
  };
}

let repository: Repository;
let retailer: Organisation;
let other: Organisation;

beforeAll(async () => {
  repository = await Repository.start();
  retailer = await repository.organisation('Retailer');
  other = await repository.organisation('Other');
});
afterAll(() => repository?.close());

async function send(
  by: Organisation,
  vocabularyList: readonly Vocabulary[],
  events: readonly object[] = [],
  headers: Record<string, string> = {},
) {
  const document = documentOf(events, { ex: 'https://ns.example.com/' });
  const body = { ...document, epcisHeader: { epcisMasterData: { vocabularyList } } };
  return repository.service.send<{
    readonly errors?: readonly { readonly pointer: string }[];
  }>('POST', '/epcis/capture', { key: by.key, body, headers });
}

async function told(by: Organisation, query: Record<string, string> = {}) {
  const list: ToldVocabulary[] = [];
  for (let next: string | undefined = `/epcis/vocabularies?${new URLSearchParams(query)}`; next;) {
    const answer: Answer<VocabularyAnswer> = await repository.service.send('GET', next, {
      key: by.key,
    });
    expect(answer.status).toBe(200);
    list.push(...answer.body.epcisBody.queryResults.resultsBody.vocabularyList);
    next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  return list.flatMap((each) =>
    each.vocabularyElementList.map((element) => ({ vocabulary: each.type, ...element })),
  );
}

const base = {
  ...{ type: 'ObjectEvent', action: 'OBSERVE', epcList: ['urn:x:crate'] },
  ...{ eventTime: '2026-11-20T01:00:00+08:00', eventTimeZoneOffset: '+08:00' },
};

/** For each field, what may stand in it and the vocabulary of that. */
const fields: readonly (readonly [field: string, of: string, id: string, event: object])[] = [
  ['bizStep', 'BusinessStep', 'urn:epcglobal:cbv:bizstep:shipping', { bizStep: 'shipping' }],
  ['disposition', 'Disposition', 'urn:x:disp:ripe', { disposition: 'urn:x:disp:ripe' }],
  [
    ...(['readPoint', 'ReadPoint', 'urn:epc:id:sgln:0614141.00777.0'] as const),
    { readPoint: { id: 'https://id.gs1.org/414/0614141007776' } },
  ],
  [
    ...(['bizLocation', 'BusinessLocation', 'urn:x:odd:Building_Green'] as const),
    { bizLocation: { id: 'urn:x:odd:Building_Green' } },
  ],
  [
    ...(['epcClass', 'EPCClass', 'https://shop.example/01/10614141073464'] as const),
    { quantityList: [{ epcClass: 'urn:epc:class:lgtin:0614141.107346.L1', quantity: 1 }] },
  ],
  [
    ...(['bizTransaction', 'BusinessTransaction', 'urn:x:po:1'] as const),
    { bizTransactionList: [{ type: 'po', bizTransaction: 'urn:x:po:1' }] },
  ],
  [
    ...(['source', 'SourceDest', 'urn:x:farm'] as const),
    { sourceList: [{ type: 'owning_party', source: 'urn:x:farm' }] },
  ],
  [
    ...(['destination', 'Party', 'urn:epc:id:pgln:0614141.00777'] as const),
    {
      destinationList: [
        { type: 'possessing_party', destination: 'https://id.gs1.org/417/0614141007776' },
      ],
    },
  ],
];

describe('master data of a document', () => {
  const attribute = { id: 'cbvmda:name', attribute: 'Green' };

  beforeAll(async () => {
    const vocabularies = fields.map(([, of, id]) => ({
      type: type(of),
      vocabularyElementList: [{ id, attributes: [attribute] }],
    }));
    const events = fields.map(([field, , , event]) => ({
      ...{ ...base, eventID: `urn:x:event:${field}`, ...event },
    }));
    const plain = { ...base, eventID: 'urn:x:event:plain' };
    const { status, body } = await send(retailer, vocabularies, [...events, plain]);
    expect({ status, errors: body.errors }).toEqual({ status: 202, errors: undefined });
  });

  test.each(fields)('finds events by what it says of their %s', async (field) => {
    const found = async (query: Record<string, string>) =>
      (await repository.events(retailer, query)).map(({ eventID }) => eventID);
    expect(await found({ [`EQATTR_${field}_${mda}name`]: 'Green' })).toEqual([
      `urn:x:event:${field}`,
    ]);
    expect(await found({ [`HASATTR_${field}`]: 'cbvmda:name' })).toEqual([`urn:x:event:${field}`]);
    expect(await found({ [`EQATTR_${field}_cbvmda:name`]: 'Blue' })).toEqual([]);
  });

  test('finds batches that somebody else registered, whoever reads', async () => {
    const { service } = repository;
    const supplier = await repository.organisation('Supplier');
    const buyer = await repository.organisation('Buyer');
    const { key } = supplier;
    const beans = { name: 'Beans', unit: 'KGM', gtin: '9501101530058' };
    const product = await service.send<{ id: string }>('POST', '/api/v1/products', {
      ...{ key, body: beans },
    });
    const batch = {
      productId: product.body.id,
      number: 'L1',
      quantity: { value: '5', unit: 'KGM' },
    };
    const made = await service.send('POST', '/api/v1/batches', { key, body: batch });
    expect(made.status).toBe(201);
    const end = { type: 'owning_party', destination: `urn:uuid:${buyer.partyId}` };
    const sold = (eventID: string, epcClass: string, more = {}) => ({
      ...{ ...base, eventID, epcList: [], quantityList: [{ epcClass, quantity: 1 }] },
      ...{ destinationList: [end], ...more },
    });
    const { body } = await repository.capture(
      supplier,
      sold('urn:x:sold', 'https://id.gs1.org/01/09501101530058/10/L1'),
      sold('urn:x:unsold', 'https://id.gs1.org/01/09501101530058/10/L2', { destinationList: [] }),
      sold('urn:x:other', 'https://id.gs1.org/01/09501101530065/10/L1'),
    );
    expect(body.errors).toBeUndefined();
    const attributes = [{ id: 'cbvmda:name', attribute: 'Beans' }];
    const vocabularyElementList = [{ id: 'https://id.gs1.org/01/09501101530058', attributes }];
    await send(buyer, [{ type: type('EPCClass'), vocabularyElementList }]);
    const asked = { [`EQATTR_epcClass_${mda}name`]: 'Beans' };
    const found = await repository.events(buyer, asked);
    expect(found.map(({ eventID }) => eventID)).toEqual(['urn:x:sold']);
    const query = readEventQuery(asked) as EventQuery;
    const actor = { organisationId: await organisationOf(buyer) };
    const everything = service.database.as({ role: 'fold' });
    const own = service.database.as(actor);
    expect(await conditionsOf(query, { actor, reader: everything, beyond: everything })).toEqual(
      await conditionsOf(query, { actor, reader: own, beyond: everything }),
    );
  });

  test('is nobody else’s, whichever wall is taken away', async () => {
    expect((await told(other)).map(({ id }) => id)).toEqual([`urn:uuid:${other.partyId}`]);
    const { database } = repository.service;
    const [mine, theirs] = [await organisationOf(retailer), await organisationOf(other)];
    const asked = { vocabularies: fields.map(([, of]) => type(of)), attributes: [], limit: 100 };
    const rows = (reader: Reader, organisationId: string) =>
      selectSentElements(reader, organisationId, asked);
    expect(await rows(database.as({ organisationId: mine }), mine)).toHaveLength(fields.length);
    expect(await rows(database.as({ organisationId: theirs }), mine)).toEqual([]);
    expect(await rows(database.as({ organisationId: mine }), theirs)).toEqual([]);
  });
});

async function organisationOf({ partyId }: Organisation): Promise<string> {
  const [row] = await repository.service.everything.query<{ id: string }>(
    'SELECT id FROM organisation WHERE party_id = $1',
    [partyId],
  );
  return row?.id ?? '';
}

test('is told as it was said, in names that need no context', async () => {
  const by = await repository.organisation('Letter');
  const attributes = [
    { id: 'ex:note', attribute: { 'ex:inner': [1, 'two', true], plain: null } },
    { id: 'ex:note', attribute: 'again' },
    { id: 'urn:epcglobal:cbv:mda#netWeight', attribute: 6.5 },
  ];
  const children = ['urn:x:part', 'urn:epc:id:sgln:0614141.00777.0'];
  const element = { id: 'urn:x:thing', attributes, children };
  const own = { type: 'https://ns.example.com/Orchard', vocabularyElementList: [element] };
  expect(await send(by, [own, { type: 'urn:x:empty' }])).toMatchObject({ status: 202 });
  expect(await told(by, { vocabularyName: own.type, perPage: '1' })).toEqual([
    {
      ...{ vocabulary: own.type, id: 'urn:x:thing', children },
      attributes: [
        {
          id: 'https://ns.example.com/note',
          attribute: { 'https://ns.example.com/inner': [1, 'two', true], plain: null },
        },
        { id: 'https://ns.example.com/note', attribute: 'again' },
        { id: `${mda}netWeight`, attribute: 6.5 },
      ],
    },
  ]);
});

test.each(['urn:epc:id:sgln:061414.1', 'https://shop.example/stand?7'])(
  'of %s, which is no key that we know, is asked for by what it was sent as',
  async (id) => {
    const by = await repository.organisation('Loose');
    const within = { id: `${id}1`, children: [id] };
    await send(by, [{ type: type('Location'), vocabularyElementList: [{ id }, within] }]);
    expect(await told(by, { EQ_name: id })).toMatchObject([{ id }]);
    expect(await told(by, { WD_name: within.id })).toMatchObject([{ id }, { id: within.id }]);
  },
);

test('holds as it was last said, and pages tell each element once', async () => {
  const by = await repository.organisation('Again');
  const place = (id: string, name: string) => ({
    ...{ id, attributes: [{ id: 'cbvmda:name', attribute: name }] },
  });
  const list = (...elements: object[]) => [
    ...[{ type: type('ReadPoint'), vocabularyElementList: elements }],
    ...[{ type: type('Location'), vocabularyElementList: elements }],
  ];
  const urn = 'urn:epc:id:sgln:0614141.00777.0';
  await send(by, list(place(urn, 'old'), place('urn:x:gate', 'gate')));
  await send(by, list(place('https://id.gs1.org/414/0614141007776', 'new')));
  for (const perPage of ['1', '2', '3', '50']) {
    const elements = await told(by, { perPage, 'EQATTR_cbvmda:name': 'new|gate' });
    expect(elements.map(({ vocabulary, id }) => `${vocabulary.slice(26)} ${id}`)).toEqual([
      ...['Location https://id.gs1.org/414/0614141007776', 'Location urn:x:gate'],
      ...['ReadPoint https://id.gs1.org/414/0614141007776', 'ReadPoint urn:x:gate'],
    ]);
  }
  expect(await told(by, { EQ_name: urn, 'EQATTR_cbvmda:name': 'old' })).toEqual([]);
});

test('says what lies within what, at any depth and in a ring', async () => {
  const by = await repository.organisation('Within');
  const inside = (id: string, ...children: string[]) => ({ id, children });
  const vocabularyElementList = [
    inside('urn:x:site', 'https://id.gs1.org/414/0614141007776'),
    inside('urn:epc:id:sgln:0614141.00777.0', 'urn:x:room'),
    inside('urn:x:room', 'urn:x:site', 'urn:x:shelf'),
  ];
  const at = (id: string) => ({ ...base, eventID: `${id}:event`, bizLocation: { id } });
  await send(
    by,
    [{ type: type('BusinessLocation'), vocabularyElementList }],
    [...[at('urn:x:shelf'), at('urn:x:yard')]],
  );
  const found = await repository.events(by, { WD_bizLocation: 'urn:x:site' });
  expect(found.map(({ eventID }) => eventID)).toEqual(['urn:x:shelf:event']);
  const ids = (await told(by, { WD_name: 'urn:x:site' })).map(({ id }) => id);
  expect(ids).toEqual(['urn:epc:id:sgln:0614141.00777.0', 'urn:x:room', 'urn:x:site']);
});

describe('what is refused', () => {
  const good = { id: 'urn:x:1' };

  test.each<[unknown, string]>([
    ['text', ''],
    [{ vocabularyList: {} }, '/vocabularyList'],
    [{ vocabularyList: [{}] }, '/vocabularyList/0/type'],
    [{ vocabularyList: [{ type: 'plain' }] }, '/vocabularyList/0/type'],
    [
      { vocabularyList: [{ type: 'urn:x:v', vocabularyElementList: [good, {}] }] },
      '/vocabularyList/0/vocabularyElementList/1/id',
    ],
    [
      {
        vocabularyList: [
          { type: 'urn:x:v', vocabularyElementList: [{ ...good, attributes: [{ id: 1 }] }] },
        ],
      },
      '/vocabularyList/0/vocabularyElementList/0/attributes/0/id',
    ],
    [
      { vocabularyList: [{ type: 'urn:x:v', vocabularyElementList: [{ ...good, odd: 1 }] }] },
      '/vocabularyList/0/vocabularyElementList/0/odd',
    ],
    [
      {
        vocabularyList: [
          {
            type: 'urn:x:v',
            vocabularyElementList: [
              { ...good, attributes: [{ id: 'urn:x:a', attribute: '11010519491231002X' }] },
            ],
          },
        ],
      },
      '/vocabularyList/0/vocabularyElementList/0/attributes/0/attribute',
    ],
  ])('%j is, with its place, in either manner', async (epcisMasterData, pointer) => {
    const by = await repository.organisation('Refused');
    const body = { ...documentOf([base]), epcisHeader: { epcisMasterData } };
    for (const behaviour of ['rollback', 'proceed']) {
      const headers = { 'GS1-Capture-Error-Behaviour': behaviour };
      const answer = await repository.service.send('POST', '/epcis/capture', {
        ...{ key: by.key, body, headers },
      });
      expect(answer).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: `/epcisHeader/epcisMasterData${pointer}` }] },
      });
    }
    expect(await repository.events(by)).toEqual([]);
  });

  test('takes its master data with it; what goes on without bad events keeps them', async () => {
    const by = await repository.organisation('Whole');
    const list = [{ type: 'urn:x:v', vocabularyElementList: [good] }];
    const bad = { ...base, action: 'ODD' };
    expect(await send(by, list, [base, bad])).toMatchObject({ status: 400 });
    expect(await told(by, { vocabularyName: 'urn:x:v' })).toEqual([]);
    const proceed = { 'GS1-Capture-Error-Behaviour': 'proceed' };
    expect(await send(by, list, [base, bad], proceed)).toMatchObject({ status: 202 });
    expect(await told(by, { vocabularyName: 'urn:x:v' })).toHaveLength(1);
  });

  test('is an element of which too much is said, at once or in parts', async () => {
    const by = await repository.organisation('Wordy');
    const saying = (bytes: number) => [
      { id: 'urn:x:thing', attributes: [{ id: 'urn:x:a', attribute: 'x'.repeat(bytes) }] },
    ];
    const sendAll = (...vocabularyElementList: object[]) =>
      send(by, [{ type: 'urn:x:v', vocabularyElementList }]);
    const idle = JSON.stringify([[['urn:x:a', '']], []]).length;
    expect(await sendAll(...saying(elementBytesMax - idle))).toMatchObject({ status: 202 });
    for (const answer of [
      await sendAll(...saying(elementBytesMax - idle + 1)),
      await sendAll(...saying(elementBytesMax / 2), ...saying(elementBytesMax / 2)),
    ]) {
      expect(answer).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/epcisHeader/epcisMasterData/vocabularyList' }] },
      });
    }
  });

  test('is a new element where as many are kept as may be, also of those that come at once', async () => {
    const by = await repository.organisation('Full');
    await repository.service.everything.query(
      `INSERT INTO vocabulary_element
         (organisation_id, vocabulary, key, id, attributes, children, child_keys, recorded_at)
       SELECT $1, 'urn:x:v', 'urn:x:' || n, 'urn:x:' || n, '[]', '{}', '{}', now()
       FROM generate_series(2, $2::int) AS n`,
      [await organisationOf(by), elementsKeptMax],
    );
    const saying = (id: string, event: object) =>
      send(by, [{ type: 'urn:x:v', vocabularyElementList: [{ id }] }], [event]);
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, n) =>
        saying(`urn:x:new:${n}`, { ...base, eventID: `urn:x:${n}` }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ code: 'too-many-epcis-elements' });
    expect(await repository.events(by)).toHaveLength(1);
    // What is known is said anew, and events come without.
    expect(await saying('urn:x:2', base)).toMatchObject({ status: 202 });
    expect(await repository.capture(by, { ...base, eventID: 'urn:x:plain' })).toMatchObject({
      status: 202,
    });
  });

  test('is no name that is as long as it may be, which its keys have room for', async () => {
    const by = await repository.organisation('Long');
    const noise = (length: number) => {
      const parts = Array.from({ length: length / 32 + 1 }, (_, n) =>
        createHash('sha256').update(String(n)).digest('base64url'),
      );
      return parts.join('').slice(0, length);
    };
    const named = (bytes: number) => `urn:x:${noise(bytes - 6)}`;
    const list = (type: string, id: string) => [{ type, vocabularyElementList: [{ id }] }];
    expect(await send(by, list(named(256), named(2_048)))).toMatchObject({ status: 202 });
    expect(await send(by, list(named(257), named(2_048)))).toMatchObject({ status: 400 });
    expect(await send(by, list(named(256), named(2_049)))).toMatchObject({ status: 400 });
  });

  test('is a question about an attribute that too much has', async () => {
    const by = await repository.organisation('Much');
    const vocabularyElementList = Array.from({ length: elementsMax + 1 }, (_, i) => ({
      ...{ id: `urn:x:place:${i}`, attributes: [{ id: 'cbvmda:name', attribute: i % 2 }] },
    }));
    await send(by, [{ type: type('ReadPoint'), vocabularyElementList }]);
    const ask = async (query: Record<string, string>) => (await repository.ask(by, query)).status;
    expect(await ask({ HASATTR_readPoint: 'cbvmda:name' })).toBe(413);
    expect(await ask({ 'EQATTR_readPoint_cbvmda:name': '1' })).toBe(200);
  });

  test('is a question about a place that too many lie within, as documents said or as it is registered', async () => {
    const by = await repository.organisation('Wide');
    const rooms = Array.from({ length: elementsMax + 1 }, (_, i) => `urn:x:room:${i}`);
    const site = { id: 'urn:x:site', children: rooms };
    const hall = { id: 'urn:x:hall', children: rooms.slice(1) };
    await send(by, [{ type: type('Location'), vocabularyElementList: [site, hall] }]);
    const yard = await repository.service.send<{ id: string }>('POST', '/api/v1/locations', {
      key: by.key,
      body: { partyId: by.partyId, kind: 'field', name: 'x', timeZone: 'Asia/Shanghai' },
    });
    await repository.service.everything.query(
      `INSERT INTO location (id, party_id, organisation_id, name, kind, mixing, time_zone, parent_id, is_default,
         created_at, updated_at)
       SELECT gen_random_uuid(), party_id, organisation_id, name, kind, mixing, time_zone, id, false, now(), now()
       FROM location, generate_series(1, $2) WHERE id = $1`,
      [yard.body.id, elementsMax],
    );
    const ask = (place: string, name: string) =>
      repository.service.send('GET', `/epcis/${name}=${place}`, { key: by.key });
    for (const name of ['events?WD_readPoint', 'vocabularies?WD_name']) {
      for (const place of [site.id, `urn:uuid:${yard.body.id}`]) {
        const body = { code: 'epcis-query-too-wide' };
        expect(await ask(place, name)).toMatchObject({ status: 413, body });
      }
      expect(await ask(hall.id, name)).toMatchObject({ status: 200 });
    }
  });
});

test('of two documents that say the same things in other orders, both are stored', async () => {
  const by = await repository.organisation('Both');
  const elements = Array.from({ length: 1_200 }, (_, i) => ({ id: `urn:x:place:${i}` }));
  const list = (ids: object[]) => [{ type: type('ReadPoint'), vocabularyElementList: ids }];
  const answers = await Promise.all([
    send(by, list(elements)),
    send(by, list([...elements].reverse())),
    send(by, list(elements)),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
});

describe('master data in XML', () => {
  const list = (...elements: string[]) => `<VocabularyList>
    <Vocabulary type="${type('ReadPoint')}"><VocabularyElementList>${elements.join('')}</VocabularyElementList></Vocabulary>
  </VocabularyList>`;
  const gate = `<VocabularyElement id="urn:epc:id:sgln:0614141.00777.0">
    <attribute id="urn:epcglobal:cbv:mda:name"> Gate </attribute>
    <attribute id="urn:epcglobal:cbv:mda#site">0614141007776</attribute>
    <attribute id="https://ns.example.com/box"><ex:side xmlns:ex="https://ns.example.com/" unit="CMT">3</ex:side><plain>x</plain></attribute>
    <children><id>urn:x:part</id></children>
  </VocabularyElement>`;
  const document = (version: '1' | '2', header: string) => `<?xml version="1.0" encoding="UTF-8"?>
    <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:${version}" schemaVersion="${version === '1' ? '1.2' : '2.0'}"
      creationDate="2026-11-23T00:00:00Z"><EPCISHeader>${header}</EPCISHeader>
      <EPCISBody><EventList></EventList></EPCISBody></epcis:EPCISDocument>`;
  const alone = `<md:EPCISMasterDataDocument xmlns:md="urn:epcglobal:epcis-masterdata:xsd:2" schemaVersion="2.0"
    creationDate="2026-11-23T00:00:00Z"><EPCISBody>${list(gate)}</EPCISBody></md:EPCISMasterDataDocument>`;
  const sendXml = (by: Organisation, body: string) =>
    repository.service.send('POST', '/epcis/capture', {
      ...{ key: by.key, body, headers: { 'Content-Type': 'application/xml' } },
    });

  test.each([
    [
      '1.2',
      document('1', `<extension><EPCISMasterData>${list(gate)}</EPCISMasterData></extension>`),
    ],
    [
      '2.0',
      document('2', `<extension><EPCISMasterData>${list(gate)}</EPCISMasterData></extension>`),
    ],
    ['2.0, beside', document('2', `<EPCISMasterData>${list(gate)}</EPCISMasterData>`)],
    ['a document of its own', alone],
  ])('of %s is kept', async (_, xml) => {
    const by = await repository.organisation('Xml');
    expect(await sendXml(by, xml)).toMatchObject({ status: 202, body: { events: [] } });
    const found = (await told(by)).filter(({ id }) => !id.includes(by.partyId));
    expect(found).toEqual([
      {
        ...{ vocabulary: type('ReadPoint'), id: 'urn:epc:id:sgln:0614141.00777.0' },
        attributes: [
          { id: `${mda}name`, attribute: 'Gate' },
          { id: `${mda}site`, attribute: '0614141007776' },
          {
            id: 'https://ns.example.com/box',
            attribute: {
              'https://ns.example.com/side': { '@unit': 'CMT', '#text': '3' },
              plain: 'x',
            },
          },
        ],
        children: ['urn:x:part'],
      },
    ]);
  });

  test.each<[string, string]>([
    ['<VocabularyElement/>', '/VocabularyElement[2]/id'],
    ['<VocabularyElement id="plain"/>', '/VocabularyElement[2]/id'],
    [
      '<VocabularyElement id="urn:x:1"><attribute id="urn:x:a">11010519491231002X</attribute></VocabularyElement>',
      '/VocabularyElement[2]/attribute/attribute',
    ],
  ])('with %s is refused with its path', async (bad, path) => {
    const by = await repository.organisation('XmlRefused');
    const header = `<extension><EPCISMasterData>${list(gate, bad)}</EPCISMasterData></extension>`;
    const around = '/EPCISHeader/extension/EPCISMasterData/VocabularyList/Vocabulary[1]';
    expect(await sendXml(by, document('2', header))).toMatchObject({
      ...{ status: 400, body: { errors: [{ pointer: `${around}/VocabularyElementList${path}` }] } },
    });
    expect((await told(by)).map(({ id }) => id)).toEqual([`urn:uuid:${by.partyId}`]);
  });
});
