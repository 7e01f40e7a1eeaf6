import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import { Metrics } from './metrics.js';

const logged: unknown[] = [];
const logger = pino({}, { write: (line: string) => logged.push(JSON.parse(line)) });

test('a figure that cannot be read is left out and logged, and the rest is told', async () => {
  const metrics = new Metrics(logger);
  const lost = () => {
    throw new Error('no database');
  };
  metrics.add({ name: 'lost_at_once', help: 'Lost.', read: lost });
  metrics.add({ name: 'lost_later', help: 'Lost.', read: async () => lost() });
  metrics.add({ name: 'found', help: 'Found.', read: () => [{ value: 7 }] });
  const text = await metrics.text();
  expect(text).toContain('\nfound 7\n');
  expect(text).not.toContain('lost');
  expect(logged).toMatchObject([{ gauge: 'lost_at_once' }, { gauge: 'lost_later' }]);
});

test('whoever asks while a scrape is under way gets the same one, and afterwards a new one', async () => {
  const metrics = new Metrics(logger);
  let reads = 0;
  metrics.add({ name: 'reads', help: 'Reads.', read: async () => [{ value: (reads += 1) }] });
  const [first, second] = await Promise.all([metrics.text(), metrics.text()]);
  expect(second).toBe(first);
  expect(await metrics.text()).toContain('\nreads 2\n');
});
