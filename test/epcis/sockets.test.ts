// Goal: a WebSocket tells its opener what a query finds from then on, for as long as the opener may know, and is refused like
// any other request.
import { request as ask, type IncomingMessage } from 'node:http';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { WebSocket, type ClientOptions } from 'ws';
import { OpenSockets } from '../../src/epcis/subscriptions/open-sockets.js';
import { elementsMax } from '../../src/epcis/vocabularies/vocabulary.js';
import { checkMilliseconds, pingMilliseconds } from '../../src/epcis/subscriptions/event-socket.js';
import { earlierEventsMax } from '../../src/epcis/subscriptions/subscription.js';
import { socketsOfOrganisationMax } from '../../src/epcis/subscriptions/open-sockets.js';
import { SocketTellingService } from '../../src/epcis/subscriptions/socket-telling.service.js';
import { schemaFaults } from './schema-oracle.js';
import type { Message } from './receiver.js';
import { documentOf, type Organisation } from './repository.js';
import { eventOf, Subscribers } from './subscribers.js';

const subscribers = Subscribers.ofTests();
let organisation: Organisation;
beforeEach(async () => {
  organisation = await subscribers.repository.organisation('listens');
  await named('all', {});
});

const service = () => subscribers.repository.service;
const clock = () => service().clock;

async function named(name: string, query: object, by = organisation): Promise<void> {
  const { status } = await service().send('POST', '/epcis/queries', {
    ...{ key: by.key, body: { name, query } },
  });
  expect(status).toBe(201);
}

/** A client that listens, and what it has heard. */
class Listener {
  readonly heard: Message['json'][] = [];
  private waiting: (() => void)[] = [];

  constructor(readonly socket: WebSocket) {
    socket.on('message', (text: Buffer) => {
      this.heard.push(JSON.parse(text.toString()) as Message['json']);
      for (const came of this.waiting.splice(0)) came();
    });
  }

  async ids(count: number): Promise<string[]> {
    while (this.all.length < count) await new Promise<void>((came) => this.waiting.push(came));
    return this.all;
  }

  /** When so many documents have come. */
  async documents(count: number): Promise<Message['json'][]> {
    while (this.heard.length < count) await new Promise<void>((came) => this.waiting.push(came));
    return this.heard;
  }

  closed(): Promise<[code: number, reason: string]> {
    return new Promise((resolve) =>
      this.socket.once('close', (code: number, reason: Buffer) =>
        resolve([code, reason.toString()]),
      ),
    );
  }

  /** All that came, whatever it was. */
  get told(): readonly object[] {
    return this.heard;
  }

  private get all(): string[] {
    return this.heard.flatMap(({ epcisBody }) =>
      epcisBody.queryResults.resultsBody.eventList.map(({ eventID }) => eventID),
    );
  }
}

function connect(path: string, key?: string, more: ClientOptions = {}): WebSocket {
  const url = new URL(path, service().url.replace('http', 'ws'));
  const authorization = key === undefined ? {} : { Authorization: `Bearer ${key}` };
  return new WebSocket(url, { ...more, headers: { ...authorization, ...more.headers } });
}

async function listen(query = 'stream=true', by = organisation, name = 'all'): Promise<Listener> {
  return opened(connect(`/epcis/queries/${name}/events?${query}`, by.key));
}

async function opened(socket: WebSocket): Promise<Listener> {
  const listener = new Listener(socket);
  await new Promise((open, failed) => socket.once('open', open).once('error', failed));
  return listener;
}

/** The answer to a request for a socket that is refused. */
function refusal(path: string, key?: string): Promise<{ status: number; body: Refusal }> {
  const socket = connect(path, key);
  return new Promise((resolve, reject) => {
    socket.once('open', () => reject(new Error('it was opened')));
    socket.once('unexpected-response', (_request, response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as Refusal;
        resolve({ status: response.statusCode ?? 0, body });
      });
    });
    socket.once('error', () => undefined);
  });
}

interface Refusal {
  readonly code: string;
  readonly errors?: readonly { readonly pointer: string }[];
}

const captured = async (by: Organisation, ...ids: readonly string[]) => {
  await subscribers.capture(by, ...ids);
  await subscribers.follow();
};

