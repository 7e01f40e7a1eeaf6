import { expect, test } from '@jest/globals';
import { expositionOf } from './exposition.js';
import { RequestCounts } from './request-counts.js';

const asked = { method: 'GET', route: '/a/:id' };

function linesOf(counts: RequestCounts): string[] {
  return expositionOf(counts.metric()).split('\n');
}

test('a duration counts in its own class and in all longer ones, and a bound belongs to the class below it', () => {
  const counts = new RequestCounts();
  for (const milliseconds of [0.04, 1, 1.1, 60_000]) {
    counts.count({ ...asked, status: 200, milliseconds });
  }
  const lines = linesOf(counts).filter((line) => line.startsWith('furrow_'));
  const series = (suffix: string, more = '') =>
    `furrow_http_request_duration_seconds_${suffix}{method="GET",route="/a/:id",status="2xx"${more}}`;
  const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, '+Inf'];
  const totals = [2, ...bounds.slice(2).map(() => 3), 4];
  expect(lines).toEqual([
    ...bounds.map((bound, i) => `${series('bucket', `,le="${bound}"`)} ${totals[i]}`),
    `${series('sum')} 60.00214`,
    `${series('count')} 4`,
  ]);
});

test('each route, method and class of status is counted by itself, and a client that left as none', () => {
  const counts = new RequestCounts();
  for (const status of [200, 204, 404, 500, 0]) counts.count({ ...asked, status, milliseconds: 1 });
  counts.count({ ...asked, method: 'HEAD', status: 200, milliseconds: 1 });
  counts.count({ method: 'GET', route: 'other', status: 404, milliseconds: 1 });
  const told = linesOf(counts).flatMap(
    (line) => /_count\{(.*)\} (\d+)$/.exec(line)?.slice(1) ?? [],
  );
  expect(told).toEqual([
    ...['method="GET",route="/a/:id",status="none"', '1'],
    ...['method="GET",route="/a/:id",status="2xx"', '2'],
    ...['method="GET",route="/a/:id",status="4xx"', '1'],
    ...['method="GET",route="/a/:id",status="5xx"', '1'],
    ...['method="HEAD",route="/a/:id",status="2xx"', '1'],
    ...['method="GET",route="other",status="4xx"', '1'],
  ]);
});

test('the text says what a metric is, and a label cannot break out of its quotes', () => {
  const samples = [{ labels: { reader: 'a"b\\c\nd' }, value: 3 }, { value: 0.5 }];
  const text = expositionOf({ name: 'lag', help: 'How far.', type: 'gauge', samples });
  expect(text).toBe(
    '# HELP lag How far.\n# TYPE lag gauge\nlag{reader="a\\"b\\\\c\\nd"} 3\nlag 0.5\n',
  );
});
