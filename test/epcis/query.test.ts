// Goal: a query answers exactly the events that name the thing, to those who may see them, page by page.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parametersMax } from '../../src/epcis/parameters/parameters.js';
import { queryMark, tokenHours, tokenOf } from '../../src/epcis/parameters/page-token.js';
import { cursorOf } from '../../src/platform/index.js';
import { Repository, type Organisation } from './repository.js';

let repository: Repository;
let organisation: Organisation;

const item = 'urn:epc:id:sgtin:0614141.107346.2017';
const pallet = 'urn:epc:id:sscc:0614141.1234567890';
const batch = 'urn:epc:class:lgtin:0614141.107346.L1';
const kind = 'urn:epc:idpat:sgtin:0614141.107346.*';

const observed = {
  type: 'ObjectEvent',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
};

beforeAll(async () => {
  repository = await Repository.start();
  organisation = await repository.organisation('asker');
  const named = { eventID: 'urn:x:item', epcList: [item] };
  const { status } = await repository.capture(
    organisation,
    { ...observed, eventTime: at(1), ...named },
    { ...observed, eventTime: at(2), eventID: 'urn:x:batch', quantityList: [amount(batch)] },
    { ...observed, eventTime: at(3), eventID: 'urn:x:kind', quantityList: [amount(kind)] },
    {
      ...observed,
      type: 'AggregationEvent',
      eventTime: at(4),
      eventID: 'urn:x:packed',
      action: 'ADD',
      parentID: pallet,
      childEPCs: [item],
      childQuantityList: [amount(batch)],
    },
    {
      type: 'TransformationEvent',
      eventTimeZoneOffset: '+08:00',
      eventTime: at(5),
      eventID: 'urn:x:made',
      inputEPCList: [item],
      outputQuantityList: [amount(batch)],
    },
  );
  expect(status).toBe(202);
});
afterAll(() => repository?.close());

function at(hour: number): string {
  return `2026-11-20T0${hour}:00:00+08:00`;
}

function amount(epcClass: string): object {
  return { epcClass, quantity: 1, uom: 'KGM' };
}

async function found(query: Record<string, string>, by = organisation): Promise<string[]> {
  const events = await repository.events(by, query);
  return events.map(({ eventID }) => eventID?.replace('urn:x:', '') ?? '');
}

describe('a parameter looks where the standard says', () => {
  test.each<[Record<string, string>, string[]]>([
    [{}, ['made', 'packed', 'kind', 'batch', 'item']],
    [{ MATCH_epc: item }, ['packed', 'item']],
    [{ MATCH_epc: pallet }, []],
    [{ MATCH_anyEPC: item }, ['made', 'packed', 'item']],
    [{ MATCH_anyEPC: pallet }, ['packed']],
    [{ MATCH_anyEPC: batch }, []],
    [{ MATCH_epcClass: batch }, ['packed', 'batch']],
    [{ MATCH_anyEPCClass: batch }, ['made', 'packed', 'batch']],
    [{ MATCH_anyEPCClass: item }, []],
    [{ MATCH_anyEPCClass: kind }, ['kind']],
    [{ MATCH_anyEPCClass: 'https://shop.example/01/10614141073464' }, ['kind']],
    [
      { MATCH_anyEPCClass: 'https://id.gs1.org/01/10614141073464/10/L1' },
      ['made', 'packed', 'batch'],
    ],
    [{ MATCH_anyEPC: `${pallet}|urn:x:nothing` }, ['packed']],
    [{ MATCH_anyEPC: item, MATCH_anyEPCClass: batch }, ['made', 'packed']],
    [{ MATCH_anyEPC: item, MATCH_epcClass: batch }, ['packed']],
    [{ EQ_eventID: 'urn:x:item|urn:x:kind' }, ['kind', 'item']],
    [{ EQ_eventID: 'urn:x:item', MATCH_anyEPC: pallet }, []],
    [{ MATCH_anyEPC: 'urn:x:nothing' }, []],
    [{ MATCH_anyEPC: kind }, ['made', 'packed', 'item']],
    [{ MATCH_epc: 'urn:epc:id:sgtin:0614141.107346.*' }, ['packed', 'item']],
    [{ MATCH_epc: 'urn:epc:idpat:sgtin:0614141.107347.*' }, []],
    [{ MATCH_anyEPC: `${kind}|${pallet}` }, ['made', 'packed', 'item']],
    [{ MATCH_parentID: 'urn:epc:idpat:sscc:0614141.*' }, ['packed']],
    [{ MATCH_inputEPC: item }, ['made']],
    [{ MATCH_outputEPC: item }, []],
    [{ MATCH_outputEPCClass: batch }, ['made']],
    [{ MATCH_inputEPCClass: batch }, []],
    [{ MATCH_anyEPCClass: 'urn:epc:class:lgtin:0614141.107346.*' }, ['made', 'packed', 'batch']],
    [{ MATCH_anyEPCClass: 'urn:epc:idpat:sgtin:0614141.*.*' }, ['kind']],
    [{ GE_eventTime: at(2), LT_eventTime: at(4) }, ['kind', 'batch']],
    [{ eventType: 'AggregationEvent|TransformationEvent' }, ['made', 'packed']],
    [{ EQ_action: 'ADD' }, ['packed']],
    [{ orderBy: 'eventTime', orderDirection: 'ASC', eventCountLimit: '2' }, ['item', 'batch']],
    [{ GE_quantity_GRM: '1000', LE_quantity_TNE: '0.001' }, ['made', 'packed', 'kind', 'batch']],
    [{ GT_quantity_GRM: '1000' }, []],
    [{ GE_quantity: '1' }, ['made', 'packed', 'kind', 'batch']],
  ])('%j finds %j', async (query, expected) => {
    expect(await found(query)).toEqual(expected);
  });
});

