// Goal: short documents that come while another is being written share a transaction, and none can tell from its answer.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { KeysService, type Actor } from '../../src/access/index.js';
import { GatheredCaptures } from '../../src/epcis/capture/gathered-captures.service.js';
import type { EpcisEvent, Outcome } from '../../src/events/index.js';
import { Problem } from '../../src/kernel/index.js';
import { isUnavailable, storedNothing } from '../../src/platform/index.js';
import { ThirdConnection } from '../support/third-connection.js';
import { documentOf, Repository, type Organisation } from './repository.js';
import { readCaptureDocument } from './read-document.js';

let repository: Repository;
let third: ThirdConnection;
beforeAll(async () => {
  repository = await Repository.start({ roles: new Set(['api']), laterPostings: 2 });
  third = await ThirdConnection.open(repository.service.server.ownerUrl);
});
afterAll(async () => {
  await third?.close();
  await repository?.close();
});

let organisation: Organisation;
let actor: Actor;
beforeEach(async () => {
  organisation = await repository.organisation('gate');
  actor = await repository.service.app.get(KeysService).recognise(organisation.key);
  await repository.events(organisation);
});
afterEach(() => third.query('ROLLBACK'));

const hour = 3_600_000;
const made = (name: string, hoursAgo: number, quantity = 10) => ({
  type: 'ObjectEvent',
  eventID: `urn:x:${organisation.partyId}:${name}`,
  eventTime: new Date(repository.service.clock.now() - hoursAgo * hour).toISOString(),
  eventTimeZoneOffset: '+08:00',
  action: 'ADD',
  bizStep: 'commissioning',
  quantityList: [{ epcClass: 'https://id.gs1.org/01/09520123456788/10/G', quantity, uom: 'KGM' }],
});

/** Holds the first document up until all others are there, each of these events in one of its own. */
async function atOnce(...documents: (object | object[])[]): Promise<Answer[]> {
  return after(0, ...documents);
}

/** As `atOnce`, and holds the first one up for so long by the clock of the service. */
async function after(milliseconds: number, ...documents: (object | object[])[]): Promise<Answer[]> {
  return heldUp(
    milliseconds,
    documents.map((document) => [actor, document]),
  );
}

/** As `after`, each by an actor of its own. */
async function heldUp(
  milliseconds: number,
  sent: readonly (readonly [by: Actor, document: object | object[]])[],
): Promise<Answer[]> {
  const captures = repository.service.app.get(GatheredCaptures);
  // Read before: whoever is still reading when the first is let go would not be in its company.
  const read = await Promise.all(
    sent.map(async ([by, document]) => ({ by, events: await readDocument(document) })),
  );
  await third.query('BEGIN; LOCK TABLE event_identity IN EXCLUSIVE MODE');
  const answers = read.map(({ by, events }) => captures.capture(by, { events }));
  repository.service.clock.advance(milliseconds);
  await third.query('COMMIT');
  return Promise.allSettled(answers);
}

async function readDocument(document: object | object[]): Promise<readonly EpcisEvent[]> {
  const json: unknown = JSON.parse(JSON.stringify(documentOf([document].flat())));
  const read = readCaptureDocument(json, repository.service.clock.now());
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.events;
}

type Answer = PromiseSettledResult<readonly Outcome[]>;

const isSettling = (each: Outcome) => !(each instanceof Problem) && each.settling;

/** How many transactions wrote the organisation's events. */
async function transactions(): Promise<number> {
  const [row] = await repository.service.database.as({ role: 'fold' }).query<{ n: number }>(
    `SELECT count(DISTINCT event.xmin::text)::int AS n FROM event
     JOIN organisation ON organisation.id = event.organisation_id WHERE party_id::text = $1`,
    [organisation.partyId],
  );
  return row?.n ?? 0;
}

const idsIn = (outcomes: readonly Answer[]) =>
  outcomes.map((outcome) =>
    outcome.status === 'fulfilled'
      ? outcome.value.map((each) => (each instanceof Problem ? each.kind.code : each.eventId))
      : outcome.reason instanceof Problem && outcome.reason.kind.code,
  );

test('each is answered for its own events, and all that waited are one transaction', async () => {
  const events = Array.from({ length: 40 }, (_, i) => made(`${i}`, 60 - i));
  expect(idsIn(await atOnce(...events))).toEqual(events.map(({ eventID }) => [eventID]));
  expect(await transactions()).toBe(2);
  expect(await repository.events(organisation)).toHaveLength(40);
});

test('one that is refused keeps nobody from being stored', async () => {
  await repository.capture(organisation, made('known', 50));
  const events = [made('a', 40), made('b', 39), made('known', 50, 11), made('c', 38)];
  const outcomes = await atOnce(...events);
  const [a, b, , c] = events.map(({ eventID }) => [eventID]);
  expect(idsIn(outcomes)).toEqual([a, b, 'event-differs', c]);
  expect(await repository.events(organisation)).toHaveLength(4);
});

