// Goal: what people register through the friendly API is master data of EPCIS: it is listed as such, and events are found by
// its attributes, each organisation's own only. Method: elements and their attributes are written down by hand; generated
// queries over HTTP are held against a plain reading of them. FURROW_QUERY_SEED repeats a run.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parametersMax } from '../../src/epcis/parameters/parameters.js';
import { schemaFaults } from './schema-oracle.js';
import type { Answer } from '../support/app.js';
import { Repository, type Organisation } from './repository.js';

const seed = Number(process.env['FURROW_QUERY_SEED'] ?? Date.now() % 1_000_000);
const mda = 'urn:epcglobal:cbv:mda:';
const own = 'urn:furrow:epcis:';

type Attributes = Readonly<Record<string, readonly string[]>>;

/** What was registered, and how it is to be told. */
interface Known {
  readonly vocabulary: 'EPCClass' | 'Location' | 'Party';
  readonly id: string;
  readonly attributes: Attributes;
  readonly children?: readonly string[];
  /** How events may name it. */
  readonly notations: readonly string[];
}

interface Element {
  readonly id: string;
  readonly attributes?: readonly { readonly id: string; readonly attribute: string }[];
  readonly children?: readonly string[];
}

interface VocabularyAnswer {
  readonly epcisBody: {
    readonly queryResults: {
      readonly resultsBody: {
        readonly vocabularyList: readonly {
          readonly type: string;
          readonly vocabularyElementList: readonly Element[];
        }[];
      };
    };
  };
}

let repository: Repository;
let farm: Organisation;
let stranger: Organisation;
const known: Record<string, Known> = {};
const stored: Record<string, { readonly [field: string]: Known | undefined }> = {};

beforeAll(async () => {
  repository = await Repository.start();
  farm = await repository.organisation('Stone Farm');
  stranger = await repository.organisation('Stranger');
  await register();
  await registerOfStranger();
  await captureEvents();
});
afterAll(() => repository?.close());

async function made(by: Organisation, path: string, body: object): Promise<string> {
  const answer = await repository.service.send<{ id: string }>('POST', `/api/v1/${path}`, {
    ...{ key: by.key, body },
  });
  expect(answer).toMatchObject({ status: 201 });
  return answer.body.id;
}