test('pages follow each other without gap or repetition', async () => {
  const first = await repository.ask(organisation, { perPage: '2' });
  expect(first.body.epcisBody.queryResults.resultsBody.eventList).toHaveLength(2);
  expect(first.headers.get('link')).toMatch(
    /^<\/epcis\/events\?perPage=2&nextPageToken=.*rel="next"$/,
  );
  expect(await found({ perPage: '2' })).toEqual(['made', 'packed', 'kind', 'batch', 'item']);
  expect(await found({ perPage: '5' })).toHaveLength(5);
});

test('the answer is a query document with the time of recording', async () => {
  const { body, headers } = await repository.ask(organisation, { MATCH_anyEPC: pallet });
  expect(headers.get('content-type')).toMatch(/^application\/json/);
  expect(body).toMatchObject({
    type: 'EPCISQueryDocument',
    epcisBody: { queryResults: { queryName: 'SimpleEventQuery' } },
  });
  const [event] = body.epcisBody.queryResults.resultsBody.eventList;
  expect(event?.['recordTime']).toBe(new Date(repository.service.clock.now()).toISOString());
});

test('a stranger finds nothing of it', async () => {
  const stranger = await repository.organisation('stranger');
  expect(await found({}, stranger)).toEqual([]);
  expect(await found({ MATCH_anyEPC: item }, stranger)).toEqual([]);
  expect(await found({ EQ_eventID: 'urn:x:item' }, stranger)).toEqual([]);
});

test('a batch is found by its code and by its id in our events, whichever the event used', async () => {
  const { service } = repository;
  const { key } = organisation;
  const product = await service.send<{ id: string }>('POST', '/api/v1/products', {
    key,
    body: { name: 'rice', gtin: '09520123456788', unit: 'KGM', dateType: 'none' },
  });
  const made = await service.send<{ id: string; code: string }>('POST', '/api/v1/batches', {
    key,
    body: { productId: product.body.id, number: 'R1', quantity: { value: '5', unit: 'KGM' } },
  });
  expect(made.status).toBe(201);
  const byNumber = await found({
    MATCH_anyEPCClass: 'https://id.gs1.org/01/09520123456788/10/R1',
  });
  expect(byNumber).toHaveLength(1);
  expect(await found({ MATCH_anyEPCClass: made.body.code })).toEqual(byNumber);
  expect(await found({ MATCH_anyEPC: made.body.code })).toEqual([]);
});

test('a place is asked for with all that lies within it, or alone', async () => {
  const { service } = repository;
  const by = await repository.organisation('warehouse');
  const place = async (body: object) => {
    const made = await service.send<{ id: string }>('POST', '/api/v1/locations', {
      key: by.key,
      body: {
        partyId: by.partyId,
        kind: 'warehouse',
        name: 'x',
        timeZone: 'Asia/Shanghai',
        ...body,
      },
    });
    expect(made).toMatchObject({ status: 201 });
    return made.body.id;
  };
  const whole = await place({ gln: '0614141007776' });
  const hall = await place({ parentId: whole });
  const shelf = await place({ parentId: hall, gln: '0614141007776', glnExtension: '7' });
  const other = await place({});
  const at = ['https://id.gs1.org/414/0614141007776', `urn:uuid:${hall}`, `urn:uuid:${shelf}`];
  const named = [...at, 'urn:epc:id:sgln:0614141.00777.7', `urn:uuid:${other}`];
  await repository.capture(
    by,
    ...named.map((id, n) => ({
      ...observed,
      ...{ eventTime: `2026-11-20T0${n}:00:00+08:00`, eventID: `urn:x:${n}` },
      ...{ epcList: [`urn:x:crate:${n}`], readPoint: { id }, bizLocation: { id } },
    })),
  );
  for (const name of ['readPoint', 'bizLocation']) {
    expect(await found({ [`WD_${name}`]: at[0] ?? '' }, by)).toEqual(['3', '2', '1', '0']);
    expect(await found({ [`WD_${name}`]: at[1] ?? '' }, by)).toEqual(['3', '2', '1']);
    expect(await found({ [`EQ_${name}`]: at[0] ?? '' }, by)).toEqual(['0']);
    // What lies within it is known to its owner only.
    expect(await found({ [`WD_${name}`]: at[0] ?? '' })).toEqual([]);
  }
});

const uuid = '0190a4f0-0000-7000-8000-000000000000';
const never = 2_000_000_000;

