// Goal: an organisation is told until when the law asks for the records of its batch. Method: over HTTP, with real events and recalls.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BatchRetentionView } from '../../src/privacy/batch-records.dto.js';
import { World } from '../cases/world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world?.close());

async function retention(batchId: string, of = 'F'): Promise<BatchRetentionView> {
  const { key } = await world.trader(of);
  const path = `/api/v1/batches/${batchId}/retention`;
  const { status, body } = await world.service.send<BatchRetentionView>('GET', path, { key });
  expect(status).toBe(200);
  return body;
}

test('six months after the shelf life, by a rule that is cited', async () => {
  const batch = await world.make('F', 'A', '100', { hour: 1, bestBefore: '2026-12-02' });
  expect(await retention(batch)).toEqual({
    ...{ minimumUntil: '2027-06-02', countedFrom: 'shelf-life', isInOpenRecall: false },
    rule: {
      ...{ pack: 'cn-food', version: 2, article: 'Article 50', confirmed: true },
      source: expect.stringContaining('食品安全法'),
    },
  });
});

test('two years after the last event that one sees, where there is no shelf life', async () => {
  const batch = await world.make('F', 'B', '100', { hour: 1 });
  const first = await retention(batch);
  expect(first).toMatchObject({ countedFrom: 'last-event', isInOpenRecall: false });
  await world.handOver('F', 'P', 'B 40', 100);
  const sold = await retention(batch);
  const twoYearsAfter = (hour: number) => {
    // The day in China, where the law is from.
    const day = new Date(Date.parse(world.at(hour)) + 8 * 3_600_000);
    day.setUTCFullYear(day.getUTCFullYear() + 2);
    return day.toISOString().slice(0, 10);
  };
  expect([first.minimumUntil, sold.minimumUntil]).toEqual([twoYearsAfter(1), twoYearsAfter(101)]);
  // What P does with it is P's: F sees no event of it.
  await world.handOver('P', 'S', 'B 5', 180);
  expect(await retention(batch)).toEqual(sold);
});

test('no day at all while a recall of it is open', async () => {
  const batch = await world.make('F', 'C', '100', { hour: 1, bestBefore: '2020-01-01' });
  const before = await retention(batch);
  const { key } = await world.trader('F');
  const recall = await world.post(key, '/api/v1/recalls', {
    ...{ batchIds: [batch], grade: 2, reason: 'A test' },
  });
  const during = await retention(batch);
  expect([during.isInOpenRecall, during.minimumUntil]).toEqual([true, undefined]);
  await world.service.send('POST', `/api/v1/recalls/${String(recall.id)}/close`, {
    ...{ key, body: { word: 'destroyed' } },
  });
  expect(await retention(batch)).toEqual(before);
});

test('none either of what was made of recalled goods, which its maker is told of, while that is in scope', async () => {
  const milk = await world.make('F', 'M', '100', { hour: 1 });
  await world.handOver('F', 'P', 'M 60', 5);
  await world.transform('P', 'M 20', 'V 20', 12);
  await world.transform('P', 'M 20', 'W 20', 13);
  const [cheese = '', whey = ''] = ['V', 'W'].map((name) => world.batches.get(name));
  const before = await retention(cheese, 'P');
  const { key } = await world.trader('F');
  const order = { batchIds: [milk], grade: 2, reason: 'A test' };
  const path = `/api/v1/recalls/${String((await world.post(key, '/api/v1/recalls', order)).id)}`;
  const during = await retention(cheese, 'P');
  expect([during.isInOpenRecall, during.minimumUntil]).toEqual([true, undefined]);
  await world.post(key, `${path}/release`, { batchIds: [milk] });
  expect(await retention(whey, 'P')).toMatchObject({ isInOpenRecall: false });
  await world.post(key, `${path}/close`, { word: 'destroyed' });
  expect(await retention(cheese, 'P')).toEqual(before);
});
