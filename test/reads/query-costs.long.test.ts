// Goal: a page of a query costs what the page holds and not what the organisation has recorded: at 100,000 events at most
// 1.5 times the buffers of 10,000, and of no table more than 3 times the rows of the page. Counted by EXPLAIN (ANALYZE, BUFFERS)
// as requests read, behind row security.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readEventQuery } from '../../src/epcis/query/event-query.js';
import { selectSeenEvents } from '../../src/events/index.js';
import { termKey, termWord } from '../../src/events/event-terms.js';
import type { Reader } from '../../src/platform/index.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

const sizes = [10_000, 100_000] as const;
const pageSize = 50;
const organisations = [
  '0190a4f0-0000-7000-8000-00000000000a',
  '0190a4f0-0000-7000-8000-00000000000b',
];
const homes: TestDatabase[] = [];

beforeAll(async () => {
  for (const size of sizes) homes.push(await homeWith(size));
});
afterAll(async () => {
  for (const home of homes) await home.drop();
});

/** Two organisations' events, a minute apart, in turns. Every tenth is of one class, every hundredth of one item. */
async function homeWith(events: number): Promise<TestDatabase> {
  const home = await cloneDatabase();
  const terms = [
    [termKey(termWord.of('bizStep', 'shipping')), 4],
    [termKey(termWord.of('bizStep', 'packing')), 5],
    [termKey(termWord.of('disposition', 'recalled')), events / 40],
  ];
  await home.everything.query(`
    CREATE TABLE fresh AS
    SELECT n, gen_random_uuid() AS id, timestamptz '2020-01-01' + n * interval '1 minute' AS at,
      (ARRAY['${organisations.join("','")}'])[n % 2 + 1]::uuid AS organisation
    FROM generate_series(1, ${2 * events}) n`);
  await home.everything.query(`
    INSERT INTO event (organisation_id, id, event_id, declaration, digest, type, action, at, until,
      time_offset, recorded_at, key_id, author_id, viewers, document)
    SELECT organisation, id, 'urn:x:' || n, false, '', 'ObjectEvent', 'OBSERVE', at, at, '+00:00', at, '', '',
      ARRAY[organisation], '{}' FROM fresh`);
  await home.everything.query(`
    INSERT INTO event_item (event_ref, position, role, is_class, key, at)
    SELECT id, 0, 'object', false,
      CASE WHEN n / 2 % 100 = 0 THEN '/01/10614141073464/21/1' ELSE '/01/10614141073464/21/x' || n END, at FROM fresh
    UNION ALL
    SELECT id, 1, 'object', true,
      CASE WHEN n / 2 % 10 = 0 THEN '/01/10614141073464/10/L1' ELSE '/01/10614141073464/10/x' || n END, at FROM fresh`);
  await home.everything.query(`
    INSERT INTO event_party (organisation_id, at, event_ref, recorded_at) SELECT organisation, at, id, at FROM fresh`);
  for (const [term, each] of terms) {
    await home.everything.query(
      `INSERT INTO event_term (organisation_id, term, at, event_ref)
       SELECT organisation, $1, at, id FROM fresh WHERE n / 2 % $2::int = 0`,
      [term, each],
    );
  }
  await home.everything.query('DROP TABLE fresh');
  await home.everything.query('VACUUM ANALYZE');
  return home;
}

interface Node {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly Node[];
}

interface Cost {
  readonly found: number;
  readonly buffers: number;
  /** The table of which most rows were looked at, and how many. */
  readonly rows: number;
}

async function costOf(home: TestDatabase, parameters: Record<string, string>): Promise<Cost> {
  const query = readEventQuery(parameters);
  if ('faults' in query) throw new Error(JSON.stringify(query.faults));
  const organisationId = organisations[0] ?? '';
  return home.database.transaction(
    async (tx) => {
      let plan: Node | undefined;
      const reader: Reader = {
        query: async <Row>(sql: string, values: readonly unknown[] = []) => {
          const explain = `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`;
          const [told] = await tx.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(explain, values);
          plan = told?.['QUERY PLAN'][0].Plan;
          return tx.query<Row>(sql, values);
        },
        named: (_name, sql, values) => reader.query(sql, values),
      };
      const eyes = { organisationId };
      const { conditions, orderBy, ascending } = query;
      const filter = { conditions, orderBy, ascending, after: undefined, limit: pageSize };
      const events = await selectSeenEvents(reader, eyes, filter);
      return { found: events.length, ...costsIn(plan) };
    },
    { organisationId },
  );
}

function costsIn(plan: Node | undefined): Omit<Cost, 'found'> {
  const rows = new Map<string, number>();
  const add = (node: Node): void => {
    const table = node['Relation Name'];
    const looked =
      (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
    if (table !== undefined) rows.set(table, (rows.get(table) ?? 0) + looked);
    node.Plans?.forEach(add);
  };
  if (plan !== undefined) add(plan);
  const buffers = (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
  return { buffers, rows: Math.max(0, ...rows.values()) };
}

test.each<[string, Record<string, string>]>([
  ['MATCH_anyEPC', { MATCH_anyEPC: 'urn:epc:id:sgtin:0614141.107346.1' }],
  ['MATCH_anyEPCClass', { MATCH_anyEPCClass: 'urn:epc:class:lgtin:0614141.107346.L1' }],
  [
    'a window of time',
    { GE_eventTime: '2020-01-05T00:00:00Z', LT_eventTime: '2020-01-10T00:00:00Z' },
  ],
  [
    'a window of recording, oldest first',
    { GE_recordTime: '2020-01-05T00:00:00Z', orderBy: 'recordTime', orderDirection: 'ASC' },
  ],
  ['a common word', { EQ_bizStep: 'shipping' }],
  ['two words', { EQ_bizStep: 'shipping|packing' }],
  ['a rare word', { EQ_disposition: 'recalled' }],
])('a page of %s costs what it holds', async (_, parameters) => {
  const costs: Cost[] = [];
  for (const home of homes) costs.push(await costOf(home, parameters));
  const [few, many] = costs;
  if (few === undefined || many === undefined) throw new Error('two sizes are compared');
  expect(few.found).toBe(many.found);
  expect(many.found).toBeGreaterThanOrEqual(40);
  expect(many.buffers / few.buffers).toBeLessThanOrEqual(1.5);
  expect(many.rows).toBeLessThanOrEqual(3 * many.found);
});
