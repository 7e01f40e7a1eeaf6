// Goal: whatever fails in whatever order, each event comes to its subscriber at least once and under one id; exactly once where
// nothing fails. Method: two senders on connections of their own, a receiver that answers as the dice say, processes that die.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { elementsMax } from '../../src/epcis/vocabularies/vocabulary.js';
import { lockPosition } from '../../src/log/follower.store.js';
import type { Progress } from '../../src/log/index.js';
import { leaveBehind } from '../../src/epcis/subscriptions/behind.store.js';
import { followerName } from '../../src/epcis/subscriptions/matching.js';
import { Messages } from '../../src/epcis/subscriptions/messages.js';
import type { Sender } from '../../src/epcis/subscriptions/sender.js';
import {
  destinationsOfOrganisationMax,
  leaseSeconds,
  leaseSubscriptions,
} from '../../src/epcis/subscriptions/leases.store.js';
import { takeDelivery } from '../../src/epcis/subscriptions/sending.store.js';
import { WebhookOutgoing } from '../../src/epcis/subscriptions/webhook-outgoing.js';
import { retryWait, triesMax } from '../../src/epcis/subscriptions/retrying.js';
import { Database } from '../../src/platform/index.js';
import { eventIdsOf, Receiver } from './receiver.js';
import type { Organisation } from './repository.js';
import { eventOf, placeOf, Subscribers } from './subscribers.js';

const subscribers = Subscribers.ofTests();
let organisation: Organisation;
let second: Database;
let senders: readonly Sender[];
beforeAll(async () => {
  second = await Database.open({ url: subscribers.repository.service.server.serviceUrl });
  senders = [subscribers.sender(), subscribers.sender({ database: second })];
});
beforeEach(() => begin());
afterAll(() => second?.close());

const hour = 3_600_000;
const clock = () => subscribers.repository.service.clock;
const messages = () => subscribers.receiver.messages;

/** Nobody subscribes. Time goes on by weeks in each run, and keys hold for a year. */
async function begin(): Promise<void> {
  organisation = await subscribers.begin();
}

/** What happens next; a sender is one of the two, or both at once. */
type Happening =
  | { readonly kind: 'capture'; readonly events: number }
  | { readonly kind: 'follow' }
  | { readonly kind: 'follow-twice-at-once' }
  /** Whoever subscribes is matched by itself from here on, as after a query that failed. */
  | { readonly kind: 'leave' }
  | { readonly kind: 'follow-together' }
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | { readonly kind: 'send'; readonly by: readonly number[] }
  | { readonly kind: 'die'; readonly posted: boolean };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ kind: fc.constant('capture' as const), events: fc.integer({ min: 1, max: 3 }) }),
  fc.constant({ kind: 'follow' as const }),
  fc.constant({ kind: 'follow-twice-at-once' as const }),
  fc.constant({ kind: 'leave' as const }),
  fc.constant({ kind: 'follow-together' as const }),
  fc.record({
    kind: fc.constant('wait' as const),
    milliseconds: fc.constantFrom(0, 1_000, 6_000, 120_000, hour),
  }),
  fc.record({ kind: fc.constant('send' as const), by: fc.constantFrom([0], [1], [0, 1], [1, 0]) }),
  fc.record({ kind: fc.constant('die' as const), posted: fc.boolean() }),
);

let captured = 0;

async function happens(what: Happening): Promise<string[]> {
  const { repository } = subscribers;
  const { clock } = repository.service;
  switch (what.kind) {
    case 'capture': {
      const ids = Array.from({ length: what.events }, () => `urn:x:generated:${(captured += 1)}`);
      await subscribers.capture(organisation, ...ids);
      return ids;
    }
    case 'follow':
      await subscribers.follow();
      return [];
    case 'follow-twice-at-once':
      await Promise.all([subscribers.follow(), subscribers.follow()]);
      return [];
    case 'leave':
      await leave();
      return [];
    case 'follow-together':
      await subscribers.followTogether();
      return [];
    case 'wait':
      clock.advance(what.milliseconds);
      return [];
    case 'send':
      await Promise.all(what.by.flatMap((each) => senders[each]?.step() ?? []));
      await Promise.all(senders.map((each) => each.rest()));
      return [];
    case 'die':
      await die(what.posted);
      return [];
  }
}