test('the same event twice is the same event, and another under its id is refused', async () => {
  const again = made('twice', 40);
  const outcomes = await atOnce(made('z', 41), again, again, made('twice', 40, 11));
  expect(idsIn(outcomes).slice(1)).toEqual([[again.eventID], [again.eventID], 'event-differs']);
  expect(await repository.events(organisation)).toHaveLength(2);
});

test('one that comes too late to be folded at once does not put the others off', async () => {
  await repository.capture(organisation, ...[5, 4, 3, 2.5].map((ago) => made(`made-${ago}`, ago)));
  const late = { ...made('late', 4.5, 1), action: 'DELETE', bizStep: 'retail_selling' };
  const outcomes = await atOnce(made('x', 2), made('y', 1.5), late, made('z', 1));
  const settling = outcomes.map(
    (outcome) => outcome.status === 'fulfilled' && outcome.value.map(isSettling)[0],
  );
  expect(settling).toEqual([false, false, true, false]);
});

test('each has a job of its own, and one that proceeds without an event puts nobody off', async () => {
  await repository.capture(organisation, made('known', 50));
  const { app, clock, everything } = repository.service;
  const known = await everything.query('SELECT id FROM epcis_capture');
  const names = ['first', 'a', 'known', 'b'];
  const read = await Promise.all(names.map((name) => readDocument(made(name, 50, 11))));
  await third.query('BEGIN; LOCK TABLE event_identity IN EXCLUSIVE MODE');
  const answers = read.map((events) => {
    const createdAt = new Date(clock.now());
    const begun = { id: repository.service.random.uuid(), createdAt, finishedAt: createdAt };
    const jobOf = () => ({ ...begun, behaviour: 'proceed' as const, errors: [] });
    return app.get(GatheredCaptures).capture(actor, { events, proceeds: true, jobOf });
  });
  await third.query('COMMIT');
  const [first, a, , b] = names.map((name) => [made(name, 50).eventID]);
  expect(idsIn(await Promise.allSettled(answers))).toEqual([first, a, ['event-differs'], b]);
  const written = await everything.query<{ xmin: string }>(
    'SELECT xmin::text FROM epcis_capture WHERE id <> ALL ($1)',
    [known.map((row) => (row as { id: string }).id)],
  );
  expect(written).toHaveLength(4);
  expect(new Set(written.map(({ xmin }) => xmin)).size).toBe(2);
});

test('a long document waits for nobody and nobody for it', async () => {
  // Of goods of its own: whichever is written first, nothing is late for the other.
  const long = Array.from({ length: 11 }, (_, i) => ({
    ...made(`long-${i}`, 20 - i),
    quantityList: [{ epcClass: 'https://id.gs1.org/01/09520123456788/10/L', quantity: 1 }],
  }));
  await atOnce(made('a', 40), long, made('b', 39), made('c', 38));
  expect(await transactions()).toBe(3);
});

test('a document that gives its items a lot gives it to no other', async () => {
  const lot = (name: string, number: string) => ({
    ...made(name, 30),
    quantityList: undefined,
    epcList: ['https://id.gs1.org/01/09520123456788/21/S1'],
    ilmd: { 'cbvmda:lotNumber': number },
  });
  await atOnce(made('first', 40), lot('one', 'L1'), lot('two', 'L2'));
  expect(await transactions()).toBe(3);
});

test('one that waited longer than for a turn of the database is sent away and stores nothing', async () => {
  const outcomes = await after(30_001, made('first', 40), made('waits', 39));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  const [, late] = outcomes;
  const reason: unknown = late?.status === 'rejected' && late.reason;
  expect([isUnavailable(reason), storedNothing(reason)]).toEqual([true, true]);
  expect(await repository.events(organisation)).toHaveLength(1);
  expect(idsIn(await atOnce(made('waits', 39)))).toEqual([[made('waits', 39).eventID]]);
});

test('documents that one key sends for two organisations are each written as its own', async () => {
  const other = await repository.organisation('member');
  await repository.events(other);
  const keys = repository.service.app.get(KeysService);
  const forOther = { ...(await keys.recognise(other.key)), credential: actor.credential };
  const names = Array.from({ length: 8 }, (_, i) => `${i}`);
  const sent = names.map(
    (name, i) => [i % 2 === 0 ? actor : forOther, made(name, 40 - i)] as const,
  );
  await heldUp(0, sent);
  const authors = await repository.service.everything.query<{ name: string; author: string }>(
    `SELECT right(event_id, 1) AS name, party_id::text AS author
     FROM event JOIN organisation ON organisation.id = event.organisation_id
     WHERE event_id LIKE $1 ORDER BY 1`,
    [`urn:x:${organisation.partyId}:%`],
  );
  expect(authors).toEqual(
    names.map((name, i) => ({ name, author: i % 2 === 0 ? organisation.partyId : other.partyId })),
  );
});
