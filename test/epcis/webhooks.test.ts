// Goal: what a named query finds comes to its subscribers, signed, each event once, as they may see it when it is sent.
import type { ServerResponse } from 'node:http';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { retryWait, triesMax } from '../../src/epcis/subscriptions/retrying.js';
import { bytesOfMessageMax, subscriptionsMax } from '../../src/epcis/subscriptions/subscription.js';
import { WebhookOutgoing } from '../../src/epcis/subscriptions/webhook-outgoing.js';
import { schemaFaults } from './schema-oracle.js';
import { eventIdsOf, type Message } from './receiver.js';
import { documentOf, type Organisation } from './repository.js';
import { allowedForSigningIn, eventOf, Subscribers } from './subscribers.js';

const subscribers = Subscribers.ofTests();
let organisation: Organisation;
beforeEach(async () => {
  organisation = await subscribers.begin();
});

const hour = 3_600_000;
const token = '13df38d8275b13f05704629e5f1cf3d45d6132d5';

const clock = () => subscribers.repository.service.clock;
const messages = () => subscribers.receiver.messages;
const header = ({ headers }: Message, name: string) => String(headers[name]);

describe('a message', () => {
  test('is an EPCISQueryDocument of the query and the subscription', async () => {
    const { body } = await subscribers.subscribe(organisation, { stream: true });
    await subscribers.capture(organisation, 'urn:x:1');
    await subscribers.deliver();
    const [message] = messages();
    expect(message!.path).toBe('/hook');
    expect(message!.headers['content-type']).toBe('application/json');
    expect(schemaFaults(message!.json)).toEqual([]);
    expect(message!.json.epcisBody.queryResults).toMatchObject({
      subscriptionID: body.subscriptionID,
      queryName: expect.any(String),
      resultsBody: { eventList: [{ eventID: 'urn:x:1', recordTime: expect.any(String) }] },
    });
  });

  test.each([
    ['a secret of the client', token, new Webhook(token, { format: 'raw' })],
    ['a secret as Standard Webhooks writes it', `whsec_${'QUJD'.repeat(8)}`, undefined],
  ])('is signed with %s, as the library of Standard Webhooks reads it', async (_, secret, by) => {
    clock().set(new Date().toISOString());
    const { body } = await subscribers.subscribe(organisation, {
      ...{ stream: true, signatureToken: secret },
    });
    expect(body.signatureToken).toBeUndefined();
    await subscribers.capture(organisation, `urn:x:signed:${secret}`);
    await subscribers.deliver();
    const [message] = messages();
    const webhook = by ?? new Webhook(secret);
    expect(webhook.verify(message!.body, message!.headers as never)).toEqual(message!.json);
    expect(header(message!, 'gs1-signature')).toBe(header(message!, 'webhook-signature'));
    expect(() => webhook.verify(`${message!.body} `, message!.headers as never)).toThrow();
  });

  test('is signed with a secret of ours that is told once, where the client has none', async () => {
    const { body, path } = await subscribers.subscribe(organisation);
    const secret = String(body.signatureToken);
    await subscribers.capture(organisation, 'urn:x:told');
    await subscribers.deliver();
    const [message] = messages();
    const at = new Date(Number(header(message!, 'webhook-timestamp')) * 1_000);
    const signature = new Webhook(secret).sign(header(message!, 'webhook-id'), at, message!.body);
    expect(header(message!, 'webhook-signature')).toBe(signature);
    const told = await subscribers.get<object>(organisation, path);
    expect(JSON.stringify(told.body)).not.toContain(secret.slice(6));
  });
});

