import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ListedRecallView } from '../../src/recalls/recall-list.dto.js';
import { person } from '../recalls/people.js';
import { World, type Body } from './world.js';

/** Lists of recalls with what comes next, from the Saturday of case R6 on. P's batches are partly at S; R oversees both. */
let started: World;
let world: World;
let key: string;
beforeAll(async () => {
  started = await World.start();
});
afterAll(() => started?.close());
beforeEach(async () => {
  started.service.clock.set('2025-09-27T09:00:00+08:00');
  world = started.another();
  for (const name of ['P', 'S', 'R']) await world.trader(name);
  ({ key } = await world.trader('P'));
});

let count = 0;

async function open(more: Body = {}, by = key): Promise<string> {
  count += 1;
  world.service.clock.advance(1);
  const batch = await world.make('P', `D${count}`, '20', { hour: 1 });
  await world.handOver('P', 'S', `D${count} 5`, 2);
  const order = { batchIds: [batch], grade: 1, reason: 'Listeria', ...more };
  return String((await world.post(by, '/api/v1/recalls', order)).id);
}

const post = (id: string, what: string, body: Body = {}) =>
  world.post(key, `/api/v1/recalls/${id}/${what}`, body);
const ask = (name: string, query = '') =>
  world.trader(name).then((trader) =>
    world.service.send<{ items: ListedRecallView[] }>('GET', `/api/v1/recalls${query}`, {
      key: trader.key,
    }),
  );
const list = async (name: string, query?: string) => (await ask(name, query)).body.items;
const idsOf = (items: readonly ListedRecallView[]) => items.map(({ id }) => id);

test('R10 the list says what comes next and whether it is overdue, to owner and regulator', async () => {
  const [told, untold] = [await open(), await open()];
  await post(told, 'public-notice');
  const due = '2025-10-16T15:59:59.999Z';
  const expected = [
    { id: untold, next: { step: 'public-notice', dueAt: null }, isOverdue: false },
    { id: told, next: { step: 'completion', dueAt: due }, isOverdue: false },
  ];
  expect(await list('P')).toMatchObject(expected);
  expect(await list('R')).toEqual(expect.arrayContaining(await list('P')));
  world.service.clock.set(due);
  expect(await list('P', '?overdue=true')).toEqual([]);
  world.service.clock.advance(1);
  for (const name of ['P', 'R']) {
    const overdue = await list(name, '?overdue=true&limit=200');
    expect(idsOf(overdue)).toContain(told);
    expect(idsOf(overdue)).not.toContain(untold);
    expect(overdue.every(({ isOverdue }) => isOverdue)).toBe(true);
    expect(idsOf(await list(name, '?overdue=false&limit=200'))).toContain(untold);
    expect(idsOf(await list(name, '?overdue=false&limit=200'))).not.toContain(told);
  }
  await post(told, 'close', { word: 'All found' });
  expect(await list('P', '?overdue=true')).toEqual([]);
  expect((await list('P'))[1]).toMatchObject({ id: told, next: null, isOverdue: false });
});

test('R10 who was only told of a recall is not told what comes next, nor what is overdue', async () => {
  const id = await open();
  await post(id, 'public-notice');
  world.service.clock.set('2026-01-05T09:00:00+08:00');
  expect(await list('S')).toMatchObject([{ id, next: null, isOverdue: false }]);
  expect(await list('S', '?overdue=true')).toEqual([]);
  expect(idsOf(await list('S', '?overdue=false'))).toEqual([id]);
  expect(idsOf(await list('P', '?overdue=true'))).toEqual([id]);
});

test('R10 a second signature that is due comes before all else, and overdue stays so until it is given', async () => {
  const first = await (await person(world, 'P')).makeKey();
  const set = { signatures: 2, secondWithinHours: 4 };
  await world.service.send('PUT', '/api/v1/recall-settings', { key, body: set });
  const id = await open({ emergency: true }, first);
  await post(id, 'public-notice');
  const { next, isOverdue, openedAt } = (await list('P'))[0]!;
  const dueAt = new Date(Date.parse(openedAt) + 4 * 3_600_000).toISOString();
  expect({ next, isOverdue }).toEqual({
    next: { step: 'second-signature', dueAt },
    isOverdue: false,
  });
  world.service.clock.advance(4 * 3_600_000 + 1);
  for (const name of ['P', 'R']) {
    const overdue = await list(name, '?overdue=true&limit=200');
    expect(overdue.find((each) => each.id === id)).toMatchObject({
      ...{ state: 'open', isOverdue: true, next: { step: 'second-signature', dueAt } },
    });
  }
  await world.service.send('POST', `/api/v1/recalls/${id}/signature`, { key });
  expect(await list('P', '?overdue=true')).toEqual([]);
  expect(await list('P')).toMatchObject([{ id, next: { step: 'completion' } }]);
});

test('R10 what is overdue comes in pages, none twice and none left out', async () => {
  const opened: string[] = [];
  for (let i = 0; i < 5; i += 1) {
    const id = await open();
    if (i !== 2) await post(id, 'public-notice');
    opened.unshift(id);
  }
  world.service.clock.set('2026-01-05T09:00:00+08:00');
  const found: string[] = [];
  for (let path: string | undefined = '?overdue=true&limit=2'; path !== undefined;) {
    const { body, headers } = await ask('P', path);
    expect(body.items.length).toBeLessThanOrEqual(2);
    found.push(...idsOf(body.items));
    path = /<[^?]*(\?[^>]*)>/.exec(headers.get('link') ?? '')?.[1];
  }
  expect(found).toEqual(opened.filter((_, i) => i !== 2));
  expect(await ask('P', '?overdue=yes')).toMatchObject({
    ...{ status: 422, body: { errors: [{ pointer: '/overdue' }] } },
  });
});