describe('a socket', () => {
  test('tells what comes once it is open, as a query document', async () => {
    await captured(organisation, 'urn:x:before');
    const listener = await listen();
    await captured(organisation, 'urn:x:after');
    expect(await listener.ids(1)).toEqual(['urn:x:after']);
    const [document] = listener.heard;
    expect(schemaFaults(document)).toEqual([]);
    expect(document!.epcisBody.queryResults).toMatchObject({
      ...{ queryName: 'all', subscriptionID: expect.any(String) },
    });
    listener.socket.close();
  });

  test('tells what the query finds, and of others nothing', async () => {
    const other = await subscribers.repository.organisation('other');
    await named('all', {}, other);
    await named('some', { EQ_eventID: ['urn:x:mine:2'] });
    const [some, others] = [
      await listen('stream=true', organisation, 'some'),
      await listen('stream=true', other),
    ];
    await captured(organisation, 'urn:x:mine:1', 'urn:x:mine:2');
    await captured(other, 'urn:x:theirs');
    expect(await others.ids(1)).toEqual(['urn:x:theirs']);
    expect(await some.ids(1)).toEqual(['urn:x:mine:2']);
    for (const { socket } of [some, others]) socket.close();
  });

  test('tells nothing that was recorded before it, though an older one is still to hear of it', async () => {
    const older = await listen();
    await captured(organisation, 'urn:x:for-the-older');
    const newer = await listen();
    await captured(organisation, 'urn:x:for-both');
    expect(await older.ids(2)).toEqual(['urn:x:for-the-older', 'urn:x:for-both']);
    expect(await newer.ids(1)).toEqual(['urn:x:for-both']);
    for (const { socket } of [older, newer]) socket.close();
  });

  test('begins at its initialRecordTime', async () => {
    clock().advance(3_600_000);
    const since = new Date(clock().now()).toISOString();
    await captured(organisation, 'urn:x:earlier');
    const listener = await listen(`stream=true&initialRecordTime=${since}`);
    await captured(organisation, 'urn:x:later');
    expect((await listener.ids(2)).sort()).toEqual(['urn:x:earlier', 'urn:x:later']);
    listener.socket.close();
  });

  test('writes identifiers as its request asks, and says from when on it tells', async () => {
    const socket = connect('/epcis/queries/all/events?stream=true', organisation.key, {
      headers: { 'GS1-EPC-Format': 'Always_GS1_Digital_Link' },
    });
    const upgraded = new Promise<IncomingMessage>((resolve) => socket.once('upgrade', resolve));
    const listener = await opened(socket);
    const since = (await upgraded).headers['gs1-query-min-record-time'];
    expect(since).toBe(new Date(clock().now()).toISOString());
    await captured(organisation, 'urn:x:linked');
    const [document] = await listener.documents(1);
    expect(JSON.stringify(document)).toContain('"https://id.gs1.org/01/10614141073464/10/L1"');
    socket.close();
  });

  test('reports at the moments of its schedule, and nothing, too, if that is asked for', async () => {
    clock().set('2026-12-20T00:00:30Z');
    const listener = await listen('second=0&reportIfEmpty=true');
    await captured(organisation, 'urn:x:gathered:1');
    await captured(organisation, 'urn:x:gathered:2');
    const told = await listen();
    await captured(organisation, 'urn:x:gathered:3');
    await told.ids(1);
    expect(listener.heard).toEqual([]);
    clock().set('2026-12-20T00:01:00Z');
    expect((await listener.ids(3)).sort()).toEqual([1, 2, 3].map((i) => `urn:x:gathered:${i}`));
    expect(listener.heard).toHaveLength(1);
    clock().set('2026-12-20T00:02:00Z');
    const [, empty] = await listener.documents(2);
    expect(empty!.epcisBody.queryResults.resultsBody.eventList).toEqual([]);
    for (const { socket } of [listener, told]) socket.close();
  });
});