async function leave(): Promise<void> {
  const { database, clock } = subscribers.repository.service;
  await database.transaction(
    async (tx) => {
      const position = await lockPosition(tx, followerName);
      const left = await tx.query<{ organisationId: string; id: string }>(
        `SELECT organisation_id AS "organisationId", id FROM epcis_subscription
         WHERE match_at IS NULL`,
      );
      await leaveBehind(tx, left, { position, now: new Date(clock.now()) });
    },
    { role: 'fold' },
  );
}

/** A process that has taken a message ends, before or after it has posted it, and writes nothing of that. */
async function die(posted: boolean): Promise<void> {
  const { app, clock, database } = subscribers.repository.service;
  const fold = database.as({ role: 'fold' });
  const now = new Date(clock.now());
  const [leased] = await leaseSubscriptions(fold, { now, most: 1, served: [] });
  const taken = leased && (await takeDelivery(fold, leased, now));
  if (leased === undefined || taken === undefined || !posted) return;
  const outgoing = app.get(WebhookOutgoing, { strict: false });
  await new Messages({ database, clock, outgoing }).post(leased, taken);
}

/** Everything that waits is due once, and again after each wait. */
async function untilAllIsSent(): Promise<void> {
  await subscribers.follow();
  for (let round = 0; round < triesMax; round += 1) {
    await subscribers.send();
    subscribers.repository.service.clock.advance(30 * hour);
  }
}

interface Run {
  readonly happenings: readonly Happening[];
  /** How the receiver answers, one after the other, and well when they are used up; null hangs up. */
  readonly answers: readonly (number | null)[];
}

/** What was captured, and what the receiver took. */
async function run({ happenings, answers }: Run) {
  await begin();
  await subscribers.subscribe(organisation);
  await subscribers.follow();
  const left = [...answers];
  const taken: { readonly id: string; readonly events: readonly string[] }[] = [];
  subscribers.receiver.answering = (message, response) => {
    const answer = left.length > 0 ? left.shift() : 200;
    if (answer === 200) {
      taken.push({ id: String(message.headers['webhook-id']), events: eventIdsOf(message) });
    }
    if (answer !== null) return answer;
    response.destroy();
    return undefined;
  };
  const ids: string[] = [];
  for (const each of happenings) ids.push(...(await happens(each)));
  await untilAllIsSent();
  return { ids, taken };
}

