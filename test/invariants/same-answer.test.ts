// Invariant 5 of the design.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { stateOf } from '../cases/own-views.js';
import { World, type Body } from '../cases/world.js';

let service: World;
let world: World;
let eventId: string;
beforeAll(async () => {
  service = await World.start();
});
beforeEach(async () => {
  world = service.another();
  eventId = `urn:uuid:${world.service.random.uuid()}`;
  await world.make('F', 'A', '100', { hour: 1 });
  await world.trader('P');
});
afterAll(() => service?.close());

const ships = (amount: number, more: Body = {}) =>
  world.ship('F', 'P', `A ${amount}`, 2, { eventId, ...more });

test('Same request, same answer: for ever', async () => {
  const first = await ships(10);
  expect(first.status).toBe(201);
  world.service.clock.advance(300 * 24 * 3_600_000);
  const again = await ships(10);
  expect(again.status).toBe(200);
  expect(again.body).toEqual({ ...first.body, repeated: true });
  expect(await stateOf(world)).toEqual(['F->P: A 10', 'F: A 90']);
});

test('Same request, same answer: twenty at once are one', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => ships(10)));
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array.from({ length: 19 }, () => 200), 201]);
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect(await stateOf(world)).toEqual(['F->P: A 10', 'F: A 90']);
});

test('Same request, same answer: other content under the id is refused, naming the field', async () => {
  await ships(10);
  const other = await ships(11);
  expect(other.status).toBe(409);
  expect(other.body).toMatchObject({ code: 'event-differs' });
  const [{ pointer }] = other.body.errors as [{ pointer: string }];
  expect(pointer).toBe('/quantityList');
  expect(await stateOf(world)).toEqual(['F->P: A 10', 'F: A 90']);
});

test('Same request, same answer: an event and its declaration are told apart, each repeatable', async () => {
  const first = await ships(10);
  const declare = () => world.tell('F', { activity: 'declare-error', of: eventId, reason: 'no' });
  const declared = await declare();
  expect(declared.status).toBe(201);
  expect((await declare()).body).toEqual({ ...declared.body, repeated: true });
  expect((await ships(10)).body).toEqual({ ...first.body, repeated: true });
  expect(await stateOf(world)).toEqual(['F: A 100']);
});

test('Same request, same answer: the same id from another organisation is its own copy', async () => {
  const shipping = await world.shipping('F', 'P', 'A 10', 2);
  await world.capture('F', shipping);
  await world.capture('P', shipping);
  await world.capture('P', { ...shipping, disposition: 'in_transit', eventID: eventId });
  expect(await stateOf(world)).toEqual(['F->P: A 10', 'F: A 90']);
});

test('Same request, same answer: without an id the content is the id', async () => {
  const sells = (value: string) =>
    world.tell('F', { activity: 'sell', at: world.at(3), goods: world.goods(`A ${value}`) });
  const first = await sells('1');
  expect((await sells('1')).body).toEqual({ ...first.body, repeated: true });
  expect((await sells('2')).status).toBe(201);
  expect(await stateOf(world)).toEqual(['F: A 97']);
});

test('Same request, same answer: a repeat means the time of the first copy where it says none', async () => {
  const sells = (more: Body = {}) =>
    world.tell('F', { activity: 'sell', goods: world.goods('A 1'), eventId, ...more });
  const first = await sells();
  expect(first.status).toBe(201);
  world.service.clock.advance(3_600_000);
  const again = await sells();
  expect([again.status, again.body]).toEqual([200, { ...first.body, repeated: true }]);
  const later = await sells({ at: new Date(world.service.clock.now()).toISOString() });
  expect([later.status, later.body.errors]).toMatchObject([409, [{ pointer: '/eventTime' }]]);
  const other = await sells({ goods: world.goods('A 2') });
  expect([other.status, other.body.errors]).toMatchObject([409, [{ pointer: '/quantityList' }]]);
  expect(await stateOf(world)).toEqual(['F: A 99']);
});

test('Same request, same answer: twenty at once that say no time are one', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => {
      world.service.clock.advance(1);
      return world.tell('F', { activity: 'sell', goods: world.goods('A 1'), eventId });
    }),
  );
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array.from({ length: 19 }, () => 200), 201]);
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect(await stateOf(world)).toEqual(['F: A 99']);
});

test('Same request, same answer: a day is repeated by a copy without a time too', async () => {
  const sells = (more: Body = {}) =>
    world.tell('F', { activity: 'sell', goods: world.goods('A 1'), eventId, ...more });
  const first = await sells({ on: world.at(100).slice(0, 10) });
  expect(first.status).toBe(201);
  expect((await sells()).body).toEqual({ ...first.body, repeated: true });
});
