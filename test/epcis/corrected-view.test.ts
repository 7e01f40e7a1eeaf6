// Goal: queries tell what still stands. An event that its author declared in error and the declaration are told to who asks for
// history, whichever of them came first.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Repository, type Organisation } from './repository.js';

let repository: Repository;
let farm: Organisation;
let mill: Organisation;
beforeAll(async () => {
  repository = await Repository.start();
  farm = await repository.organisation('farm');
  mill = await repository.organisation('mill');
});
afterAll(() => repository?.close());

const item = 'urn:epc:id:sgtin:0614141.107346.2017';
const declaration = {
  ...{ declarationTime: '2026-11-21T08:00:00+08:00', reason: 'incorrect_data' },
  correctiveEventIDs: ['urn:x:instead'],
};

function event(eventID: string): object {
  return {
    ...{ type: 'ObjectEvent', eventID, action: 'OBSERVE', bizStep: 'shipping', epcList: [item] },
    ...{ eventTime: '2026-11-20T08:00:00+08:00', eventTimeZoneOffset: '+08:00' },
    destinationList: [{ type: 'owning_party', destination: `urn:uuid:${mill.partyId}` }],
  };
}

/** The declaration does not say who got the goods: its event is taken out of their lists all the same. */
function declared(eventID: string): object {
  return { ...event(eventID), destinationList: undefined, errorDeclaration: declaration };
}

async function found(by: Organisation, query: Record<string, string>): Promise<string[]> {
  const events = await repository.events(by, query);
  return events
    .map(({ eventID = '', errorDeclaration }) => (errorDeclaration ? `not ${eventID}` : eventID))
    .sort();
}

async function captured(by: Organisation, ...events: object[]): Promise<void> {
  expect((await repository.capture(by, ...events)).status).toBe(202);
}

const current: Record<string, string>[] = [
  {},
  { MATCH_anyEPC: item },
  { EQ_bizStep: 'shipping' },
  { EQ_bizStep: 'shipping', EQ_action: 'OBSERVE', MATCH_epc: item },
  { MATCH_epc: 'urn:epc:idpat:sgtin:0614141.107346.*' },
  { orderBy: 'recordTime', GE_recordTime: '2020-01-01T00:00:00Z' },
  { GE_recordTime: '2020-01-01T00:00:00Z', EQ_bizStep: 'shipping' },
  { GE_eventTime: '2020-01-01T00:00:00Z', maxEventCount: '1' },
];

/** What an organisation sends, document by document: an event by its number, its declaration by the same below zero. */
const orders: readonly (readonly [string, readonly (readonly number[])[]])[] = [
  ['after its event', [[1, 2], [-1]]],
  ['before its event', [[-1], [1, 2]]],
  ['with its event', [[1, -1, 2]]],
  ['with its event and before it', [[-1, 1, 2]]],
  ['without its event', [[2], [-1]]],
];