test('each event is taken at least once, under one id', async () => {
  const failing = fc.record({
    happenings: fc.array(happening, { maxLength: 14 }),
    answers: fc.array(fc.constantFrom(200, 500, 503, 429, 302, null), { maxLength: triesMax - 2 }),
  });
  await fc.assert(
    fc.asyncProperty(failing, async (generated) => {
      const { ids, taken } = await run(generated);
      expect([...new Set(taken.flatMap(({ events }) => events))].sort()).toEqual([...ids].sort());
      for (const id of ids) {
        const named = taken.filter(({ events }) => events.includes(id)).map((each) => each.id);
        expect(new Set(named).size).toBe(1);
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);

test('where nothing fails each event is taken once, though two senders and followers run', async () => {
  const sound = fc.record({
    happenings: fc.array(
      happening.filter(({ kind }) => kind !== 'die'),
      { maxLength: 14 },
    ),
    answers: fc.constant([]),
  });
  await fc.assert(
    fc.asyncProperty(sound, async (generated) => {
      const { ids, taken } = await run(generated);
      expect(taken.flatMap(({ events }) => events).sort()).toEqual([...ids].sort());
    }),
    { numRuns: 15 },
  );
}, 120_000);

const byWord = { EQ_bizStep: ['inspecting'] };
async function catchUpOnce(): Promise<Progress> {
  const catchingUp = subscribers.catchingUp();
  const progress = await catchingUp.step();
  await catchingUp.rest();
  return progress;
}

async function subscribedAndLeft(): Promise<void> {
  await subscribers.subscribe(organisation, { stream: true }, byWord);
  await subscribers.follow();
  await leave();
  await subscribers.capture(organisation, 'urn:x:looked-at');
  await subscribers.followTogether();
}

test('who was left behind meets the others again where nothing is between them', async () => {
  await subscribedAndLeft();
  await subscribers.capture(organisation, 'urn:x:meanwhile');
  const held = await subscribers.holdUp();
  const step = catchUpOnce();
  await held.until(1);
  await subscribers.followTogether();
  await held.end();
  await step;
  await subscribers.deliver();
  expect([...subscribers.receiver.eventIds].sort()).toEqual(['urn:x:looked-at', 'urn:x:meanwhile']);
});

test('who was left behind is told once, though a second process goes on with it', async () => {
  await subscribedAndLeft();
  const held = await subscribers.holdUp();
  const first = catchUpOnce();
  await held.until(1);
  expect(await catchUpOnce()).toBe('nothing');
  clock().advance(hour);
  const second = catchUpOnce();
  await held.until(2);
  await held.end();
  await Promise.all([first, second]);
  await subscribers.deliver();
  expect(subscribers.receiver.eventIds).toEqual(['urn:x:looked-at']);
});

test('a destination has one message at a time, however many processes send', async () => {
  await subscribers.subscribe(organisation);
  for (let i = 0; i < 12; i += 1) {
    await subscribers.capture(organisation, `urn:x:one-by-one:${i}`);
    await subscribers.follow();
  }
  subscribers.receiver.open.most = 0;
  await Promise.all(senders.map((sender) => subscribers.send(sender)));
  expect([subscribers.receiver.messages.length, subscribers.receiver.open.most]).toEqual([12, 1]);
});

test('a message of a process that died is nobody else’s until its lease ends', async () => {
  await subscribers.subscribe(organisation);
  await subscribers.capture(organisation, 'urn:x:leased');
  await subscribers.follow();
  await die(false);
  const { clock } = subscribers.repository.service;
  clock.advance(leaseSeconds * 1_000 - 1);
  await subscribers.send();
  expect(subscribers.receiver.messages).toEqual([]);
  clock.advance(1);
  await subscribers.send();
  expect(subscribers.receiver.eventIds).toEqual(['urn:x:leased']);
});

const silences: { readonly silent: Receiver; readonly sender: Sender }[] = [];
afterEach(async () => {
  for (const { silent, sender } of silences.splice(0)) {
    await silent.close();
    await sender.rest();
  }
});

/** A receiver that keeps whoever asks waiting, and a sender that has the patience for it. */
async function silence() {
  const silent = await Receiver.start();
  silent.answering = () => undefined;
  const outgoing = new WebhookOutgoing({
    allowedOrigins: new Set([silent.origin, subscribers.receiver.origin]),
    milliseconds: 60_000,
  });
  const { service } = subscribers.repository;
  /** Made to the receiver that is allowed, and led to the other one. */
  const subscribe = async (by: Organisation) => {
    const { body } = await subscribers.subscribe(by);
    await service.everything.query('UPDATE epcis_subscription SET destination = $1 WHERE id = $2', [
      ...[`${silent.origin}/hook`, body.subscriptionID],
    ]);
  };
  const sender = subscribers.sender({ outgoing });
  silences.push({ silent, sender });
  return { silent, subscribe, sender };
}

test('a destination that does not answer holds back no other', async () => {
  const { silent, subscribe, sender } = await silence();
  await subscribers.subscribe(organisation);
  await subscribe(organisation);
  await subscribers.capture(organisation, 'urn:x:aside:1');
  await subscribers.follow();
  await sender.step();
  await silent.until(1);
  await subscribers.capture(organisation, 'urn:x:aside:2');
  await subscribers.follow();
  while (subscribers.receiver.messages.length < 2) await sender.step();
  expect(subscribers.receiver.eventIds).toEqual(['urn:x:aside:1', 'urn:x:aside:2']);
});

test('an organisation whose destinations are all slow leaves places to others', async () => {
  const { silent, subscribe, sender } = await silence();
  for (let i = 0; i < destinationsOfOrganisationMax + 2; i += 1) await subscribe(organisation);
  const other = await subscribers.repository.organisation('other');
  await subscribers.subscribe(other);
  await subscribers.capture(organisation, 'urn:x:slow');
  await subscribers.capture(other, 'urn:x:served');
  await subscribers.follow();
  const leased = async () => {
    const { everything, clock } = subscribers.repository.service;
    const rows = await everything.query<{ leased: number }>(
      `SELECT count(*)::int AS leased FROM epcis_subscription
       WHERE destination LIKE $1 AND held_until > $2`,
      [`${silent.origin}%`, new Date(clock.now())],
    );
    return rows[0]?.leased;
  };
  await sender.step();
  expect(await leased()).toBe(destinationsOfOrganisationMax);
  await sender.step();
  expect(await leased()).toBe(destinationsOfOrganisationMax);
  await subscribers.receiver.until(1);
  expect(subscribers.receiver.eventIds).toEqual(['urn:x:served']);
});

describe('a query that cannot be answered', () => {
  /** An organisation whose query asks for the attribute of one place more than it may, and how it comes to fewer. */
  async function askingTooMuch(asked: object = {}) {
    const by = await subscribers.repository.organisation('asks too much');
    await subscribers.tellPlaces(by, elementsMax + 1, 'gate');
    const dest = `${subscribers.receiver.origin}/too-much`;
    const query = { HASATTR_readPoint: 'cbvmda:name' };
    const made = await subscribers.subscribe(by, { dest, stream: true, ...asked }, query);
    expect(made.status).toBe(201);
    return { by, ...made, askLess: () => subscribers.tellPlaces(by, elementsMax) };
  }

  async function captureAt(by: Organisation, at: number, eventID: string): Promise<void> {
    clock().advance(1);
    const event = eventOf(eventID, { readPoint: { id: placeOf(at) } });
    expect((await subscribers.repository.capture(by, event)).status).toBe(202);
  }

  const told = () =>
    messages()
      .filter(({ path }) => path === '/too-much')
      .map(({ body }) => JSON.parse(body) as { code?: string; since?: string; until?: string });

  test('stops nobody else’s messages, is told once, and has its own when it can be', async () => {
    clock().set(new Date().toISOString());
    const { by, body, path, askLess } = await askingTooMuch();
    const webhook = new Webhook(String(body.signatureToken));
    await subscribers.subscribe(organisation);
    await subscribers.follow();
    const since = new Date(clock().now() + 1).toISOString();
    await captureAt(by, elementsMax, 'urn:x:late');
    await subscribers.capture(organisation, 'urn:x:heard');
    await subscribers.deliver();
    const [problem, ...others] = messages().filter((each) => each.path === '/too-much');
    expect(others).toEqual([]);
    expect(webhook.verify(problem!.body, problem!.headers as never)).toMatchObject({
      ...{ code: 'epcis-query-too-wide', status: 413, subscriptionID: body.subscriptionID },
      ...{ type: expect.stringMatching(/^http.*\/problems\/epcis-query-too-wide$/), since },
    });
    expect((await subscribers.get(by, path)).body.problem).toMatchObject({ since });
    expect(
      messages()
        .filter((each) => each.path === '/hook')
        .map(eventIdsOf),
    ).toEqual([['urn:x:heard']]);
    for (let tries = 1; tries < 4; tries += 1) {
      clock().advance(retryWait(tries, 1) ?? 0);
      await subscribers.deliver();
    }
    expect(told()).toHaveLength(1);
    await askLess();
    await captureAt(by, elementsMax, 'urn:x:in-time');
    clock().advance(retryWait(4, 1) ?? 0);
    await subscribers.deliver();
    expect(eventIdsOf(messages().at(-1)!)).toEqual(['urn:x:late', 'urn:x:in-time']);
    expect((await subscribers.get(by, path)).body.problem).toBeUndefined();
  });

  test('is passed over after ten tries, says so, and goes on with what comes then', async () => {
    clock().set('2026-12-10T00:00:00Z');
    const { by, path, askLess } = await askingTooMuch({ stream: false, schedule: { month: '1' } });
    await captureAt(by, elementsMax, 'urn:x:passed-over');
    await subscribers.deliver();
    for (let tries = 1; tries < triesMax; tries += 1) {
      expect((await subscribers.get(by, path)).body.problem?.until).toBeUndefined();
      clock().advance(retryWait(tries, 1) ?? 0);
      await subscribers.deliver();
    }
    const until = new Date(clock().now()).toISOString();
    expect((await subscribers.get(by, path)).body.problem).toMatchObject({ until });
    expect(told()).toEqual([
      expect.not.objectContaining({ until: expect.anything() }),
      expect.objectContaining({ code: 'epcis-query-too-wide', until }),
    ]);
    await askLess();
    await captureAt(by, elementsMax, 'urn:x:afterwards');
    await subscribers.deliver();
    clock().set('2027-01-01T00:00:00Z');
    await subscribers.deliver();
    expect(eventIdsOf(messages().at(-1)!)).toEqual(['urn:x:afterwards']);
  });

  test('that uses up what PostgreSQL gives is told from a database out of reach', async () => {
    const { everything } = subscribers.repository.service;
    await subscribers.tellPlaces(organisation, 1, 'gate');
    const query = { HASATTR_readPoint: 'cbvmda:name' };
    await subscribers.subscribe(organisation, { stream: true }, query);
    await subscribers.follow();
    const event = eventOf('urn:x:costly', { readPoint: { id: placeOf(0) } });
    await subscribers.repository.capture(organisation, event);
    // What PostgreSQL answers where a query needs more than its bounds allow: 53400, configuration_limit_exceeded.
    await everything.query(`CREATE FUNCTION used_up() RETURNS boolean LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'used up' USING ERRCODE = '53400'; END $$`);
    await everything.query(`CREATE POLICY used_up ON vocabulary_element AS RESTRICTIVE FOR SELECT
      TO furrow_fold USING (used_up())`);
    await subscribers.followTogether();
    expect(await catchUpOnce()).toBe('more');
    const [kept] = await everything.query(
      'SELECT match_failures AS failures FROM epcis_subscription',
    );
    expect(kept).toEqual({ failures: 1 });
    await everything.query('DROP POLICY used_up ON vocabulary_element');
    await everything.query('DROP FUNCTION used_up()');
    clock().advance(retryWait(1, 1) ?? 0);
    await subscribers.deliver();
    expect(
      subscribers.receiver.messages.filter(({ json }) => 'epcisBody' in json).flatMap(eventIdsOf),
    ).toEqual(['urn:x:costly']);
  });

  test('makes nobody of another organisation wait that is behind as well', async () => {
    const { by } = await askingTooMuch();
    await subscribers.subscribe(organisation);
    await captureAt(by, 0, 'urn:x:failing');
    await subscribers.deliver();
    clock().advance(retryWait(1, 1) ?? 0);
    const { everything } = subscribers.repository.service;
    await everything.query(
      'UPDATE epcis_subscription SET match_at = $1 WHERE match_at IS NULL AND match_failures = 0',
      [new Date(clock().now())],
    );
    const catchingUp = subscribers.catchingUp();
    expect([await catchingUp.step(), await catchingUp.step()]).toEqual(['more', 'more']);
    await catchingUp.rest();
    const behind = await everything.query(
      'SELECT FROM epcis_subscription WHERE match_at IS NOT NULL',
    );
    expect(behind).toHaveLength(1);
  });

  test('in time makes nobody wait for longer, and misses nothing by it', async () => {
    const { everything } = subscribers.repository.service;
    await subscribers.capture(organisation, 'urn:x:earlier');
    const initialRecordTime = new Date(clock().now()).toISOString();
    await subscribers.number();
    await subscribers.subscribe(organisation, { stream: true }, byWord);
    await subscribers.subscribe(organisation, {
      ...{ stream: true, dest: `${subscribers.receiver.origin}/quick` },
    });
    await subscribers.follow();
    const { path } = await subscribers.subscribe(
      organisation,
      { stream: true, initialRecordTime, dest: `${subscribers.receiver.origin}/from-earlier` },
      byWord,
    );
    await subscribers.capture(organisation, 'urn:x:new');
    const held = await subscribers.holdUp();
    await subscribers.followTogether();
    await held.end();
    const quick = async () => {
      await subscribers.send();
      return messages().map((each) => `${each.path} ${eventIdsOf(each).join(' ')}`);
    };
    expect(await quick()).toEqual(['/quick urn:x:new']);
    const [left] = await everything.query<{ behind: number }>(
      'SELECT count(match_at)::int AS behind FROM epcis_subscription',
    );
    expect(left).toEqual({ behind: 2 });
    await subscribers.catchUp();
    expect((await quick()).sort()).toEqual([
      '/from-earlier urn:x:earlier urn:x:new',
      '/hook urn:x:new',
      '/quick urn:x:new',
    ]);
    expect((await subscribers.get(organisation, path)).body.problem).toBeUndefined();
    await subscribers.capture(organisation, 'urn:x:newer');
    await subscribers.followTogether();
    expect((await quick()).slice(-3).sort()).toEqual(
      ['/from-earlier', '/hook', '/quick'].map((to) => `${to} urn:x:newer`),
    );
  }, 15_000); // Else a lock is waited for, 20 s each.
});
