// Goal: a named query answers what its parameters would, is its organisation's alone, and never half made.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { definitionCharactersMax } from '../../src/epcis/queries/definition.js';
import { namedQueriesMax } from '../../src/epcis/queries/named-query.js';
import { tokenOf } from '../../src/epcis/parameters/page-token.js';
import { cursorOf } from '../../src/platform/index.js';
import type { Answer } from '../support/app.js';
import { Repository, type Organisation } from './repository.js';

let repository: Repository;
let captured: Organisation;
let asker: Organisation;

const steps = ['shipping', 'receiving', 'packing'] as const;
const quantities = [1, 2.5, 40];
const item = 'urn:epc:class:lgtin:0614141.107346.L1';

beforeAll(async () => {
  repository = await Repository.start();
  captured = await repository.organisation('captures');
  const events = steps.flatMap((bizStep, step) =>
    quantities.map((quantity, at) => ({
      type: 'ObjectEvent',
      eventID: `urn:x:${bizStep}:${quantity}`,
      eventTime: `2026-11-2${at}T0${step}:00:00+08:00`,
      ...{ eventTimeZoneOffset: '+08:00', action: 'OBSERVE', bizStep },
      quantityList: [{ epcClass: item, quantity, uom: 'KGM' }],
    })),
  );
  expect((await repository.capture(captured, ...events)).status).toBe(202);
});
beforeEach(async () => {
  asker = await repository.organisation('asks');
});
afterAll(() => repository?.close());

interface Refusal {
  readonly code: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
}

const send = <Body = Refusal>(method: string, path: string, by = asker, body?: unknown) =>
  repository.service.send<Body>(method, path, { key: by.key, ...(body !== undefined && { body }) });

const make = (name: string, query: object, by = asker): Promise<Answer<Refusal>> =>
  send('POST', '/epcis/queries', by, { name, query });

const faultsOf = ({ body }: Answer<Refusal>) => body.errors.map(({ pointer }) => pointer);

const idsOf = async (address: string) =>
  (await repository.eventsFrom(captured, address)).map(({ eventID }) => eventID);