async function register(): Promise<void> {
  const { partyId } = farm;
  const north = { partyId, name: 'North', kind: 'field', gln: '9501101530003', region: 'Pinggu' };
  const northId = await made(farm, 'locations', north);
  const row = { partyId, name: 'Row', kind: 'greenhouse', gln: north.gln, glnExtension: '7/a' };
  const rowId = await made(farm, 'locations', { ...row, parentId: northId });
  const point = { latitude: 40.25, longitude: 117.5 };
  const cold = { partyId, name: 'Cold', kind: 'cold-room', parentId: northId, point };
  const coldId = await made(farm, 'locations', cold);
  const mill = { name: 'Mill', names: { 'zh-CN': '磨坊' }, uscc: '91350100M000100Y43', phone: '1' };
  const millId = await made(farm, 'parties', { ...mill, address: '1 Weir Road' });
  const shop = { name: 'Shop', gln: '9501101530010', email: 'hidden@shop.example' };
  const shopId = await made(farm, 'parties', shop);
  const packLevels = [{ name: 'case', contains: '12', gtin: '19501101530000' }];
  const rice = { name: 'Rice', unit: 'KGM', gtin: '9501101530003', category: 'cereal', packLevels };
  await made(farm, 'products', rice);
  const plum = { name: 'Plum', names: { en: 'Red plum' }, unit: 'KGM', itemCode: 'PLUM-R' };
  const plumId = await made(farm, 'products', { ...plum, dateType: 'use-by', shelfLifeDays: 9 });

  const place = { [`${own}timeZone`]: ['Asia/Shanghai'] };
  const rowLink = 'https://id.gs1.org/414/9501101530003/254/7%2Fa';
  Object.assign(known, {
    north: {
      ...{ vocabulary: 'Location', id: 'https://id.gs1.org/414/9501101530003' },
      attributes: {
        ...{ ...place, [`${mda}name`]: ['North'], [`${mda}site`]: ['9501101530003'] },
        ...{ [`${own}region`]: ['Pinggu'], [`${own}kind`]: ['field'] },
      },
      children: [rowLink, `urn:uuid:${coldId}`],
      notations: ['urn:epc:id:sgln:9501101.53000.0', `urn:uuid:${northId}`],
    },
    row: {
      ...{ vocabulary: 'Location', id: rowLink },
      attributes: {
        ...{ ...place, [`${mda}name`]: ['Row'], [`${mda}site`]: ['9501101530003'] },
        [`${own}kind`]: ['greenhouse'],
      },
      notations: [rowLink, `urn:uuid:${rowId}`],
    },
    cold: {
      ...{ vocabulary: 'Location', id: `urn:uuid:${coldId}` },
      attributes: {
        ...{ ...place, [`${mda}name`]: ['Cold'], [`${own}kind`]: ['cold-room'] },
        ...{ [`${mda}latitude`]: ['40.25'], [`${mda}longitude`]: ['117.5'] },
      },
      notations: [`urn:uuid:${coldId}`],
    },
    mill: {
      ...{ vocabulary: 'Party', id: 'uscc:91350100M000100Y43' },
      attributes: {
        ...{ [`${mda}name`]: ['Mill', '磨坊'], [`${mda}streetAddressOne`]: ['1 Weir Road'] },
        ...{ [`${own}uscc`]: ['91350100M000100Y43'], [`${own}kind`]: ['organisation'] },
      },
      notations: ['uscc:91350100M000100Y43', `urn:uuid:${millId}`],
    },
    shop: {
      ...{ vocabulary: 'Party', id: 'https://id.gs1.org/417/9501101530010' },
      attributes: { [`${mda}name`]: ['Shop'], [`${own}kind`]: ['organisation'] },
      notations: [
        ...['urn:epc:id:pgln:9501101.53001', 'urn:epc:id:sgln:9501101.53001.0'],
        `urn:uuid:${shopId}`,
      ],
    },
    self: {
      ...{ vocabulary: 'Party', id: `urn:uuid:${partyId}` },
      attributes: { [`${mda}name`]: ['Stone Farm'], [`${own}kind`]: ['organisation'] },
      notations: [`urn:uuid:${partyId}`],
    },
    rice: {
      ...{ vocabulary: 'EPCClass', id: 'https://id.gs1.org/01/09501101530003' },
      attributes: {
        ...{ [`${mda}descriptionShort`]: ['Rice'], [`${own}category`]: ['cereal'] },
        ...{ [`${own}unit`]: ['KGM'], [`${own}dateType`]: ['none'] },
      },
      notations: [
        ...['urn:epc:idpat:sgtin:9501101.053000.*', 'https://shop.example/01/9501101530003/10/L1'],
        ...['urn:epc:class:lgtin:9501101.153000.C1', 'https://id.gs1.org/01/19501101530000'],
      ],
    },
    plum: {
      ...{ vocabulary: 'EPCClass', id: `urn:uuid:${plumId}` },
      attributes: {
        ...{ [`${mda}descriptionShort`]: ['Plum', 'Red plum'], [`${own}unit`]: ['KGM'] },
        [`${mda}additionalTradeItemIdentification`]: ['PLUM-R'],
        ...{ [`${own}dateType`]: ['use-by'], [`${own}shelfLifeDays`]: ['9'] },
      },
      notations: [`urn:uuid:${plumId}`],
    },
  } satisfies Record<string, Known>);
}

/** The same words, said by somebody else of other things. */
async function registerOfStranger(): Promise<void> {
  const { partyId } = stranger;
  const gln = '9501101530027';
  await made(stranger, 'locations', { partyId, name: 'North', kind: 'field', gln });
  await made(stranger, 'products', { name: 'Rice', unit: 'KGM', gtin: '9501101530027' });
}

const strange = 'urn:epc:id:sgln:9501101.53002.0';
const fields = ['readPoint', 'bizLocation', 'epcClass', 'source', 'destination'] as const;
const places = ['north', 'row', 'cold'] as const;
const ends = [...places, 'mill', 'shop'] as const;