test('identifiers are written as whoever subscribed asked for, and the subscription says how', async () => {
  const format = { 'GS1-EPC-Format': 'Always_GS1_Digital_Link' };
  const asked = { dest: `${subscribers.receiver.origin}/links`, stream: true };
  const { body } = await subscribers.subscribe(organisation, asked, {}, format);
  const plain = await subscribers.subscribe(organisation);
  expect([body.epcFormat, plain.body.epcFormat]).toEqual([
    ...['Always_GS1_Digital_Link', 'Never_Translates'],
  ]);
  await subscribers.capture(organisation, 'urn:x:written');
  await subscribers.deliver();
  const classes = Object.fromEntries(
    messages().map(({ path, body: text }) => [path, /"epcClass":"([^"]+)"/.exec(text)?.[1]]),
  );
  expect(classes).toEqual({
    '/links': 'https://id.gs1.org/01/10614141073464/10/L1',
    '/hook': 'urn:epc:class:lgtin:0614141.107346.L1',
  });
  const unknown = await subscribers.subscribe(organisation, asked, {}, { 'GS1-EPC-Format': 'Any' });
  expect([unknown.status, unknown.body.code]).toEqual([400, 'invalid-epcis-header']);
});

describe('a stream', () => {
  test('brings each event that the query finds once, and no other', async () => {
    await subscribers.subscribe(
      organisation,
      { stream: true },
      { EQ_eventID: ['urn:x:b', 'urn:x:c'] },
    );
    await subscribers.capture(organisation, 'urn:x:a', 'urn:x:b');
    await subscribers.capture(organisation, 'urn:x:c');
    await subscribers.deliver();
    await subscribers.deliver();
    expect(subscribers.receiver.eventIds).toEqual(['urn:x:b', 'urn:x:c']);
  });

  test('brings what the feed tells after its making, and nothing before', async () => {
    await subscribers.capture(organisation, 'urn:x:before');
    await subscribers.number();
    await subscribers.subscribe(organisation);
    await subscribers.capture(organisation, 'urn:x:after');
    await subscribers.deliver();
    expect(subscribers.receiver.eventIds).toEqual(['urn:x:after']);
  });

  test('misses nothing that the feed had not told when it was made', async () => {
    await subscribers.capture(organisation, 'urn:x:on-its-way');
    await subscribers.subscribe(organisation);
    await subscribers.deliver();
    expect(subscribers.receiver.eventIds).toEqual(['urn:x:on-its-way']);
  });

  test('begins at its initialRecordTime, with each event once', async () => {
    await subscribers.capture(organisation, 'urn:x:long-ago');
    clock().advance(hour);
    const initialRecordTime = new Date(clock().now()).toISOString();
    await subscribers.capture(organisation, 'urn:x:followed');
    await subscribers.follow();
    await subscribers.capture(organisation, 'urn:x:waiting');
    const { body } = await subscribers.subscribe(organisation, { stream: true, initialRecordTime });
    expect(body.minRecordTime).toBe(initialRecordTime);
    await subscribers.capture(organisation, 'urn:x:later');
    await subscribers.deliver();
    expect([...subscribers.receiver.eventIds].sort()).toEqual([
      ...['urn:x:followed', 'urn:x:later', 'urn:x:waiting'],
    ]);
  });

  test('misses no earlier event for others that were captured meanwhile and bear earlier times', async () => {
    const many = (name: string, count: number) =>
      Array.from({ length: count }, (_, i) => `urn:x:${name}:${i}`);
    const initialRecordTime = new Date(clock().now()).toISOString();
    clock().advance(1_000);
    await subscribers.capture(organisation, ...many('earlier', 300));
    await subscribers.number();
    await subscribers.subscribe(organisation, { stream: true, initialRecordTime });
    clock().advance(-1_000);
    await subscribers.capture(organisation, ...many('meanwhile', 1_000));
    clock().advance(1_000);
    await subscribers.deliver();
    const told = subscribers.receiver.eventIds;
    expect(told.length).toBe(1_300);
    expect(new Set(told)).toEqual(new Set([...many('earlier', 300), ...many('meanwhile', 1_000)]));
  });

  test('tells a declaration that an event was in error', async () => {
    await subscribers.subscribe(organisation, { stream: true }, { EXISTS_errorDeclaration: true });
    await subscribers.capture(organisation, 'urn:x:wrong');
    const errorDeclaration = {
      declarationTime: '2026-11-21T08:00:00+08:00',
      reason: 'did_not_occur',
    };
    await subscribers.repository.capture(
      organisation,
      eventOf('urn:x:wrong', { errorDeclaration }),
    );
    await subscribers.deliver();
    expect(messages().flatMap(eventIdsOf)).toEqual(['urn:x:wrong']);
  });

  test('tells whom an event names that it was in error, though the declaration does not name them', async () => {
    const buyer = await subscribers.repository.organisation('buyer');
    await subscribers.subscribe(buyer);
    const end = { type: 'owning_party', destination: `urn:uuid:${buyer.partyId}` };
    const errorDeclaration = { declarationTime: '2026-11-21T08:00:00+08:00' };
    clock().advance(1);
    await subscribers.repository.capture(
      organisation,
      eventOf('urn:x:sold', { destinationList: [end] }),
      eventOf('urn:x:sold', { errorDeclaration }),
    );
    await subscribers.deliver();
    expect(messages().flatMap(eventIdsOf)).toEqual(['urn:x:sold', 'urn:x:sold']);
  });

  test('of somebody who may not see an event brings nothing of it', async () => {
    const stranger = await subscribers.repository.organisation('stranger');
    await subscribers.subscribe(stranger);
    await subscribers.capture(organisation, 'urn:x:secret');
    await subscribers.deliver();
    expect(messages()).toEqual([]);
  });

  test('of somebody who lost the right since an event was matched brings nothing of it', async () => {
    const { service } = subscribers.repository;
    const overseer = await subscribers.repository.organisation('oversees', {
      ...{ roles: ['regulator'], jurisdiction: '000000' },
    });
    await subscribers.subscribe(overseer);
    await subscribers.capture(organisation, 'urn:x:overseen');
    await subscribers.deliver();
    expect(subscribers.receiver.eventIds).toEqual(['urn:x:overseen']);
    await subscribers.capture(organisation, 'urn:x:overseen-no-more');
    await subscribers.follow();
    await service.everything.query('UPDATE organisation SET oversees = NULL WHERE party_id = $1', [
      overseer.partyId,
    ]);
    await subscribers.send();
    expect(subscribers.receiver.eventIds).toEqual(['urn:x:overseen']);
    const waiting = await service.everything.query(
      'SELECT FROM epcis_delivery WHERE delivered_at IS NULL',
    );
    expect(waiting).toEqual([]);
  });

  test('brings many events of one capture in messages of so many', async () => {
    await subscribers.subscribe(organisation);
    const ids = Array.from({ length: 120 }, (_, i) => `urn:x:many:${i}`);
    await subscribers.capture(organisation, ...ids);
    await subscribers.deliver();
    expect(messages().map((each) => eventIdsOf(each).length)).toEqual([50, 50, 20]);
    expect([...subscribers.receiver.eventIds].sort()).toEqual([...ids].sort());
  });

  test('brings long events in messages of so many bytes', async () => {
    await subscribers.subscribe(organisation);
    const ids = Array.from({ length: 5 }, (_, i) => `urn:x:long:${i}`);
    const note = { 'ex:note': 'x'.repeat(bytesOfMessageMax * 0.4) };
    const long = ids.map((id) => eventOf(id, note));
    const body = documentOf(long, { ex: 'https://ex.example/' });
    clock().advance(1);
    const captured = await subscribers.post(organisation, '/epcis/capture', body);
    expect(captured.status).toBe(202);
    await subscribers.deliver();
    expect(messages().map((each) => eventIdsOf(each).length)).toEqual([2, 2, 1]);
    expect([...subscribers.receiver.eventIds].sort()).toEqual(ids);
  });

  test('ends with its query, with its subscription, and with its organisation', async () => {
    const { path } = await subscribers.subscribe(organisation);
    const other = await subscribers.subscribe(organisation);
    await subscribers.capture(organisation, 'urn:x:last');
    await subscribers.follow();
    const { service } = subscribers.repository;
    const remove = (address: string) => service.send('DELETE', address, { key: organisation.key });
    expect((await remove(path)).status).toBe(204);
    expect((await remove(other.path.replace(/\/subscriptions.*/, ''))).status).toBe(204);
    expect((await subscribers.get(organisation, other.path)).status).toBe(404);
    const ended = await subscribers.repository.organisation('ended');
    await subscribers.subscribe(ended);
    await subscribers.capture(ended, 'urn:x:of-ended');
    await subscribers.follow();
    await service.everything.query('UPDATE organisation SET ended_at = now() WHERE party_id = $1', [
      ended.partyId,
    ]);
    await subscribers.send();
    expect(messages()).toEqual([]);
  });
});