describe('a socket is closed', () => {
  test('once its key has ended, within the time of two looks', async () => {
    const key = await service().send<{ id: string; key: string }>('POST', '/api/v1/keys', {
      ...{ key: organisation.key, body: { label: 'ear', scopes: ['read'], validDays: 1 } },
    });
    const listener = await listen('stream=true', { ...organisation, key: key.body.key });
    const closed = listener.closed();
    await service().send('DELETE', `/api/v1/keys/${key.body.id}`, { key: organisation.key });
    clock().advance(checkMilliseconds);
    expect(await closed).toEqual([1008, expect.stringContaining('has ended')]);
  });

  test('once its query is deleted, though another one has its name', async () => {
    const listener = await listen();
    const closed = listener.closed();
    await service().send('DELETE', '/epcis/queries/all', { key: organisation.key });
    clock().advance(checkMilliseconds);
    await named('all', {});
    expect((await closed)[0]).toBe(1000);
  });

  test('when its client sends anything', async () => {
    const listener = await listen();
    const closed = listener.closed();
    listener.socket.send('hello');
    expect((await closed)[0]).toBe(1008);
  });

  test('when its query cannot be answered, and is told why; others go on', async () => {
    await named('too-much', { HASATTR_readPoint: 'cbvmda:name' });
    await subscribers.tellPlaces(organisation, elementsMax + 1, 'gate');
    const [failing, other] = [
      await listen('stream=true', organisation, 'too-much'),
      await listen(),
    ];
    const closed = failing.closed();
    await captured(organisation, 'urn:x:for-the-other');
    expect((await closed)[0]).toBe(1011);
    const { subscriptionID: _, ...problem } = failing.told[0] as unknown as Record<string, unknown>;
    expect(problem).toMatchObject({ code: 'epcis-query-too-wide', queryName: 'too-much' });
    expect(await other.ids(1)).toEqual(['urn:x:for-the-other']);
    other.socket.close();
  });

  test('when its query cannot be answered, and stands in nobody’s way though its client does not answer', async () => {
    await named('too-much', { HASATTR_readPoint: 'cbvmda:name' });
    await subscribers.tellPlaces(organisation, elementsMax + 1, 'gate');
    const failing = await listen('stream=true', organisation, 'too-much');
    const other = await listen();
    failing.socket.pause();
    await captured(organisation, 'urn:x:one');
    await other.ids(1);
    await captured(organisation, 'urn:x:two');
    await other.ids(2);
    expect(service().app.get(OpenSockets, { strict: false }).all).toHaveLength(1);
    failing.socket.terminate();
    other.socket.close();
  });

  test('when its client is not there any more, and not while it is', async () => {
    const path = '/epcis/queries/all/events?stream=true';
    const gone = await opened(connect(path, organisation.key, { autoPong: false }));
    const there = await listen();
    const closed = gone.closed();
    for (let pings = 0; pings < 2; pings += 1) {
      const pinged = new Promise((resolve) => there.socket.once('ping', resolve));
      clock().advance(pingMilliseconds);
      await pinged;
      // Its answer has come as well, once it hears of what was recorded after that.
      await captured(organisation, `urn:x:still-there:${pings}`);
      await there.ids(pings + 1);
    }
    expect((await closed)[0]).toBe(1006);
    expect(there.socket.readyState).toBe(WebSocket.OPEN);
    there.socket.close();
  });

  test('when others took its place while its request was looked at', async () => {
    await named('by-word', { EQ_bizStep: ['inspecting'] });
    for (let i = 1; i < socketsOfOrganisationMax; i += 1) await listen();
    const since = new Date(clock().now()).toISOString();
    const path = `/epcis/queries/by-word/events?stream=true&initialRecordTime=${since}`;
    const held = await subscribers.holdUp();
    const both = [connect(path, organisation.key), connect(path, organisation.key)];
    const closed = both.map((socket) => new Listener(socket).closed());
    await held.until(2);
    await held.end();
    expect((await Promise.race(closed))[0]).toBe(1013);
  });

  test('when its client does not read, so that what waits is bounded', async () => {
    const listener = await listen();
    const witness = await listen();
    listener.socket.pause();
    const long = 'x'.repeat(900_000);
    const large = Array.from({ length: 20 }, (_, i) =>
      eventOf(`urn:x:large:${i}`, { 'ex:note': long }),
    );
    const body = documentOf(large, { ex: 'https://ex.example/' });
    const sent = await service().send('POST', '/epcis/capture', { key: organisation.key, body });
    expect(sent.status).toBe(202);
    await subscribers.follow();
    expect(await witness.ids(20)).toHaveLength(20);
    const closed = listener.closed();
    listener.socket.resume();
    expect((await closed)[0]).not.toBe(1000);
    expect(listener.heard.length).toBeLessThan(20);
    witness.socket.close();
  });
});

test('more than is kept for a report closes its socket, and more than is sent at once opens none', async () => {
  const since = new Date(clock().now()).toISOString();
  const gathering = await listen('month=1');
  const closed = gathering.closed();
  for (const part of [0, 1]) {
    const ids = Array.from({ length: earlierEventsMax / 2 + 1 }, (_, i) => `urn:x:${part}:${i}`);
    const events = ids.map((eventID) => eventOf(eventID));
    const { status } = await subscribers.repository.capture(organisation, ...events);
    expect(status).toBe(202);
  }
  await subscribers.follow();
  expect(await closed).toEqual([1013, expect.stringContaining('until a report')]);
  const path = `/epcis/queries/all/events?stream=true&initialRecordTime=${since}`;
  const refused = await refusal(path, organisation.key);
  expect(refused).toMatchObject({
    ...{ status: 400, body: { errors: [{ pointer: '/initialRecordTime' }] } },
  });
});