/** One event for each notation of each thing in each field that may name it, and some that name a stranger's. */
async function captureEvents(): Promise<void> {
  const events: object[] = [];
  const add = (field: string, name: string | undefined, members: object) => {
    const eventID = `urn:x:${events.length}`;
    stored[eventID] = { [field]: name === undefined ? undefined : known[name] };
    const base = { type: 'ObjectEvent', action: 'OBSERVE', epcList: ['urn:x:crate'] };
    const eventTime = '2026-11-20T01:00:00+08:00';
    events.push({ ...base, eventTime, eventTimeZoneOffset: '+08:00', eventID, ...members });
  };
  const each = (names: readonly string[], use: (id: string, name: string | undefined) => void) => {
    for (const name of names) for (const id of known[name]?.notations ?? []) use(id, name);
    use(strange, undefined);
  };
  each(places, (id, name) => add('readPoint', name, { readPoint: { id } }));
  each(places, (id, name) => add('bizLocation', name, { bizLocation: { id } }));
  each(ends, (source, name) =>
    add('source', name, { sourceList: [{ type: 'owning_party', source }] }),
  );
  each(ends, (destination, name) =>
    add('destination', name, { destinationList: [{ type: 'location', destination }] }),
  );
  for (const name of ['rice', 'plum']) {
    for (const epcClass of known[name]?.notations ?? []) {
      add('epcClass', name, { epcList: [], quantityList: [{ epcClass, quantity: 1 }] });
    }
  }
  const { status, body } = await repository.capture(farm, ...events);
  expect({ status, errors: body.errors }).toEqual({ status: 202, errors: undefined });
}

const attributeIds = [
  ...['name', 'site', 'latitude', 'descriptionShort'].map((name) => mda + name),
  ...['kind', 'category', 'shelfLifeDays'].map((name) => own + name),
];
/** An attribute may be written in three ways. */
const written = fc.constantFrom(...attributeIds).chain((id) =>
  fc.record({
    id: fc.constant(id),
    text: fc.constantFrom(
      id,
      id.replace(mda, 'cbvmda:'),
      id.replace(mda, 'urn:epcglobal:cbv:mda#'),
    ),
  }),
);
const values = fc.uniqueArray(
  fc.constantFrom('North', 'Row', 'Mill', '磨坊', 'Rice', 'Red plum', 'field', '9', 'organisation'),
  { minLength: 1, maxLength: 3 },
);