describe('a query is refused', () => {
  test.each<[Record<string, string>, string]>([
    [{ GE_eventtime: at(1) }, '/GE_eventtime'],
    [{ MATCH_anyEpcClass: batch }, '/MATCH_anyEpcClass'],
    [{ 'EQ_example:field': '1' }, '/EQ_example:field'],
    [{ EQATTR_x: '1' }, '/EQATTR_x'],
    [{ MATCH_anyEPC: '*' }, '/MATCH_anyEPC'],
    [{ MATCH_anyEPC: 'urn:epc:idpat:sgtin:*.107346.*' }, '/MATCH_anyEPC'],
    [{ MATCH_anyEPC: 'rice' }, '/MATCH_anyEPC'],
    [{ MATCH_anyEPC: '' }, '/MATCH_anyEPC'],
    [{ MATCH_anyEPC: 'https://id.gs1.org/01/09520123456787/21/1' }, '/MATCH_anyEPC'],
    [{ MATCH_anyEPC: Array.from({ length: 101 }, () => item).join('|') }, '/MATCH_anyEPC'],
    [{ EQ_eventID: Array.from({ length: 101 }, () => item).join('|') }, '/EQ_eventID'],
    [{ perPage: '0' }, '/perPage'],
    [{ perPage: '201' }, '/perPage'],
    [{ perPage: 'all' }, '/perPage'],
    [{ nextPageToken: 'x' }, '/nextPageToken'],
    [{ nextPageToken: Buffer.from('x y').toString('base64url') }, '/nextPageToken'],
    [{ nextPageToken: tokenOf(cursorOf(['1', '2', uuid]), never) }, '/nextPageToken'],
    [
      { nextPageToken: cursorOf([queryMark({}), '0', '2026-11-20T00:00:00.000Z', uuid]) },
      '/nextPageToken',
    ],
    [
      { nextPageToken: tokenOf(cursorOf([queryMark({}), '0', '1', uuid]), never) },
      '/nextPageToken',
    ],
  ])('%j', async (query, pointer) => {
    const { status, body } = await repository.ask(organisation, query);
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { code: 'invalid-epcis-query', errors: [{ pointer, detail: expect.anything() }] },
    });
  });

  test('that has more parameters than are read together', async () => {
    const names = Array.from({ length: parametersMax + 1 }, (_, i) => [`EXISTS_urn:x:${i}`, '']);
    const { status, body } = await repository.ask(organisation, Object.fromEntries(names));
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('50 parameters')]);
  });

  test('that gives a parameter twice', async () => {
    const { status } = await repository.service.send('GET', '/epcis/events?perPage=1&perPage=2', {
      key: organisation.key,
    });
    expect(status).toBe(400);
  });

  test('that has no key', async () => {
    expect((await repository.service.send('GET', '/epcis/events')).status).toBe(401);
  });
});

// These turn the clock: they come last.
describe('the next page', () => {
  const send = (path: string) =>
    repository.service.send<{ code: string }>('GET', path, { key: organisation.key });

  beforeAll(async () => {
    await repository.service.send('POST', '/api/v1/locations', {
      key: organisation.key,
      body: { partyId: organisation.partyId, kind: 'field', name: 'x', timeZone: 'Asia/Shanghai' },
    });
    for (const name of ['one', 'two']) {
      const { status } = await repository.service.send('POST', '/epcis/queries', {
        ...{ key: organisation.key, body: { name, query: {} } },
      });
      expect(status).toBe(201);
      await repository.capture(organisation, {
        ...{ ...observed, eventTime: at(6), eventID: `urn:x:${name}`, epcList: [item] },
      });
    }
    for (const dest of ['https://hooks.example/1', 'https://hooks.example/2']) {
      const { status } = await repository.service.send('POST', '/epcis/queries/one/subscriptions', {
        ...{ key: organisation.key, body: { dest, stream: true } },
      });
      expect(status).toBe(201);
    }
  });

  test.each([
    ...['events', 'eventTypes', 'eventTypes/ObjectEvent/events', 'queries/one/events'],
    ...['queries', 'queries/one/subscriptions', 'capture', 'vocabularies'],
  ])('of /epcis/%s can be asked for a day, as is said with it, and then no more', async (path) => {
    const { clock } = repository.service;
    const { headers } = await send(`/epcis/${path}?perPage=1`);
    const [, next = ''] = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '') ?? [];
    const end = headers.get('GS1-Next-Page-Token-Expires') ?? '';
    expect(Date.parse(end) - clock.now()).toBe(tokenHours * 3_600_000);
    clock.set(end);
    expect((await send(next)).status).toBe(200);
    clock.advance(1_000);
    const { status, body } = await send(next);
    expect({ status, body }).toMatchObject({
      ...{
        status: 400,
        body: { code: 'epcis-page-token-over', errors: [{ pointer: '/nextPageToken' }] },
      },
    });
  });

  test('is said of no last page', async () => {
    const { headers } = await send('/epcis/events?perPage=200');
    expect(['link', 'GS1-Next-Page-Token-Expires'].map((name) => headers.get(name))).toEqual([
      ...[null, null],
    ]);
  });
});