describe('a request for a socket is refused like any other:', () => {
  test.each<[string, string, number, string]>([
    ['an unknown query', '/epcis/queries/none/events?stream=true', 404, 'not-found'],
    ['neither stream nor schedule', '/epcis/queries/all/events', 400, 'invalid-epcis-subscription'],
    ['both', '/epcis/queries/all/events?stream=true&hour=1', 400, 'invalid-epcis-subscription'],
    [
      'a filter',
      '/epcis/queries/all/events?stream=true&EQ_action=ADD',
      400,
      'invalid-epcis-subscription',
    ],
    ['no such moment', '/epcis/queries/all/events?hour=25', 400, 'invalid-epcis-subscription'],
    [
      'a wrong time',
      '/epcis/queries/all/events?stream=true&initialRecordTime=noon',
      400,
      'invalid-epcis-subscription',
    ],
  ])('%s', async (_, path, status, code) => {
    const refused = await refusal(path, organisation.key);
    expect([refused.status, refused.body.code]).toEqual([status, code]);
  });

  test('without a key, or for another organisation’s query', async () => {
    const path = '/epcis/queries/all/events?stream=true';
    expect((await refusal(path)).status).toBe(401);
    const stranger = await subscribers.repository.organisation('stranger');
    expect((await refusal(path, stranger.key)).status).toBe(404);
  });

  test('one more than an organisation may have open', async () => {
    const open: Listener[] = [];
    for (let i = 0; i < socketsOfOrganisationMax; i += 1) open.push(await listen());
    const refused = await refusal('/epcis/queries/all/events?stream=true', organisation.key);
    expect([refused.status, refused.body.code]).toEqual([429, 'too-many-epcis-sockets']);
    const [first] = open;
    const closed = first!.closed();
    first!.socket.close();
    await closed;
    open.push(await listen());
    for (const { socket } of open) socket.close();
  });
});

test('the opening of a socket is on record', async () => {
  const listener = await listen();
  const { body } = await service().send<{ items: { action: string; route: string }[] }>(
    'GET',
    '/api/v1/audit',
    { key: organisation.key },
  );
  expect(body.items).toContainEqual(
    expect.objectContaining({ action: 'queries.read', route: '/epcis/queries/:queryName/events' }),
  );
  listener.socket.close();
});

/** Asks as clients do that offer another protocol with every request. */
function askWithUpgrade(
  method: string,
  path: string,
  upgrade: Readonly<Record<string, string>>,
  body?: string,
): Promise<number> {
  const headers = {
    ...{ Authorization: `Bearer ${organisation.key}`, ...upgrade },
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
  };
  return new Promise((resolve, reject) => {
    ask(new URL(path, service().url), { method, headers })
      .once('response', (response) => resolve(response.resume().statusCode ?? 0))
      .once('error', reject)
      .end(body);
  });
}

describe('whoever offers another protocol is answered in this one:', () => {
  const http2 = {
    Connection: 'Upgrade, HTTP2-Settings',
    Upgrade: 'h2c',
    'HTTP2-Settings': 'AAMAAABk',
  };
  const webSocket = {
    ...{ Connection: 'Upgrade', Upgrade: 'websocket' },
    ...{ 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' },
  };

  test('HTTP/2, with a body', async () => {
    const body = JSON.stringify(documentOf([eventOf('urn:x:by-http2')]));
    expect(await askWithUpgrade('POST', '/epcis/capture', http2, body)).toBe(202);
    expect(await askWithUpgrade('GET', '/epcis/queries/all/events', http2)).toBe(200);
  });

  test('a WebSocket where there is none', async () => {
    expect(await askWithUpgrade('GET', '/epcis/queries/all', webSocket)).toBe(200);
    expect(await askWithUpgrade('GET', '/nowhere', webSocket)).toBe(404);
    expect(await askWithUpgrade('GET', '/t/7K2M9Q4XTB3W', webSocket)).toBe(404);
    expect(await askWithUpgrade('POST', '/epcis/queries', webSocket, '{}')).toBe(422);
  });
});

test('a service that stops says so to its sockets', async () => {
  const listener = await listen();
  const closed = listener.closed();
  await service().app.get(SocketTellingService, { strict: false }).beforeApplicationShutdown();
  expect(await closed).toEqual([1001, expect.stringContaining('connect again')]);
});