describe(`events by master data, from seed ${seed}`, () => {
  test('are those that name a thing of one’s own with the attribute, in whatever notation', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...fields),
        fc.uniqueArray(written, { minLength: 1, maxLength: 3, selector: ({ id }) => id }),
        fc.option(values, { nil: undefined }),
        async (field, attributes, asked) => {
          const [first] = attributes;
          const query =
            asked === undefined
              ? { [`HASATTR_${field}`]: attributes.map(({ text }) => text).join('|') }
              : { [`EQATTR_${field}_${first?.text}`]: asked.join('|') };
          const ids = (asked === undefined ? attributes : attributes.slice(0, 1)).map(
            ({ id }) => id,
          );
          const expected = Object.entries(stored)
            .filter(([, named]) => {
              const said = named[field]?.attributes ?? {};
              return ids.some((id) =>
                asked === undefined
                  ? said[id] !== undefined
                  : said[id]?.some((value) => (asked as string[]).includes(value)),
              );
            })
            .map(([eventID]) => eventID);
          found += expected.length;
          const events = await repository.events(farm, { ...query, perPage: '100' });
          expect(events.map(({ eventID }) => eventID).sort()).toEqual(expected.sort());
        },
      ),
      { numRuns: 120, seed },
    );
    expect(found).toBeGreaterThan(20);
  });

  test('are not found by what somebody else says of the things they name', async () => {
    const events = await repository.events(farm, { EQATTR_readPoint_name: 'North' }).catch(String);
    expect(events).toMatch(/invalid-epcis-query/);
    const asked = { 'EQATTR_readPoint_cbvmda:site': '9501101530027' };
    expect(await repository.events(farm, asked)).toEqual([]);
    expect(await repository.events(stranger, { HASATTR_readPoint: 'cbvmda:name' })).toEqual([]);
  });

  test('that name one batch twice, by two packs of it, are each told once and none is passed over', async () => {
    const by = await repository.organisation('Packs');
    const packLevels = [{ name: 'case', contains: '12', gtin: '19501101530024' }];
    await made(by, 'products', { name: 'Beans', unit: 'KGM', gtin: '9501101530041', packLevels });
    const names = ['09501101530041', '19501101530024'].map(
      (gtin) => `https://id.gs1.org/01/${gtin}/10/L`,
    );
    const events = Array.from({ length: 9 }, (_, i) => ({
      ...{ type: 'ObjectEvent', action: 'OBSERVE', eventID: `urn:x:packs:${i}` },
      ...{ eventTime: `2026-11-20T01:0${i}:00+08:00`, eventTimeZoneOffset: '+08:00' },
      quantityList: names.map((epcClass) => ({ epcClass, quantity: 1 })),
    }));
    expect((await repository.capture(by, ...events)).status).toBe(202);
    const ids = events.map(({ eventID }) => eventID).reverse();
    for (const perPage of ['2', '3', '50']) {
      const query = { 'EQATTR_epcClass_cbvmda:descriptionShort': 'Beans', perPage };
      const found = await repository.events(by, query);
      expect(found.map(({ eventID }) => eventID)).toEqual(ids);
    }
  });

  test('are found by other conditions besides', async () => {
    const north = { 'EQATTR_readPoint_cbvmda:name': 'North' };
    expect(await repository.events(farm, north)).toHaveLength(2);
    expect(await repository.events(farm, { ...north, EQ_action: 'ADD' })).toEqual([]);
    const both = { ...north, 'EQATTR_bizLocation_cbvmda:name': 'North' };
    expect(await repository.events(farm, both)).toEqual([]);
  });

  test.each([
    ['HASATTR_eventTime', 'cbvmda:name'],
    ['HASATTR_readPoint', 'odd:name'],
    ['HASATTR_readPoint', ''],
    ['EQATTR_readPoint', 'North'],
    ['EQATTR_readPoint_cbvmda:name', ''],
  ])('%s=%s is refused with its name', async (name, value) => {
    const { status, body } = await repository.ask(farm, { [name]: value });
    expect({ status, body }).toMatchObject({
      ...{ status: 400, body: { errors: [{ pointer: `/${name}` }] } },
    });
  });
});

async function elements(
  by: Organisation,
  query: Record<string, string> = {},
): Promise<(Element & { readonly vocabulary: string })[]> {
  const found: (Element & { readonly vocabulary: string })[] = [];
  for (let next: string | undefined = `/epcis/vocabularies?${new URLSearchParams(query)}`; next;) {
    const answer: Answer<VocabularyAnswer> = await repository.service.send('GET', next, {
      key: by.key,
    });
    const { status, body, headers } = answer;
    expect({ status, body }).toMatchObject({ status: 200 });
    expect(schemaFaults(body)).toEqual([]);
    for (const { type, vocabularyElementList } of body.epcisBody.queryResults.resultsBody
      .vocabularyList) {
      found.push(...vocabularyElementList.map((each) => ({ ...each, vocabulary: type })));
    }
    next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
  }
  return found;
}

function told({ vocabulary, id, attributes, children }: Known): Sorted {
  const pairs = Object.entries(attributes).flatMap(([name, all]) =>
    all.map((attribute) => ({ id: name, attribute })),
  );
  return {
    ...{ vocabulary: `urn:epcglobal:epcis:vtype:${vocabulary}`, id },
    attributes: pairs.sort(byText),
    ...(children && { children: [...children].sort() }),
  };
}

function sorted(element: Element): Sorted {
  const { attributes = [], children } = element;
  return {
    ...element,
    attributes: [...attributes].sort(byText),
    ...(children && { children: [...children].sort() }),
  };
}

interface Sorted {
  readonly id: string;
  readonly attributes: readonly unknown[];
}