describe('what is not taken', () => {
  test('is sent again with the same id, later and later for three days, and then given up', async () => {
    const { path } = await subscribers.subscribe(organisation);
    await subscribers.capture(organisation, 'urn:x:unlucky');
    subscribers.receiver.answering = () => 503;
    await subscribers.deliver();
    const began = clock().now();
    const waits: number[] = [];
    for (let tries = 1; tries < triesMax; tries += 1) {
      const [least = 0, most = 0] = [0, 1].map((chance) => retryWait(tries, chance));
      clock().advance(least - 1);
      await subscribers.send();
      expect(messages()).toHaveLength(tries);
      clock().advance(most - least + 1);
      await subscribers.send();
      expect(messages()).toHaveLength(tries + 1);
      waits.push(most);
    }
    expect(clock().now() - began).toBeGreaterThan(72 * hour);
    expect(new Set(messages().map((each) => header(each, 'webhook-id'))).size).toBe(1);
    clock().advance(100 * hour);
    await subscribers.send();
    expect(messages()).toHaveLength(triesMax);
    const dead = await subscribers.get<object[]>(organisation, `${path}/dead-letters`);
    expect(dead.body).toEqual([
      {
        ...{
          id: header(messages()[0]!, 'webhook-id'),
          events: 1,
          attempts: triesMax,
          lastStatus: 503,
        },
        ...{ madeAt: new Date(began).toISOString(), deadAt: expect.any(String) },
      },
    ]);
  });

  test('does not hold back what goes elsewhere, nor what comes after it', async () => {
    const { receiver } = subscribers;
    const other = await subscribers.repository.organisation('other');
    await subscribers.subscribe(organisation);
    await subscribers.subscribe(other, { stream: true, dest: `${receiver.origin}/other` });
    await subscribers.capture(organisation, 'urn:x:poison');
    receiver.answering = (message) => (eventIdsOf(message).includes('urn:x:poison') ? 500 : 200);
    await subscribers.deliver();
    await subscribers.capture(organisation, 'urn:x:next');
    await subscribers.capture(other, 'urn:x:others');
    clock().advance(2_000);
    await subscribers.deliver();
    expect(receiver.eventIds).toEqual(['urn:x:poison', expect.any(String), expect.any(String)]);
    expect([...receiver.eventIds].sort()).toEqual(['urn:x:next', 'urn:x:others', 'urn:x:poison']);
  });

  test('lets its destination rest for a moment, and goes on with what came meanwhile', async () => {
    await subscribers.subscribe(organisation);
    await subscribers.capture(organisation, 'urn:x:refused');
    subscribers.receiver.answering = (message) =>
      eventIdsOf(message).includes('urn:x:refused') ? 500 : 200;
    await subscribers.deliver();
    await subscribers.capture(organisation, 'urn:x:meanwhile');
    await subscribers.deliver();
    expect(subscribers.receiver.eventIds).toEqual(['urn:x:refused']);
    clock().advance(1_200);
    await subscribers.deliver();
    expect(subscribers.receiver.eventIds).toEqual(['urn:x:refused', 'urn:x:meanwhile']);
  });

  test('with 410 ends the subscription', async () => {
    const { path } = await subscribers.subscribe(organisation);
    await subscribers.capture(organisation, 'urn:x:gone');
    subscribers.receiver.answering = () => 410;
    await subscribers.deliver();
    await subscribers.capture(organisation, 'urn:x:unsent');
    clock().advance(1_000 * hour);
    await subscribers.deliver();
    expect(subscribers.receiver.eventIds).toEqual(['urn:x:gone']);
    expect((await subscribers.get(organisation, path)).body.endedAt).toEqual(expect.any(String));
    const again = await subscribers.post(organisation, `${path}/replay`, {
      from: '2026-01-01T00:00:00Z',
    });
    expect([again.status, again.body.code]).toEqual([409, 'epcis-subscription-ended']);
  });

  test('with 413 comes again in halves', async () => {
    await subscribers.subscribe(organisation);
    const ids = Array.from({ length: 10 }, (_, i) => `urn:x:half:${i}`);
    await subscribers.capture(organisation, ...ids);
    subscribers.receiver.answering = (message) => (eventIdsOf(message).length > 3 ? 413 : 200);
    await subscribers.deliver();
    const taken = messages().filter((each) => eventIdsOf(each).length <= 3);
    expect(taken.flatMap(eventIdsOf).sort()).toEqual([...ids].sort());
  });

  test.each<[string, (response: ServerResponse) => unknown]>([
    [
      'a redirect, which is not followed',
      (response) =>
        response.writeHead(307, { Location: `${subscribers.receiver.origin}/elsewhere` }).end(),
    ],
    ['an answer that does not end', (response) => response.writeHead(200).write('half')],
  ])('is %s, and comes again', async (_, answer) => {
    const outgoing = new WebhookOutgoing({
      ...{ allowedOrigins: new Set([subscribers.receiver.origin]), milliseconds: 300 },
    });
    await subscribers.subscribe(organisation);
    await subscribers.capture(organisation, 'urn:x:not-taken');
    await subscribers.follow();
    subscribers.receiver.answering = ({ path }, response) => {
      if (path === '/hook') answer(response);
      return path === '/hook' ? undefined : 204;
    };
    await subscribers.send(subscribers.sender({ outgoing }));
    expect(messages().map(({ path }) => path)).toEqual(['/hook']);
    subscribers.receiver.answering = () => 204;
    clock().advance(retryWait(1, 1) ?? 0);
    await subscribers.send();
    expect(messages().map(({ path }) => path)).toEqual(['/hook', '/hook']);
  });
});

