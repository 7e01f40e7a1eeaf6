// Goal: SQL answers every family of parameters, and families together, with exactly the events of which they are true, to
// each who may see them. Method: generated events are captured over HTTP and asked for over HTTP; a plain reading of the
// conditions, event by event (naive-query.ts), says what is to be answered. FURROW_QUERY_RUNS asks more.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { families, readEventQuery } from '../../src/epcis/query/event-query.js';
import { fillIndex, selectSeenEvents, type EpcisEvent } from '../../src/events/index.js';
import { filledBytesMax } from '../../src/events/event-index.store.js';
import type { Reader } from '../../src/platform/index.js';
import { eventsOf, items, parametersFor, terms } from './generated-queries.js';
import { holds, ofEvents } from './naive-query.js';
import { documentOf, Repository, type Organisation } from './repository.js';
import { readCaptureDocument } from './read-document.js';

const runs = Number(process.env['FURROW_QUERY_RUNS'] ?? 250);
const eventsCaptured = 150;
const seed = Number(process.env['FURROW_QUERY_SEED'] ?? Date.now() % 1_000_000);

interface Stored {
  readonly id: string;
  readonly event: EpcisEvent;
  readonly recordedAt: number;
  readonly author: Organisation;
}

let repository: Repository;
let farm: Organisation;
let mill: Organisation;
let stranger: Organisation;
let regulator: Organisation;
let parties: string[];
const stored: Stored[] = [];

beforeAll(async () => {
  repository = await Repository.start();
  farm = await repository.organisation('farm', { division: '370202' });
  mill = await repository.organisation('mill', { division: '110101' });
  stranger = await repository.organisation('stranger');
  regulator = await repository.organisation('regulator', {
    ...{ roles: ['regulator'], jurisdiction: '370000' },
  });
  parties = [farm, mill].map(({ partyId }) => `urn:uuid:${partyId}`);
  const events = fc.sample(eventsOf(parties), { numRuns: eventsCaptured, seed });
  for (let i = 0; i < events.length; i += 25) {
    const [author, other] = i % 50 === 0 ? [farm, mill] : [mill, farm];
    const ours = events
      .slice(i, i + 25)
      .map((event, n) => ({ ...event, eventID: `urn:x:event:${i + n}` }));
    // What is declared in error comes before its declaration, after it, with it or never.
    const declared = ours.filter((event) => 'errorDeclaration' in event).map(original);
    const those = (turn: number) => declared.filter((_, n) => n % 4 === turn);
    await capture(author, those(0));
    await capture(author, [...ours, ...those(1)]);
    await capture(author, those(2));
    // A relayed copy is the claim of who sent it.
    await capture(other, declared.slice(0, 2));
    // Hours apart, as queries ask.
    repository.service.clock.advance(3_600_000);
  }
});
afterAll(() => repository?.close());

function original(event: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'errorDeclaration'));
}

async function capture(author: Organisation, events: readonly object[]): Promise<void> {
  if (events.length === 0) return;
  const document = documentOf(events, terms);
  const recordedAt = repository.service.clock.now();
  const { status, body } = await repository.send(author, JSON.stringify(document));
  expect({ status, errors: body.errors }).toEqual({ status: 202, errors: undefined });
  const read = readCaptureDocument(document, recordedAt);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  for (const event of read.events) {
    stored.push({ id: event.eventID ?? '', event, recordedAt, author });
  }
}

/** Who of the two sees an event: its author, and whom it names as source or destination. */
function viewersOf({ event, author }: Stored): Organisation[] {
  const named = [
    ...(event.sourceList ?? []).map(({ source }) => source),
    ...(event.destinationList ?? []).map(({ destination }) => destination),
  ];
  return [farm, mill].filter(
    (each) => each === author || named.includes(`urn:uuid:${each.partyId}`),
  );
}

/** Declared in error by its author, or the declaration of that. */
function isHistory({ id, author, event }: Stored): boolean {
  if (event.errorDeclaration !== undefined) return true;
  return stored.some(
    (other) => other.id === id && other.author === author && other.event.errorDeclaration,
  );
}

/** Ids of what a query is to answer: the regulator sees as the farm does, which it oversees. */
function expected(parameters: Record<string, string>, by: Organisation): string[] {
  const query = readEventQuery(parameters);
  if ('faults' in query) throw new Error(JSON.stringify(query.faults));
  const eyes = by === regulator ? farm : by;
  return stored
    .filter((each) => viewersOf(each).includes(eyes))
    .filter((each) => query.history || !isHistory(each))
    .filter(({ event, recordedAt, author }) =>
      ofEvents(query.conditions).every((condition) =>
        holds(condition, { event, recordedAt, isWhole: author === eyes }),
      ),
    )
    .map(({ id }) => id)
    .sort();
}

async function answered(parameters: Record<string, string>, by: Organisation): Promise<string[]> {
  const events = await repository.events(by, { ...parameters, perPage: '60' });
  return events.map(({ eventID = '' }) => eventID).sort();
}