function byId(a: Sorted, b: Sorted): number {
  return a.id < b.id ? -1 : 1;
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

describe('master data', () => {
  test('are all of one’s own things with their attributes, page by page, and no contacts', async () => {
    const expected = Object.values(known).map(told).sort(byId);
    for (const perPage of ['200', '3', '2', '1']) {
      const found = await elements(farm, { perPage });
      expect(found.map(sorted).sort(byId)).toEqual(expected);
    }
    expect(JSON.stringify(await elements(farm))).not.toContain('hidden@shop.example');
    expect((await elements(stranger)).map(({ id }) => id)).not.toContain(known['north']?.id);
  });

  test.each<[Record<string, string>, string[]]>([
    [{ vocabularyName: 'urn:epcglobal:epcis:vtype:Party' }, ['mill', 'self', 'shop']],
    [{ vocabularyName: 'urn:epcglobal:epcis:vtype:ReadPoint' }, ['cold', 'north', 'row']],
    [{ EQ_name: 'urn:epc:id:sgln:9501101.53000.0' }, ['north']],
    [{ EQ_name: 'uscc:91350100M000100Y43|https://id.gs1.org/01/19501101530000' }, ['mill', 'rice']],
    [{ EQ_name: strange }, []],
    [{ WD_name: 'urn:epc:id:sgln:9501101.53000.0' }, ['cold', 'north', 'row']],
    [{ WD_name: 'https://id.gs1.org/414/9501101530003/254/7%2Fa' }, ['row']],
    [{ 'EQATTR_cbvmda:name': 'Row|Mill' }, ['mill', 'row']],
    [{ 'EQATTR_cbvmda:site': '9501101530003', 'EQATTR_cbvmda:name': 'Row' }, ['row']],
    [{ HASATTR: `${mda}latitude|${own}category` }, ['cold', 'rice']],
    [{ WD_name: 'urn:epc:id:sgln:9501101.53000.0', 'EQATTR_cbvmda:name': 'Mill' }, []],
  ])('by %j are %j', async (query, names) => {
    const found = await elements(farm, query);
    expect(found.map(({ id }) => id).sort()).toEqual(names.map((name) => known[name]?.id).sort());
  });

  test('are told with as much as is asked for', async () => {
    const north = { EQ_name: known['north']?.id ?? '' };
    const one = async (query: Record<string, string>) => (await elements(farm, query))[0];
    expect(await one({ ...north, includeAttributes: 'false' })).toEqual({
      ...{ vocabulary: 'urn:epcglobal:epcis:vtype:Location', id: known['north']?.id },
      children: expect.anything(),
    });
    expect(
      await one({ ...north, attributeNames: 'cbvmda:name', includeChildren: 'false' }),
    ).toMatchObject({ attributes: [{ id: `${mda}name`, attribute: 'North' }] });
    expect(await one({ ...north, includeChildren: 'false' })).not.toHaveProperty('children');
  });

  test('are not asked for by more parameters than are read together', async () => {
    const names = Array.from({ length: parametersMax + 1 }, (_, i) => [`EQATTR_urn:x:${i}`, '1']);
    const address = `/epcis/vocabularies?${new URLSearchParams(names)}`;
    const answer = await repository.service.send('GET', address, { key: farm.key });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '' }] } });
  });

  test('are refused whole where there are more than is allowed', async () => {
    const all = Object.keys(known).length;
    const allowed = { maxElementCount: String(all), perPage: '3' };
    expect(await elements(farm, allowed)).toHaveLength(all);
    const address = `/epcis/vocabularies?perPage=3&maxElementCount=${all - 1}`;
    const answer = await repository.service.send('GET', address, { key: farm.key });
    expect(answer).toMatchObject({ status: 413, body: { code: 'epcis-query-too-large' } });
  });

  test.each([
    ['vocabularyName', ''],
    ['EQ_name', ''],
    ['attributeNames', 'odd:name'],
    ['includeAttributes', 'yes'],
    ['maxElementCount', '0'],
    ['maxElementCount', '1001'],
    ['perPage', '0'],
    ['nextPageToken', 'odd'],
    ['WD_readPoint', 'urn:x:1'],
  ])('asked for with %s=%s is refused with its name', async (name, value) => {
    const address = `/epcis/vocabularies?${new URLSearchParams({ [name]: value })}`;
    const { status, body } = await repository.service.send('GET', address, { key: farm.key });
    expect({ status, body }).toMatchObject({
      ...{ status: 400, body: { errors: [{ pointer: `/${name}` }] } },
    });
  });
});