describe('a named query', () => {
  test('is made, told, listed and taken away', async () => {
    const query = { EQ_bizStep: ['shipping'], GE_quantity: 2 };
    const made = await make('mine', query);
    expect([made.status, made.headers.get('Location')]).toEqual([201, '/epcis/queries/mine']);
    expect((await send('GET', '/epcis/queries/mine')).body).toEqual({ name: 'mine', query });
    expect((await send('GET', '/epcis/queries')).body).toEqual([{ name: 'mine', query }]);
    expect((await send('DELETE', '/epcis/queries/mine')).status).toBe(204);
    const { status, body } = await send('GET', '/epcis/queries/mine');
    expect([status, body.code]).toEqual([404, 'not-found']);
    expect((await send('DELETE', '/epcis/queries/mine')).status).toBe(404);
  });

  test('keeps its name from a second one, which changes nothing', async () => {
    await make('taken', { EQ_action: ['ADD'] });
    const again = await make('taken', { EQ_action: ['DELETE'] });
    expect([again.status, again.body.code]).toEqual([409, 'epcis-query-exists']);
    expect((await send<{ query: object }>('GET', '/epcis/queries/taken')).body.query).toEqual({
      EQ_action: ['ADD'],
    });
    expect((await make('SimpleEventQuery', {})).status).toBe(409);
  });

  test('of another organisation is as if it did not exist, and its name is free', async () => {
    const other = await repository.organisation('other');
    await make('ours', { EQ_action: ['ADD'] });
    for (const address of ['/epcis/queries/ours', '/epcis/queries/ours/events']) {
      expect((await send('GET', address, other)).status).toBe(404);
    }
    expect((await send('DELETE', '/epcis/queries/ours', other)).status).toBe(404);
    expect((await send('GET', '/epcis/queries', other)).body).toEqual([]);
    expect((await make('ours', {}, other)).status).toBe(201);
    expect((await send('GET', '/epcis/queries/ours')).status).toBe(200);
  });

  test('is listed page by page', async () => {
    const names = ['a', 'B', 'b.1', 'c~', 'd-d'];
    for (const name of names) await make(name, {});
    const found: string[] = [];
    for (let next: string | undefined = '/epcis/queries?perPage=2'; next;) {
      const { headers, body }: Answer<{ name: string }[]> = await send('GET', next);
      found.push(...body.map(({ name }) => name));
      next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(found).toEqual([...names].sort());
    const foreign = await send(
      'GET',
      `/epcis/queries?nextPageToken=${tokenOf(cursorOf(['/']), 2_000_000_000)}`,
    );
    expect([foreign.status, faultsOf(foreign)]).toEqual([400, ['/nextPageToken']]);
  });

  test('is one of so many', async () => {
    for (let i = 0; i < namedQueriesMax; i += 1) await make(`q${i}`, {});
    const { status, body } = await make('one-more', {});
    expect([status, body.code]).toEqual([409, 'too-many-epcis-queries']);
    expect((await send('GET', '/epcis/queries/one-more')).status).toBe(404);
    await send('DELETE', '/epcis/queries/q0');
    expect((await make('one-more', {})).status).toBe(201);
  });
});

describe('a query that could not be answered is refused', () => {
  test.each<[string, object, string[]]>([
    ['an unknown parameter', { EQ_colour: ['red'] }, ['/query/EQ_colour']],
    ['a value that is none', { EQ_bizStep: ['dancing'] }, ['/query/EQ_bizStep']],
    ['an object for a value', { EQ_bizStep: { a: 1 } }, ['/query/EQ_bizStep']],
    ['a list in a list', { EQ_action: [['ADD']] }, ['/query/EQ_action']],
    ['nothing for a value', { EQ_action: null }, ['/query/EQ_action']],
    ['no value at all', { EQ_action: [] }, ['/query/EQ_action']],
    [
      'what belongs to asking',
      { perPage: 5, nextPageToken: 'x' },
      ['/query/perPage', '/query/nextPageToken'],
    ],
    ['a context', { '@context': {} }, ['/query/@context']],
    ['a definition too long', { EQ_eventID: ['x'.repeat(definitionCharactersMax)] }, ['/query']],
    [
      'two faults',
      { EQ_action: ['X'], LT_eventTime: 'noon' },
      ['/query/EQ_action', '/query/LT_eventTime'],
    ],
  ])('with %s', async (_, query, pointers) => {
    const refused = await make('bad', query);
    expect([refused.status, refused.body.code]).toEqual([400, 'invalid-epcis-query']);
    expect(faultsOf(refused)).toEqual(pointers);
    expect((await send('GET', '/epcis/queries/bad')).status).toBe(404);
  });

  test.each(['', '-x', 'a/b', 'a b', 'ä', 'x'.repeat(101)])('under the name %j', async (name) => {
    const refused = await make(name, {});
    expect([refused.status, faultsOf(refused)]).toEqual([422, ['/name']]);
  });
});

describe('the events of a named query', () => {
  const values = {
    EQ_bizStep: fc.uniqueArray(fc.constantFrom(...steps), { minLength: 1 }),
    GE_quantity: fc.constantFrom(...quantities),
    EQ_quantity: fc.uniqueArray(fc.constantFrom(...quantities), { minLength: 1 }),
    GE_eventTime: fc.constant('2026-11-21T00:00:00+08:00'),
    MATCH_anyEPCClass: fc.constant([item]),
    EXISTS_errorDeclaration: fc.constantFrom(null, 0, 1, true, false),
    orderBy: fc.constantFrom('eventTime', 'recordTime'),
    orderDirection: fc.constantFrom('ASC', 'DESC'),
  };

  /** The same question as an address asks it. */
  const asText = (name: string, value: unknown): string => {
    if (name.startsWith('EXISTS_')) return value === 0 || value === false ? 'false' : 'true';
    return Array.isArray(value) ? value.join('|') : String(value);
  };
  const addressOf = (query: Record<string, unknown>) =>
    new URLSearchParams(Object.entries(query).map(([name, value]) => [name, asText(name, value)]));

  test('are those that its parameters find, all pages of them', async () => {
    let made = 0;
    await fc.assert(
      fc.asyncProperty(fc.record(values, { requiredKeys: [] }), async (query) => {
        const name = `generated-${(made += 1)}`;
        expect((await make(name, query, captured)).status).toBe(201);
        const found = await idsOf(`/epcis/queries/${name}/events?perPage=2`);
        expect(found).toEqual(await idsOf(`/epcis/events?perPage=50&${addressOf(query)}`));
        await send('DELETE', `/epcis/queries/${name}`, captured);
      }),
      { numRuns: 40 },
    );
  });

  test('bear the name of the query, and are narrowed by what else is asked', async () => {
    await make('out', { EQ_bizStep: ['shipping', 'receiving'] }, captured);
    const answer = await send<{ epcisBody: { queryResults: object } }>(
      'GET',
      '/epcis/queries/out/events?GE_quantity=40',
      captured,
    );
    expect(answer.body.epcisBody.queryResults).toMatchObject({
      queryName: 'out',
      resultsBody: { eventList: [{ bizStep: 'receiving' }, { bizStep: 'shipping' }] },
    });
    const wider = await send('GET', '/epcis/queries/out/events?EQ_bizStep=packing', captured);
    expect([wider.status, faultsOf(wider)]).toEqual([400, ['/EQ_bizStep']]);
  });

  test('are those that the asker may see, whoever captured them', async () => {
    await make('all', {});
    expect(await repository.eventsFrom(asker, '/epcis/queries/all/events')).toEqual([]);
  });

  test('go on by the token of the same query alone', async () => {
    await make('one', { EQ_bizStep: ['shipping'] }, captured);
    await make('two', { EQ_bizStep: ['receiving'] }, captured);
    const { headers } = await send('GET', '/epcis/queries/one/events?perPage=1', captured);
    const [, next = ''] = /<([^>]+)>/.exec(headers.get('link') ?? '') ?? [];
    expect((await send('GET', next, captured)).status).toBe(200);
    const foreign = await send('GET', next.replace('/one/', '/two/'), captured);
    expect([foreign.status, faultsOf(foreign)]).toEqual([400, ['/nextPageToken']]);
  });
});