describe('replay', () => {
  test('sends what was made in a time again, taken or given up, under the ids it had', async () => {
    const { path } = await subscribers.subscribe(organisation);
    const times: string[] = [];
    for (const id of ['urn:x:r1', 'urn:x:r2', 'urn:x:r3']) {
      times.push(new Date(clock().now()).toISOString());
      await subscribers.capture(organisation, id);
      await subscribers.deliver();
      clock().advance(hour);
    }
    const idsBefore = messages().map((each) => header(each, 'webhook-id'));
    const [, from = '', to = ''] = times;
    const { status, body } = await subscribers.post<object>(organisation, `${path}/replay`, {
      ...{ from, to },
    });
    expect([status, body]).toEqual([202, { messages: 1 }]);
    await subscribers.send();
    expect(subscribers.receiver.eventIds).toEqual(['urn:x:r1', 'urn:x:r2', 'urn:x:r3', 'urn:x:r2']);
    expect(header(messages()[3]!, 'webhook-id')).toBe(idsBefore[1]);
    const rest = await subscribers.post<object>(organisation, `${path}/replay`, { from });
    expect(rest.body).toEqual({ messages: 2 });
  });
});

describe('a schedule', () => {
  test('reports once at its moment what came since the last, and nothing where nothing came', async () => {
    clock().set('2026-12-01T00:30:00Z');
    const { body } = await subscribers.subscribe(organisation, {
      schedule: { hour: '1', minute: '5' },
    });
    expect(body.nextAt).toBe('2026-12-01T01:05:00.000Z');
    await subscribers.capture(organisation, 'urn:x:s1');
    await subscribers.follow();
    await subscribers.capture(organisation, 'urn:x:s2');
    await subscribers.deliver();
    expect(messages()).toEqual([]);
    clock().set('2026-12-01T01:05:00Z');
    await subscribers.deliver();
    expect(messages().map(eventIdsOf)).toEqual([['urn:x:s1', 'urn:x:s2']]);
    clock().set('2026-12-02T01:05:00Z');
    await subscribers.deliver();
    expect(messages()).toHaveLength(1);
  });

  test('reports nothing, too, where that is asked for: once, however long nobody ran', async () => {
    clock().set('2026-12-05T00:00:30Z');
    const { path } = await subscribers.subscribe(organisation, {
      ...{ schedule: { second: '0' }, reportIfEmpty: true },
    });
    clock().set('2026-12-05T00:01:00Z');
    await subscribers.deliver();
    expect(messages().map(eventIdsOf)).toEqual([[]]);
    clock().set('2026-12-05T05:00:00Z');
    await subscribers.deliver();
    await subscribers.deliver();
    expect(messages()).toHaveLength(2);
    const { body } = await subscribers.get(organisation, path);
    expect(body.nextAt).toBe('2026-12-05T05:01:00.000Z');
    expect(body.lastNotifiedAt).toBe('2026-12-05T05:00:00.000Z');
  });
});

