import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { RecallClockView } from '../../src/recalls/recall-clock.dto.js';
import type { RecallScopeView, RecallView } from '../../src/recalls/recalls.dto.js';
import { World, type Body } from './world.js';

/** The clock of recalls over HTTP, on the Saturday of case R6. P's batches are partly at S; R oversees both. */
const saturday = '2025-09-27T09:00:00+08:00';
let started: World;
let world: World;
let key: string;
beforeAll(async () => {
  started = await World.start();
});
afterAll(() => started?.close());
beforeEach(() => begin(saturday));

/** Traders of their own, whose keys are as old as the story. */
async function begin(moment: string): Promise<void> {
  started.service.clock.set(moment);
  world = started.another();
  for (const name of ['P', 'S', 'R']) await world.trader(name);
  ({ key } = await world.trader('P'));
}

let count = 0;

/** What opens a recall of a batch of its own. */
async function order(more: Body = {}): Promise<Body> {
  count += 1;
  const batch = await world.make('P', `D${count}`, '20', { hour: 1 });
  await world.handOver('P', 'S', `D${count} 5`, 2);
  return { batchIds: [batch], grade: 1, reason: 'Listeria found by the laboratory', ...more };
}

const send = <Answer = RecallScopeView & Body>(
  method: string,
  path: string,
  body?: Body,
  by = key,
) => world.service.send<Answer>(method, `/api/v1/recalls${path}`, { key: by, body });
const open = async (more?: Body) => (await send('POST', '', await order(more))).body;
const tellOfNotice = (id: string, at?: string, by?: string) =>
  send('POST', `/${id}/public-notice`, { ...(at !== undefined && { at }) }, by);
const clockOf = async (id: string) => (await send('GET', `/${id}`)).body.clock!;

test('R6 clock: start and completion are due by hours and by working days of the year', async () => {
  const { id, clock } = await open({ knownAt: '2025-09-26T18:00:00+08:00' });
  const start: Partial<RecallClockView> = {
    knownAt: '2025-09-26T10:00:00.000Z',
    startDue: '2025-09-27T10:00:00.000Z',
    startedAt: '2025-09-27T01:00:00.000Z',
    isStartLate: false,
  };
  expect(clock).toMatchObject({ ...start, completionDue: null, isCompletionLate: null });
  const told = await tellOfNotice(id, '2025-09-27T08:30:00+08:00');
  expect(told).toMatchObject({ status: 200, body: { publicNoticeAt: '2025-09-27T00:30:00.000Z' } });
  expect(told.body.clock).toMatchObject({
    ...{ ...start, completionDue: '2025-10-16', isCompletionLate: false, isProvisional: false },
    cites: [
      { pack: 'cn-food', rule: 'recall-start', article: 'Article 13', confirmed: false },
      { pack: 'cn-food', rule: 'recall-completion', article: 'Article 18', confirmed: false },
      { rule: 'working-calendar', source: expect.stringContaining('2025') },
    ],
  });
  world.service.clock.set('2025-10-16T23:59:59.999+08:00');
  expect(await clockOf(id)).toMatchObject({ isCompletionLate: false });
  world.service.clock.advance(1);
  expect(await clockOf(id)).toMatchObject({ isCompletionLate: true, completionDue: '2025-10-16' });
});

test('R6 clock: a recall that was closed in time stays so, and one that opened late stays late', async () => {
  const { id, clock } = await open({ knownAt: '2025-09-26T08:59:59.999+08:00' });
  expect(clock).toMatchObject({ isStartLate: true });
  await tellOfNotice(id);
  world.service.clock.set('2025-10-16T12:00:00+08:00');
  await send('POST', `/${id}/close`, { word: 'all found' });
  world.service.clock.set('2025-12-01T12:00:00+08:00');
  expect(await clockOf(id)).toMatchObject({ isStartLate: true, isCompletionLate: false });
});

test('R6 clock: a last day in a year whose holidays are not known is provisional', async () => {
  await begin('2026-12-28T09:00:00+08:00');
  const { id } = await open({ grade: 3 });
  const { body } = await tellOfNotice(id);
  expect(body.clock).toMatchObject({
    ...{ startDue: '2026-12-30T01:00:00.000Z', completionDue: '2027-02-08', isProvisional: true },
  });
});

test('its owner and regulators see the clock; who was told sees when the public was', async () => {
  const { id, clock } = await open();
  expect(clock).toMatchObject({ knownAt: '2025-09-27T01:00:00.000Z' });
  await tellOfNotice(id);
  const [told, regulator] = [(await world.trader('S')).key, (await world.trader('R')).key];
  const seen = async (by: string) => (await send('GET', `/${id}`, undefined, by)).body;
  expect(await seen(told)).toMatchObject({
    clock: null,
    publicNoticeAt: '2025-09-27T01:00:00.000Z',
  });
  expect(await seen(regulator)).toMatchObject({ clock: { completionDue: '2025-10-16' } });
  const { items } = (await send<{ items: RecallView[] }>('GET', '', undefined, told)).body;
  expect(items.find((each) => each.id === id)).not.toHaveProperty('knownAt');
});

test('the public notice is told of once, by the owner, while the recall is open', async () => {
  const { id } = await open();
  for (const name of ['S', 'R']) {
    expect((await tellOfNotice(id, undefined, (await world.trader(name)).key)).status).toBe(404);
  }
  expect((await tellOfNotice(id)).status).toBe(200);
  world.service.clock.advance(3_600_000);
  expect((await tellOfNotice(id)).body).toMatchObject({
    ...{ status: 409, code: 'public-notice-made' },
    detail: expect.stringContaining('2025-09-27T01:00:00.000Z'),
  });
  expect((await send('GET', `/${id}`)).body.publicNoticeAt).toBe('2025-09-27T01:00:00.000Z');
  const { id: closed } = await open();
  await send('POST', `/${closed}/close`, { word: 'all found' });
  expect((await tellOfNotice(closed)).body).toMatchObject({ code: 'recall-closed' });
});

test.each([
  ['after now', '2025-09-27T09:00:00.001+08:00', /future/],
  ['older than two years', '2023-09-28T08:59:59.999+08:00', /730 days/],
  ['without an offset', '2025-09-26T18:00:00', /offset/],
])('knowledge %s is refused, pointed at, and nothing is opened', async (_of, knownAt, says) => {
  const request = await order({ knownAt });
  expect(await send('POST', '', request)).toMatchObject({
    ...{
      status: 422,
      body: { errors: [{ pointer: '/knownAt', detail: expect.stringMatching(says) }] },
    },
  });
  const { knownAt: _wrong, ...rest } = request;
  expect((await send('POST', '', { ...rest, knownAt: '2023-09-28T09:00:00+08:00' })).status).toBe(
    201,
  );
});

test.each([
  ['after now', '2025-09-27T09:00:00.001+08:00', /future/],
  ['before the risk was known', '2025-09-26T17:59:59.999+08:00', /before 2025-09-26T10:00:00.000Z/],
])('a public notice %s is refused, pointed at, and not stored', async (_of, at, says) => {
  const { id } = await open({ knownAt: '2025-09-26T18:00:00+08:00' });
  expect(await tellOfNotice(id, at)).toMatchObject({
    ...{ status: 422, body: { errors: [{ pointer: '/at', detail: expect.stringMatching(says) }] } },
  });
  expect((await tellOfNotice(id, '2025-09-26T18:00:00+08:00')).status).toBe(200);
});