test(`what was generated from seed ${seed} is seen at all`, async () => {
  expect(await answered({}, farm)).toEqual(expected({}, farm));
  const all = { includeHistory: 'true' };
  expect(await answered(all, farm)).toEqual(expected(all, farm));
  expect(expected({}, farm).length).toBeGreaterThan(eventsCaptured / 10);
  expect(expected(all, farm).length).toBeGreaterThan(expected({}, farm).length * 1.2);
});

test('every family is generated, and finds some events and not all', () => {
  const all = expected({ includeHistory: 'true' }, farm).length;
  const telling = new Set<string>();
  for (const [name, value] of fc.sample(parametersFor(parties), { numRuns: 3_000, seed })) {
    const family = families.find(({ pattern }) => pattern.test(name))?.name ?? name;
    const found = telling.has(family) ? 0 : expected({ [name]: value }, farm).length;
    if (found > 0 && found < all) telling.add(family);
  }
  expect(families.map(({ name }) => name).filter((name) => !telling.has(name))).toEqual([
    // These ask for what is registered: vocabularies.test.ts.
    ...['WD_readPoint', 'WD_bizLocation', 'HASATTR_{field}', 'EQATTR_{field}_{attribute}'],
  ]);
});

test(`${runs} queries answer the events of which all their conditions are true`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(parametersFor(parties), {
        ...{ minLength: 1, maxLength: 3, selector: ([name]) => name },
      }),
      fc.constantFrom('farm', 'mill', 'regulator', 'stranger'),
      async (parameters, name) => {
        const by = { farm, mill, regulator, stranger }[name];
        const query = Object.fromEntries(parameters);
        expect(await answered(query, by)).toEqual(expected(query, by));
      },
    ),
    { numRuns: runs, seed },
  );
});

test.each(['eventTime', 'recordTime'])(
  'pages by %s follow each other in both directions',
  async (orderBy) => {
    for (const orderDirection of ['ASC', 'DESC']) {
      const events = await repository.events(farm, { orderBy, orderDirection, perPage: '7' });
      const ids = events.map(({ eventID }) => eventID);
      expect([...ids].sort()).toEqual(expected({}, farm));
      const at = new Map(
        stored.map(({ id, event, recordedAt }) => [
          id,
          orderBy === 'eventTime' ? Date.parse(event.eventTime) : recordedAt,
        ]),
      );
      const times = ids.map((id) => at.get(id ?? '') ?? 0);
      const sorted = [...times].sort((a, b) => (orderDirection === 'ASC' ? a - b : b - a));
      expect(times).toEqual(sorted);
    }
  },
);

