// Two walls between organisations, each tried alone: what the stores ask for, and what the database lets through.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/platform/index.js';
import { World, type Body } from '../cases/world.js';
import { rules } from '../http/who-may.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { askers, known, lists, nobodys, sees, sides, things, type Asker } from './who-sees.js';

type Sight = Parameters<Database['as']>[0];

/** Whose organisation transactions carry, where that is not who asks: then only row security keeps anything back. */
let carried: string | undefined;

/** A database whose transactions carry another organisation than the stores were given. */
function carrying(database: Database): Database {
  const through = <Options extends Sight>(options: Options): Options =>
    carried === undefined || options.organisationId === undefined
      ? options
      : { ...options, organisationId: carried };
  return new Proxy(database, {
    get(target, name) {
      if (name === 'as') return (sight: Sight) => target.as(through(sight));
      if (name === 'transaction') {
        const transaction: Database['transaction'] = (work, options = {}) =>
          target.transaction(work, through(options));
        return transaction;
      }
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

let world: World;
/** What F has of each kind, and ids of what there is not. */
let thing: Readonly<Record<string, string>>;
const absent: Record<string, string> = {};
const ids = new Map<Asker, string>();

beforeAll(async () => {
  // No followers of the feed, whose statements would be counted among those of a request.
  world = await World.start({ roles: new Set(['api', 'public']) }, { seenThrough: carrying });
  thing = await setUp();
  for (const name of Object.keys(thing)) absent[name] = world.service.random.uuid();
  absent.unit = '7K2M9Q4XTB3W';
  absent.key = 'AAAAAAAAAAAA';
  for (const name of askers) ids.set(name, (await world.viewer(name)).organisationId);
});
afterAll(() => world?.close());

/** F and P share batch B and its recall; P and S share A; the rest is F's alone. */
async function setUp(): Promise<Record<string, string>> {
  await makeCooperatives();
  const batch = await world.make('F', 'B', '100', { hour: 1 });
  await world.make('F', 'A', '100', { hour: 1 });
  await world.handOver('F', 'P', 'B 40', 2);
  await world.handOver('F', 'P', 'A 40', 2);
  await world.handOver('P', 'S', 'A 20', 5);
  for (const name of ['G', 'R']) await world.trader(name);
  const loose = await world.product('loose', 'F', { gtin: undefined });
  await world.make('F', 'L', '5', { hour: 1, product: 'loose' });
  await world.pack('F', 'A 5', 'U', 8);
  const { key, placeId } = await world.trader('F');
  const made = async (path: string, body: Body) =>
    (await world.post(key, `/api/v1/${path}`, body)).id;
  const page = await world.service.send<{
    items: { id: string; eventId: string; event: Body }[];
  }>('GET', `/api/v1/events?batchId=${batch}`, { key });
  const shipping = page.body.items.find(({ event }) => event.bizStep === 'shipping')!;
  const issued = async () =>
    (await world.post(key, `/api/v1/batches/${batch}/codes`, { kind: 'item', count: 1 })) as {
      codes: string[];
    };
  const invited = await world.post(key, '/api/v1/invitations', { name: 'Ann', role: 'viewer' });
  const joined = await joinedPerson(key);
  return {
    batch,
    loose,
    location: placeId,
    party: String(await made('parties', { name: 'A friend', phone: '123' })),
    event: shipping.id,
    eventId: shipping.eventId,
    code: String((await issued()).codes[0]),
    unit: await world.unit('U'),
    recall: String(await made('recalls', { batchIds: [batch], grade: 2, reason: 'A test' })),
    invitation: String(invited.id),
    person: joined,
    sharing: String(await made('sharing', { reach: 'open', productId: loose })),
    device: String(await made('devices', { label: 'scanner', scopes: ['read'] })),
    credential: String(key.split('_')[1]),
    key: String(await made('keys', { label: 'other', scopes: ['read'], validDays: 1 })),
    mandate: await mandateOfP(),
    supplier: String(await made('suppliers', { name: 'A farm', ownerName: 'Cy' })),
  };
}

/** All who ask may have members, or their lists of them would be refused before anything is kept back. */
async function makeCooperatives(): Promise<void> {
  for (const name of askers) await world.trader(name);
  await (
    await world.owner()
  ).query(`UPDATE organisation SET roles = roles || '{cooperative}' WHERE oversees IS NULL`);
  // Until then it is remembered what they were; once they have asked, what they are.
  world.service.clock.advance(1_000);
  for (const name of askers) {
    await world.service.send('GET', '/api/v1/members', { key: await keyOf(name) });
  }
}

/** Id of a mandate that F gives to P. */
async function mandateOfP(): Promise<string> {
  const { partyId: agentPartyId } = await world.trader('P');
  return String((await world.post(await keyOf('F'), '/api/v1/mandates', { agentPartyId })).id);
}

async function joinedPerson(key: string): Promise<string> {
  const { code } = await world.post(key, '/api/v1/invitations', { name: 'Bo', role: 'viewer' });
  const password = 'the pears are ripe';
  await new PlainBrowser(world.service.url).post('/join', {
    ...{ code: String(code), login: 'bo@farm.example', password },
  });
  const people = await world.service.send<{ items: { id: string }[] }>('GET', '/api/v1/people', {
    key,
  });
  return people.body.items[0]!.id;
}

/** What a route is asked with: which thing its path or query names, and a body that would do. */
const asked: Readonly<
  Record<string, { readonly of: string; readonly query?: string; readonly body?: () => unknown }>
> = {
  '/api/v1/parties/{id}': { of: 'party', body: () => ({ phone: '9' }) },
  '/api/v1/locations/{id}': { of: 'location', body: () => ({ name: 'Mine now' }) },
  '/api/v1/products/{id}': { of: 'loose', body: () => ({ name: 'Mine now' }) },
  '/api/v1/products/{id}/holdings': { of: 'loose' },
  '/api/v1/batches/{id}': { of: 'batch' },
  '/api/v1/batches/{id}/holdings': { of: 'batch' },
  '/api/v1/batches/{id}/chain': { of: 'batch' },
  '/api/v1/batches/{id}/retention': { of: 'batch' },
  '/api/v1/batches/{id}/codes': { of: 'batch', body: () => ({ kind: 'item', count: 1 }) },
  '/api/v1/batches/{id}/codes/activations': { of: 'batch', body: () => ({ codes: [thing.code] }) },
  '/api/v1/batches/{id}/codes/voidings': {
    of: 'batch',
    body: () => ({ codes: [thing.code], reason: 'A test' }),
  },
  '/api/v1/logistic-units/{code}': { of: 'unit' },
  '/api/v1/events/{id}': { of: 'event' },
  '/api/v1/traces': { of: 'batch', query: 'batchId' },
  '/api/v1/recalls/{id}': { of: 'recall' },
  '/api/v1/recalls/{id}/acknowledge': { of: 'recall' },
  '/api/v1/recalls/{id}/release': { of: 'recall', body: () => ({ batchIds: [thing.batch] }) },
  '/api/v1/recalls/{id}/close': { of: 'recall', body: () => ({ word: 'A test' }) },
  '/api/v1/invitations/{id}': { of: 'invitation' },
  '/api/v1/people/{id}': { of: 'person', body: () => ({ role: 'editor' }) },
  '/api/v1/people/{id}/resets': { of: 'person' },
  '/api/v1/people/{id}/data': { of: 'person' },
  '/api/v1/people/{id}/erasure': { of: 'person' },
  '/api/v1/keys/{id}': { of: 'key' },
  '/api/v1/devices/{id}': { of: 'device' },
  '/api/v1/sharing/{id}': { of: 'sharing' },
  '/api/v1/mandates/{id}': { of: 'mandate' },
  '/api/v1/suppliers/{id}/invitations': {
    of: 'supplier',
    body: () => ({ ownerName: 'Cy' }),
  },
};

/** Which thing of F's a list would name. */
const listed: Readonly<Record<string, string>> = {
  '/api/v1/parties': 'party',
  '/api/v1/locations': 'location',
  '/api/v1/products': 'loose',
  '/api/v1/batches': 'batch',
  '/api/v1/events': 'event',
  '/epcis/events': 'eventId',
  '/api/v1/handoffs': 'event',
  '/api/v1/recalls': 'recall',
  '/api/v1/invitations': 'invitation',
  '/api/v1/people': 'person',
  '/api/v1/keys': 'key',
  '/api/v1/devices': 'device',
  '/api/v1/sharing': 'sharing',
  '/api/v1/mandates': 'mandate',
  '/api/v1/members': 'mandate',
  '/api/v1/suppliers': 'supplier',
  '/api/v1/audit': 'credential',
};

interface Told {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
  readonly statements: number;
}

/** An answer without what tells one request, or the id that was asked for, from another. */
async function ask(
  route: string,
  key: string,
  named: Readonly<Record<string, string>>,
): Promise<Told> {
  const [method = '', path = ''] = route.split(' ');
  const { of, query, body } = asked[path]!;
  const id = named[of]!;
  const address = query === undefined ? path.replace(/\{\w+\}/, id) : `${path}?${query}=${id}`;
  const before = world.service.database.statementsSent;
  const {
    status,
    headers,
    body: answer,
  } = await world.service.send(method, address, {
    key,
    ...(method !== 'GET' && method !== 'DELETE' && body && { body: body() }),
  });
  return {
    status,
    headers: [...headers]
      .filter(([name]) => !/^(date|x-request-id|etag|ratelimit)/.test(name))
      .join('\n'),
    body: JSON.stringify(answer)
      .replaceAll(id, '{id}')
      .replace(/"urn:uuid:[^"]*"/g, '""'),
    statements: world.service.database.statementsSent - before,
  };
}

/** Whether a list names F's thing. */
async function isListed(route: string, key: string): Promise<boolean> {
  const [, path = ''] = route.split(' ');
  const { status, body } = await world.service.send('GET', path, { key });
  expect(status).toBe(200);
  return JSON.stringify(body).includes(thing[listed[path]!]!);
}

async function keyOf(name: string): Promise<string> {
  return (await world.trader(name)).key;
}

const hidden = [...Object.keys(things), ...Object.keys(known), ...Object.keys(lists)].flatMap(
  (route) => askers.filter((asker) => !sees(route, asker)).map((asker) => [route, asker] as const),
);

/** Asks twice with a key, once for what there is, and expects one answer. */
async function expectNothing(route: string, key: string): Promise<void> {
  const [, secret] = known[route] ?? [];
  if (route in lists) expect(await isListed(route, key)).toBe(false);
  else if (secret) expect((await ask(route, key, thing)).body).not.toContain(secret);
  else expect(await ask(route, key, thing)).toEqual(await ask(route, key, absent));
}

/** Reads on behalf of F with a key, or of nobody, and expects one refusal. */
async function expectNoMandate(key: string): Promise<void> {
  const told = async (member: string) => {
    const before = world.service.database.statementsSent;
    const { status, body } = await world.service.send<Body>('GET', '/api/v1/batches', {
      ...{ key, headers: { 'Furrow-On-Behalf-Of': member } },
    });
    const statements = world.service.database.statementsSent - before;
    return { status, body: { code: body.code, ...body, instance: '' }, statements };
  };
  const nobodys = await told(absent.batch!);
  expect(nobodys.body.code).toBe('no-mandate');
  expect(await told((await world.trader('F')).partyId)).toEqual(nobodys);
}

/** Who has no mandate of F. */
const strangers = askers.filter((asker) => asker !== 'P');

test('every route of the API is tried, or names nothing of anybody’s', () => {
  const tried = [things, known, lists].flatMap((routes) => Object.keys(routes));
  const all = new Set([...tried, ...nobodys]);
  expect(Object.keys(rules).filter((route) => !all.has(route))).toEqual([]);
});

describe('with row security alone', () => {
  afterEach(() => (carried = undefined));

  test.each(hidden.filter(([route, asker]) => sides[route] !== asker))(
    '%s tells %s nothing, though stores are given the scope of who sees it',
    async (route, asker) => {
      carried = ids.get(asker);
      for (const insider of askers.filter((each) => sees(route, each))) {
        await expectNothing(route, await keyOf(insider));
      }
    },
  );

  const wide = hidden.filter(([route]) => /^GET .*\/(events|traces|recalls)/.test(route));
  test.each(wide)(
    '%s tells %s nothing, though stores are given the scope of who oversees all',
    async (route, asker) => {
      carried = ids.get(asker);
      await expectNothing(route, await keyOf('R'));
    },
  );

  test.each(['S', 'G'] as const)(
    '%s acts for F by no mandate, though it is P’s that is looked for',
    async (asker) => {
      carried = ids.get(asker);
      await expectNoMandate(await keyOf('P'));
    },
  );

  test.each(Object.keys(lists))('%s shows its own', async (route) => {
    const [one] = askers.filter((asker) => sees(route, asker));
    carried = ids.get(one!);
    expect(await isListed(route, await keyOf(one!))).toBe(true);
  });
});

describe('with the conditions of the stores alone', () => {
  beforeAll(() => rowSecurity('DISABLE'));
  afterAll(() => rowSecurity('ENABLE'));

  test.each(hidden)('%s tells %s nothing', async (route, asker) => {
    await expectNothing(route, await keyOf(asker));
  });

  test.each(strangers)('%s acts for F by no mandate', async (asker) => {
    await expectNoMandate(await keyOf(asker));
  });
});

describe('with both walls', () => {
  test.each(strangers)('%s acts for F by no mandate', async (asker) => {
    await expectNoMandate(await keyOf(asker));
  });

  test.each(hidden)('%s tells %s nothing', async (route, asker) => {
    await expectNothing(route, await keyOf(asker));
  });

  // Reads before writes, and the partner before the owner: some of these end what they are asked of.
  const seen = [...Object.keys(lists), ...Object.keys(known), ...Object.keys(things)]
    .sort((one, other) => Number(other.startsWith('GET')) - Number(one.startsWith('GET')))
    .flatMap((route) =>
      [...askers]
        .reverse()
        .filter((asker) => sees(route, asker))
        .map((asker) => [route, asker] as const),
    );
  test.each(seen)('%s answers %s', async (route, asker) => {
    const key = await keyOf(asker);
    if (route in lists) expect(await isListed(route, key)).toBe(true);
    else if (route === eitherEnds) await expectEnded(key);
    else expect((await ask(route, key, thing)).body).not.toBe((await ask(route, key, absent)).body);
  });
});

const eitherEnds = 'DELETE /api/v1/mandates/{id}';

/** Whichever side ends it, it is ended for the other, too: a new one is given for the next. */
async function expectEnded(key: string): Promise<void> {
  expect((await ask(eitherEnds, key, thing)).status).toBe(204);
  thing = { ...thing, mandate: await mandateOfP() };
}

/** For every table of this one database. */
async function rowSecurity(does: 'DISABLE' | 'ENABLE'): Promise<void> {
  const owner = await world.owner();
  walled ??= (
    await owner.query<{ name: string }>('SELECT relname AS name FROM pg_class WHERE relrowsecurity')
  ).rows;
  expect(walled.length).toBeGreaterThan(20);
  for (const { name } of walled)
    await owner.query(`ALTER TABLE ${name} ${does} ROW LEVEL SECURITY`);
}

let walled: readonly { readonly name: string }[] | undefined;