describe('a subscription', () => {
  test.each<[string, object, string]>([
    ['to an address within', { dest: 'https://10.0.0.7/hook', stream: true }, '/dest'],
    [
      'to an address that is allowed for signing in',
      { dest: `${allowedForSigningIn}/hook`, stream: true },
      '/dest',
    ],
    ['to an address without TLS', { dest: 'http://hooks.example/', stream: true }, '/dest'],
    ['to no address', { dest: 'hook', stream: true }, '/dest'],
    ['to one with a password', { dest: 'https://a:b@hooks.example/', stream: true }, '/dest'],
    ['with a short secret', { signatureToken: 'x'.repeat(23), stream: true }, '/signatureToken'],
    ['with half a secret', { signatureToken: 'whsec_QUJDR', stream: true }, '/signatureToken'],
    ['with neither stream nor schedule', {}, '/stream'],
    ['with stream: false', { stream: false }, '/stream'],
    ['with both', { stream: true, schedule: { hour: '1' } }, '/schedule'],
    ['with an empty schedule', { schedule: {} }, '/schedule'],
    ['with a minute that is none', { schedule: { minute: '60' } }, '/schedule/minute'],
    ['with a day that never comes', { schedule: { dayOfMonth: '31', month: '2' } }, '/schedule'],
    ['with a stream of nothing', { stream: true, reportIfEmpty: true }, '/reportIfEmpty'],
    [
      'from the future',
      { stream: true, initialRecordTime: '2030-01-01T00:00:00Z' },
      '/initialRecordTime',
    ],
  ])('%s is refused', async (_, asked, pointer) => {
    const { status, body } = await subscribers.subscribe(organisation, asked);
    expect([status, body.code, body.errors.map((each) => each.pointer)]).toEqual([
      ...[400, 'invalid-epcis-subscription', [pointer]],
    ]);
  });

  test('to a query of so many events is refused', async () => {
    const limited = { eventCountLimit: 5, orderBy: 'eventTime' };
    const { status, body } = await subscribers.subscribe(organisation, { stream: true }, limited);
    expect([status, body.code]).toEqual([400, 'invalid-epcis-subscription']);
  });

  test('is one of so many', async () => {
    for (let i = 0; i < subscriptionsMax; i += 1) {
      expect((await subscribers.subscribe(organisation)).status).toBe(201);
    }
    const { status, body } = await subscribers.subscribe(organisation);
    expect([status, body.code]).toEqual([409, 'too-many-epcis-subscriptions']);
  });

  test('is listed under its query, and found under no other', async () => {
    const one = await subscribers.subscribe(organisation);
    const other = await subscribers.subscribe(organisation);
    const list = one.path.replace(/\/[^/]+$/, '');
    const { body } = await subscribers.get<{ subscriptionID: string }[]>(organisation, list);
    expect(body.map(({ subscriptionID }) => subscriptionID)).toEqual([one.body.subscriptionID]);
    const misplaced = `${list}/${other.body.subscriptionID}`;
    expect((await subscribers.get(organisation, misplaced)).status).toBe(404);
  });
});
