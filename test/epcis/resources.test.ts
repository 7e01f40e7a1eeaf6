// Goal: the resources at the top of EPCIS 2.0 list what events have that the asker may see and that still stand, each value
// once, page by page, and each leads to its events.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bizSteps, dispositions } from '../../src/events/index.js';
import { resources } from '../../src/epcis/resources/resources.js';
import { Repository, type Organisation } from './repository.js';

interface Collection {
  readonly '@context': string;
  readonly type: string;
  readonly member: readonly string[];
}

let repository: Repository;
let farm: Organisation;
let mill: Organisation;
let stranger: Organisation;
let regulator: Organisation;

const long = `https://long.example/${'x'.repeat(1900)}`;
const own = { bizStep: 'https://steps.example/drying', disposition: 'https://disp.example/dry' };
const item = 'https://id.gs1.org/01/10614141073464/21/2017';
const lot = 'https://id.gs1.org/01/10614141073464/10/L1';
const field = 'https://id.gs1.org/414/0614141007776';

beforeAll(async () => {
  repository = await Repository.start();
  farm = await repository.organisation('farm', { division: '370202' });
  mill = await repository.organisation('mill', { division: '110101' });
  stranger = await repository.organisation('stranger');
  regulator = await repository.organisation('regulator', {
    ...{ roles: ['regulator'], jurisdiction: '370000' },
  });
  const event = (eventID: string, more: object) => ({
    ...{ type: 'ObjectEvent', eventID, action: 'OBSERVE', eventTime: '2026-11-20T08:00:00Z' },
    ...{ eventTimeZoneOffset: '+00:00', ...more },
  });
  const toMill = [{ type: 'owning_party', destination: `urn:uuid:${mill.partyId}` }];
  const withdrawn = event('urn:x:withdrawn', {
    ...{ epcList: ['urn:x:withdrawn'], bizStep: 'https://steps.example/slip' },
    readPoint: { id: 'urn:x:nowhere' },
  });
  const declaration = { declarationTime: '2026-11-21T08:00:00Z' };
  const { status } = await repository.capture(
    farm,
    event('urn:x:both', {
      ...{ epcList: ['urn:epc:id:sgtin:0614141.107346.2017'], ...own, destinationList: toMill },
      readPoint: { id: 'urn:epc:id:sgln:0614141.00777.0' },
      bizLocation: { id: field },
    }),
    event('urn:x:mine', {
      quantityList: [{ epcClass: 'urn:epc:class:lgtin:0614141.107346.L1' }],
      ...{ bizStep: 'shipping', readPoint: { id: long } },
    }),
    withdrawn,
    { ...withdrawn, errorDeclaration: declaration },
  );
  expect(status).toBe(202);
});
afterAll(() => repository?.close());

async function page(by: Organisation, address: string) {
  return repository.service.send<Collection>('GET', address, { key: by.key });
}

/** The whole list, in pages of a size. */
async function listed(by: Organisation, path: string, perPage = 200): Promise<string[]> {
  const all: string[] = [];
  for (let next: string | undefined = `/epcis/${path}?perPage=${perPage}`; next;) {
    const { status, body, headers } = await page(by, next);
    expect({ status, type: body.type }).toEqual({ status: 200, type: 'Collection' });
    expect(body['@context']).toMatch(/epcis-context\.jsonld$/);
    expect(body.member.length).toBeLessThanOrEqual(perPage);
    all.push(...body.member);
    next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
  }
  return all;
}

const types = ['Aggregation', 'Association', 'Object', 'Transaction', 'Transformation'].map(
  (type) => `${type}Event`,
);
const farms: Readonly<Record<string, readonly string[]>> = {
  eventTypes: types,
  epcs: [item, lot],
  bizSteps: [...bizSteps.words, own.bizStep],
  dispositions: [...dispositions.words, own.disposition],
  bizLocations: [field],
  readPoints: [field, long],
};
const mills = { ...farms, epcs: [item], readPoints: [field] };
const nobodys: typeof farms = {
  ...{ eventTypes: types, epcs: [], bizLocations: [], readPoints: [] },
  ...{ bizSteps: [...bizSteps.words], dispositions: [...dispositions.words] },
};