test('a page goes on where it was whatever is captured meanwhile', async () => {
  const before = expected({}, farm);
  const first = await repository.ask(farm, { perPage: '60', orderBy: 'recordTime' });
  const next = /<([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
  repository.service.clock.advance(3_600_000);
  const [event] = fc.sample(eventsOf(parties), { numRuns: 1, seed });
  await capture(farm, [{ ...event, eventID: 'urn:x:event:later' }]);
  const rest = await repository.eventsFrom(farm, next);
  const { eventList } = first.body.epcisBody.queryResults.resultsBody;
  const told = [...eventList.map((each) => String(each['eventID'])), ...rest.map((e) => e.eventID)];
  expect(told.sort()).toEqual(before);
});

test('limits are exact at the number of events', async () => {
  const query = { eventType: 'ObjectEvent' };
  const there = expected(query, farm).length;
  const most = (maxEventCount: number) =>
    repository.ask(farm, { ...query, maxEventCount: String(maxEventCount), perPage: '3' });
  expect((await most(there)).status).toBe(200);
  expect(await answered({ ...query, maxEventCount: String(there) }, farm)).toHaveLength(there);
  const refused = await most(there - 1);
  expect(refused).toMatchObject({ status: 413, body: { code: 'epcis-query-too-large' } });
  for (const eventCountLimit of [1, 3, 4, there, there + 1]) {
    const events = await repository.events(farm, {
      ...{ ...query, perPage: '3', orderBy: 'eventTime' },
      eventCountLimit: String(eventCountLimit),
    });
    expect(events).toHaveLength(Math.min(eventCountLimit, there));
  }
});

test('a token is refused with other parameters, and lists may be repeated keys', async () => {
  const first = await repository.ask(farm, { perPage: '2', EQ_action: 'ADD|OBSERVE' });
  const next = /<([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
  const { key } = farm;
  expect((await repository.service.send('GET', next, { key })).status).toBe(200);
  const other = next.replace('OBSERVE', 'DELETE');
  expect((await repository.service.send('GET', other, { key })).status).toBe(400);
  const repeated = await repository.eventsFrom(
    farm,
    '/epcis/events?EQ_action=ADD&EQ_action=OBSERVE',
  );
  expect(repeated.map(({ eventID = '' }) => eventID).sort()).toEqual(
    expected({ EQ_action: 'ADD|OBSERVE' }, farm),
  );
});

test('extensions that partners do not read are not found out by asking either', async () => {
  const secret = { 'https://ns.example.com/price': 6.8 };
  const event = original({ ...fc.sample(eventsOf([parties[1] ?? '']), { numRuns: 1, seed })[0] });
  const destinationList = [{ type: 'owning_party', destination: parties[1] }];
  await capture(farm, [{ ...event, eventID: 'urn:x:event:secret', destinationList, ...secret }]);
  const asks = ['EXISTS_', 'EQ_', 'GE_'].map((start) => ({
    [`${start}https://ns.example.com/price`]: start === 'EXISTS_' ? 'true' : '6.8',
  }));
  for (const ask of asks) {
    expect(await answered(ask, farm)).toEqual(['urn:x:event:secret']);
    expect(await answered(ask, regulator)).toEqual(['urn:x:event:secret']);
    expect(await answered(ask, mill)).toEqual([]);
  }
  expect(await answered({ EQ_eventID: 'urn:x:event:secret' }, mill)).toEqual([
    'urn:x:event:secret',
  ]);
});

test('each wall alone keeps what others recorded from whoever asks by any family', async () => {
  const { database } = repository.service;
  const [owner, other] = [await organisationOf(farm), await organisationOf(stranger)];
  for (const table of ['event_party', 'event_term', 'event_thing', 'event_word']) {
    const seen = (organisationId: string) =>
      database.as({ organisationId }).query(`SELECT FROM ${table} LIMIT 1`);
    expect([await seen(other), await seen(owner)]).toEqual([[], [{}]]);
  }
  let found = 0;
  for (const [name, value] of fc.sample(parametersFor(parties), { numRuns: 80, seed })) {
    const query = readEventQuery({ [name]: value });
    if ('faults' in query) throw new Error(name);
    const ask = (reader: Reader, organisationId: string) =>
      selectSeenEvents(
        reader,
        { organisationId },
        { ...query, conditions: ofEvents(query.conditions), after: undefined, limit: 10 },
      );
    expect(await ask(database.as({ organisationId: other }), owner)).toEqual([]);
    expect(await ask(database.as({ role: 'fold' }), other)).toEqual([]);
    found += (await ask(database.as({ role: 'fold' }), owner)).length;
  }
  expect(found).toBeGreaterThan(0);
});

async function organisationOf({ partyId }: Organisation): Promise<string> {
  const [row] = await repository.service.database
    .as({ role: 'fold' })
    .query<{ id: string }>('SELECT id FROM organisation WHERE party_id = $1', [partyId]);
  return row?.id ?? '';
}

test('events of before there were rows to find them by are found once these are filled in', async () => {
  const queries = [
    { EQ_bizStep: 'shipping' },
    { eventType: 'ObjectEvent' },
    { MATCH_anyEPC: items[0] ?? '' },
  ];
  const answers = async () => {
    const all = [];
    for (const query of queries) all.push(await answered(query, farm));
    return all;
  };
  // A step ends after so much of them, however few they are.
  const large = {
    ...{ type: 'ObjectEvent', action: 'OBSERVE', epcList: items.slice(0, 1) },
    ...{ eventTime: '2026-11-20T08:00:00+08:00', eventTimeZoneOffset: '+08:00' },
    'https://ns.example.com/note': 'x'.repeat(filledBytesMax / 5),
  };
  const ids = Array.from({ length: 10 }, (_, n) => `urn:x:event:large:${n}`);
  await capture(
    farm,
    ids.map((eventID) => ({ ...large, eventID })),
  );
  const { everything } = repository.service;
  const rows = async () => [
    await everything.query('SELECT * FROM event_party ORDER BY organisation_id, event_ref'),
    // Of 1.5 and 1.50 in one event either may stand for both: which one comes first in its JSON is chance.
    await everything.query(
      `SELECT organisation_id, term, event_ref, at, trim_scale(low) AS low, trim_scale(high) AS high
       FROM event_term ORDER BY organisation_id, term, event_ref`,
    ),
    await everything.query(
      'SELECT * FROM event_thing ORDER BY organisation_id, key, is_class, role, event_ref',
    ),
    await everything.query('SELECT * FROM event_word ORDER BY organisation_id, member, value'),
  ];
  const fill = () => repository.service.database.transaction(fillIndex, { role: 'fold' });
  const [before, there] = [await rows(), await answers()];
  expect(there.map(({ length }) => length)).not.toContain(0);
  await everything.query('UPDATE event_party SET history = false');
  for (const table of ['term', 'thing', 'word'])
    await everything.query(`DELETE FROM event_${table}`);
  expect((await answers()).flat()).toEqual([]);
  let steps = 0;
  while (await fill()) steps += 1;
  // Ids of one millisecond are in an order of chance, so that small events may come after the large ones.
  expect([2, 3]).toContain(steps);
  expect(await rows()).toEqual(before);
  expect(await answers()).toEqual(there);
  // It goes on where it stopped, and there is nothing more.
  await everything.query('DELETE FROM event_term');
  expect(await fill()).toBe(false);
  expect(await everything.query('SELECT FROM event_term')).toEqual([]);
});
