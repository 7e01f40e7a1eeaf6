import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seedDemo } from '../../src/cli/demo/seed.js';
import { stories } from '../../src/cli/demo/stories.js';
import { startApp, type TestApp } from '../support/app.js';

let service: TestApp;
let code: string;
beforeAll(async () => {
  service = await startApp();
  code = await seedDemo(service.app);
}, 120_000);
afterAll(async () => {
  await service.close();
});

test('the demo tells of at least 40 batches, no two of one shape', () => {
  expect(stories.length).toBeGreaterThanOrEqual(40);
  const shapes = stories.map((story) => story.replace(/\d+(\.\d+)?/g, 'n'));
  const repeated = shapes.filter((shape, i) => shapes.indexOf(shape) !== i);
  expect(repeated).toEqual([]);
});

test('a seeded database is told again, not seeded twice', async () => {
  const [before] = await service.database.query<{ n: string }>('SELECT count(*) AS n FROM event');
  expect(await seedDemo(service.app)).toBe(code);
  const [after] = await service.database.query<{ n: string }>('SELECT count(*) AS n FROM event');
  expect(after).toEqual(before);
});

test('each demo key opens the door of its organisation', async () => {
  const { status } = await service.send('GET', '/api/v1/batches', { key: 'fk_demo_producer' });
  expect(status).toBe(200);
});
