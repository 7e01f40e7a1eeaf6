// Goal: messages are given up and taken away at their stated ages and not before, and what signs them is read by the sender alone.
import { beforeEach, expect, test } from '@jest/globals';
import { DeliveryKeeper } from '../../src/epcis/subscriptions/delivery-keeper.js';
import { waitingHoursMax } from '../../src/epcis/subscriptions/retrying.js';
import { deliveryDays } from '../../src/epcis/subscriptions/subscription.js';
import type { Organisation } from './repository.js';
import { Subscribers } from './subscribers.js';

const subscribers = Subscribers.ofTests();
let organisation: Organisation;
beforeEach(async () => {
  organisation = await subscribers.begin();
});

const hour = 3_600_000;
const service = () => subscribers.repository.service;
const keep = () => service().app.get(DeliveryKeeper, { strict: false }).step();

interface Kept {
  readonly waiting: number;
  readonly dead: number;
  readonly delivered: number;
}

async function kept(): Promise<Kept> {
  const [row] = await service().everything.query<Kept>(
    `SELECT count(*) FILTER (WHERE dead_at IS NULL AND delivered_at IS NULL)::int AS waiting,
       count(dead_at)::int AS dead, count(delivered_at)::int AS delivered
     FROM epcis_delivery`,
  );
  return row!;
}

test('a message that waits is given up at its age, and no other', async () => {
  const { path } = await subscribers.subscribe(organisation);
  await subscribers.capture(organisation, 'urn:x:delivered');
  await subscribers.deliver();
  subscribers.receiver.answering = () => 500;
  await subscribers.capture(organisation, 'urn:x:waits');
  await subscribers.deliver();
  service().clock.advance(waitingHoursMax * hour);
  await keep();
  expect(await kept()).toEqual({ waiting: 1, dead: 0, delivered: 1 });
  service().clock.advance(1);
  await keep();
  expect(await kept()).toEqual({ waiting: 0, dead: 1, delivered: 1 });
  const again = await subscribers.post<object>(organisation, `${path}/replay`, {
    from: '2026-01-01T00:00:00Z',
  });
  expect(again.body).toEqual({ messages: 2 });
  await keep();
  expect(await kept()).toEqual({ waiting: 2, dead: 0, delivered: 0 });
});

test('what a schedule gathers for longer than that is sent at its moment', async () => {
  service().clock.set('2026-11-23T12:00:00Z'); // a Monday
  await subscribers.subscribe(organisation, { schedule: { dayOfWeek: '1', hour: '6' } });
  await subscribers.capture(organisation, 'urn:x:weekly');
  await subscribers.deliver();
  service().clock.advance((waitingHoursMax + 1) * hour);
  await keep();
  expect(await kept()).toEqual({ waiting: 1, dead: 0, delivered: 0 });
  service().clock.set('2026-11-30T06:00:00Z');
  await subscribers.deliver();
  expect(subscribers.receiver.eventIds).toEqual(['urn:x:weekly']);
});

test('messages are taken away at their age, whatever became of them', async () => {
  await subscribers.subscribe(organisation);
  await subscribers.capture(organisation, 'urn:x:old');
  await subscribers.deliver();
  service().clock.advance(deliveryDays * 24 * hour);
  await keep();
  expect((await kept()).delivered).toBe(1);
  service().clock.advance(1);
  await keep();
  expect((await kept()).delivered).toBe(0);
});

test('whoever may not have it reads no secret, whatever is asked for', async () => {
  await subscribers.subscribe(organisation);
  for (const role of ['app', 'gate', 'keeper', 'trace', 'public'] as const) {
    const asked = service().database.as({ role }).query('SELECT secret FROM epcis_subscription');
    await expect(asked).rejects.toThrow(/permission denied/);
  }
});