describe.each(resources.map(({ path }) => path))('/epcis/%s', (path) => {
  test('lists what its asker may see and still stands, and what the standard has, each once', async () => {
    expect(new Set(await listed(farm, path))).toEqual(new Set(farms[path]));
    expect(await listed(farm, path)).toHaveLength(farms[path]?.length ?? 0);
    expect(new Set(await listed(mill, path))).toEqual(new Set(mills[path as keyof typeof mills]));
    expect(await listed(regulator, path)).toEqual(await listed(farm, path));
    expect(new Set(await listed(stranger, path))).toEqual(new Set(nobodys[path]));
  });

  test('goes on page by page, in one order', async () => {
    const all = await listed(farm, path);
    for (const perPage of [1, 2, 3]) expect(await listed(farm, path, perPage)).toEqual(all);
  });

  test('leads from each value to its events, in whatever notation, and hides as what there is not', async () => {
    for (const value of farms[path] ?? []) {
      const address = `/epcis/${path}/${encodeURIComponent(value)}`;
      const { status, body } = await page(farm, address);
      expect({ status, member: body.member }).toEqual({ status: 200, member: ['events'] });
      const known = nobodys[path]?.includes(value) === true;
      expect((await page(stranger, address)).status).toBe(known ? 200 : 404);
      expect(await repository.eventsFrom(stranger, `${address}/events`)).toEqual([]);
    }
    expect((await page(farm, `/epcis/${path}/rice`)).status).toBe(404);
    expect((await page(farm, `/epcis/${path}/rice/events`)).status).toBe(404);
  });

  test('refuses parameters that it has not, and tokens of others', async () => {
    for (const query of ['EQ_action=ADD', 'perPage=0', 'perPage=1&perPage=2', 'nextPageToken=x']) {
      expect((await page(farm, `/epcis/${path}?${query}`)).status).toBe(400);
    }
  });
});

test.each([
  ['eventTypes', 'ObjectEvent', {}, ['urn:x:both', 'urn:x:mine']],
  ['eventTypes', 'ObjectEvent', { EQ_bizStep: 'shipping' }, ['urn:x:mine']],
  ['eventTypes', 'AggregationEvent', {}, []],
  ['epcs', 'urn:epc:id:sgtin:0614141.107346.2017', {}, ['urn:x:both']],
  ['epcs', lot, {}, ['urn:x:mine']],
  ['epcs', 'urn:x:withdrawn', {}, []],
  ['epcs', 'urn:x:withdrawn', { includeHistory: 'true' }, ['urn:x:withdrawn', 'urn:x:withdrawn']],
  ['bizSteps', 'https://ref.gs1.org/cbv/BizStep-shipping', {}, ['urn:x:mine']],
  ['bizSteps', 'shipping', { EQ_bizStep: own.bizStep }, []],
  ['dispositions', own.disposition, { MATCH_epc: item }, ['urn:x:both']],
  ['bizLocations', 'urn:epc:id:sgln:0614141.00777.0', {}, ['urn:x:both']],
  ['readPoints', long, { eventType: 'ObjectEvent' }, ['urn:x:mine']],
])(
  '/epcis/%s/{value}/events tells what the value and the query ask (%#)',
  async (path, value, query, expected) => {
    const parameters = new URLSearchParams(query);
    const address = `/epcis/${path}/${encodeURIComponent(value)}/events?${parameters}`;
    const events = await repository.eventsFrom(farm, address);
    expect(events.map(({ eventID }) => eventID).sort()).toEqual(expected);
  },
);

test('a page of events goes on at its own address and at no other', async () => {
  const first = await page(farm, '/epcis/eventTypes/ObjectEvent/events?perPage=1');
  const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
  expect((await page(farm, next)).status).toBe(200);
  for (const other of [
    'eventTypes/AggregationEvent/events',
    'bizSteps/shipping/events',
    'events',
  ]) {
    const elsewhere = next.replace('eventTypes/ObjectEvent/events', other);
    expect((await page(farm, elsewhere)).status).toBe(400);
  }
});