describe.each(orders)('a declaration that comes %s', (name, documents) => {
  const id = (number: number) => `urn:x:${name.replaceAll(/\W/g, '-')}:${Math.abs(number)}`;
  let author: Organisation;
  beforeAll(async () => {
    author = await repository.organisation(name);
    for (const numbers of documents) {
      const events = numbers.map((n) => (n < 0 ? declared(id(n)) : event(id(n))));
      await captured(author, ...events);
    }
  });

  test.each(current)('is not told, nor is its event, by %j', async (query) => {
    expect(await found(author, query)).toEqual([id(2)]);
  });

  test('is told to who asks for history', async () => {
    const isThere = name !== 'without its event';
    const all = [`not ${id(1)}`, ...(isThere ? [id(1)] : []), id(2)].sort();
    for (const query of current) {
      const { maxEventCount: _, ...asked } = query;
      expect(await found(author, { ...asked, includeHistory: 'true' })).toEqual(all);
      expect(await found(author, { ...asked, includeHistory: 'false' })).toEqual([id(2)]);
    }
    const named = all.filter((each) => each.endsWith('1'));
    expect(await found(author, { EQ_eventID: id(1) })).toEqual(named);
    const address = `/epcis/events/${encodeURIComponent(id(1))}`;
    expect(await repository.eventsFrom(author, address)).toHaveLength(named.length);
  });

  test.each([
    { EXISTS_errorDeclaration: 'true' },
    { GE_errorDeclarationTime: '2026-11-21T00:00:00Z' },
    { EQ_errorReason: 'incorrect_data' },
    { EQ_correctiveEventID: 'urn:x:instead' },
  ] as Record<string, string>[])('is told to who asks for declarations, by %j', async (query) => {
    expect(await found(author, query)).toEqual([`not ${id(1)}`]);
  });

  test('is told to whom its event is told, however they ask', async () => {
    const wasTold = !name.startsWith('before') && !name.startsWith('without');
    const told = (query: Record<string, string>) =>
      found(mill, query).then((ids) => ids.filter((each) => each.endsWith(id(1))));
    const both = wasTold ? [`not ${id(1)}`, id(1)] : [];
    const declarations = both.slice(0, 1);
    expect(await told({ EQ_eventID: id(1) })).toEqual(both);
    expect(await told({ MATCH_anyEPC: item, includeHistory: 'true' })).toEqual(both);
    expect(await told({ orderBy: 'recordTime', includeHistory: 'true' })).toEqual(both);
    expect(await told({ EQ_errorReason: 'incorrect_data' })).toEqual(declarations);
    expect(await told({ EQ_bizStep: 'shipping' })).toEqual([]);
  });

  test('is counted with history only', async () => {
    const counted = async (query: Record<string, string>) =>
      (await repository.ask(author, { ...query, maxEventCount: '1' })).status;
    expect(await counted({})).toBe(200);
    expect(await counted({ includeHistory: 'true' })).toBe(413);
  });
});

test('what its author took back is taken out of the lists of whom it named, too', async () => {
  await captured(farm, event('urn:x:sent'), event('urn:x:stays'));
  const sent = (query: Record<string, string>) =>
    found(mill, { ...query, EQ_destination_owning_party: `urn:uuid:${mill.partyId}` });
  const before = await sent({});
  expect(before).toContain('urn:x:sent');
  await captured(farm, declared('urn:x:sent'));
  expect(await sent({})).toEqual(before.filter((id) => id !== 'urn:x:sent'));
  expect(await sent({ includeHistory: 'true' })).toContain('urn:x:sent');
});

test('a copy that another organisation relayed is its claim, and stands until it takes it back', async () => {
  await captured(farm, event('urn:x:relayed'));
  await captured(mill, event('urn:x:relayed'));
  await captured(farm, declared('urn:x:relayed'));
  const told = async () =>
    (await found(mill, { EQ_bizStep: 'shipping' })).filter((id) => id.endsWith('relayed'));
  expect(await told()).toEqual(['urn:x:relayed']);
  await captured(mill, declared('urn:x:relayed'));
  expect(await told()).toEqual([]);
});

test('an event and its declaration that come at once hide each other', async () => {
  const author = await repository.organisation('both at once');
  const send = (body: object) =>
    repository.service.send('POST', '/epcis/events', {
      key: author.key,
      body: {
        '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
        ...body,
      },
    });
  const sent = Array.from({ length: 12 }, (_, n) => `urn:x:at-once:${n}`).flatMap((id) => [
    send(event(id)),
    send(declared(id)),
  ]);
  expect((await Promise.all(sent)).map(({ status }) => status)).toEqual(sent.map(() => 201));
  expect(await found(author, {})).toEqual([]);
  expect(await found(author, { MATCH_anyEPC: item })).toEqual([]);
  expect(await found(author, { includeHistory: 'true' })).toHaveLength(24);
  const told = (await found(mill, { includeHistory: 'true' })).filter((id) =>
    id.includes(':at-once:'),
  );
  const events = told.filter((id) => !id.startsWith('not '));
  expect(told).toEqual([...events.map((id) => `not ${id}`), ...events].sort());
});
