// A trace loads no more rows of the books than it may hold, however often goods of a batch have moved, and none of batches that only
// stood at the same places.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type pg from 'pg';
import { StoredGraph, type Sight } from '../../src/trace/books/graph.store.js';
import { SeenGoods } from '../../src/trace/sources/cases-named.js';
import { defaultBounds } from '../../src/trace/books/bounds.js';
import { traceBackward, traceForward } from '../../src/trace/trace.js';
import type { Tx } from '../../src/platform/index.js';
import { World } from '../cases/world.js';
import { MeasuredReader } from '../support/measured-reader.js';

let world: World;
let owner: pg.Client;
let batch: string;
let neighbour: string;
beforeAll(async () => {
  world = await World.start();
  owner = await world.owner();
  batch = await world.make('F', 'A', '100', { hour: 1 });
  await world.does('F', 'sell', 2, { goods: world.goods('A 1') });
  neighbour = await world.make('F', 'B', '10', { hour: 1 });
  await owner.query(
    `CREATE TEMP TABLE sold AS SELECT gen_random_uuid() AS id, flow.* FROM flow
       CROSS JOIN generate_series(1, 5000) WHERE to_holder = 'sold'`,
  );
  await owner.query(
    `INSERT INTO posting SELECT sold.id, p.position, p.version, p.at, p.rank, p.author, p.event_id, p.body,
       p.recorded_at, p.superseded_at FROM sold JOIN posting p USING (ref, position, version)`,
  );
  await owner.query('UPDATE sold SET ref = id');
  await owner.query('ALTER TABLE sold DROP COLUMN id');
  await owner.query('INSERT INTO flow SELECT * FROM sold');
  await owner.query('VACUUM ANALYZE');
});
afterAll(async () => {
  await world?.close();
});

const all: Sight = { eyes: null, asOf: null };
const bounds = { ...defaultBounds, flowsHeldMax: 100 };

test.each(['forward', 'backward'])(
  '%s, no statement gives more rows than the bound',
  async (way) => {
    const work = async (tx: Tx) => {
      const reader = new MeasuredReader(tx);
      const graph = new StoredGraph(reader, all);
      const { cut } =
        way === 'forward'
          ? await traceForward(graph, [batch], bounds)
          : await traceBackward(graph, { kind: 'batch', batch }, bounds);
      return { rows: reader.rows, cut };
    };
    const { rows, cut } = await world.service.database.transaction(work, { role: 'trace' });
    expect(cut).toEqual({ by: 'flows', at: 0 });
    expect(rows).toBe(101);
  },
);

test('batches that stood at the same place under their names are not read', async () => {
  const reader = new MeasuredReader(world.service.database.as({ role: 'trace' }));
  const graph = new StoredGraph(reader, all);
  const { holdings } = await traceForward(graph, [neighbour], defaultBounds);
  expect(holdings).toHaveLength(1);
  expect(reader.rows).toBeLessThan(10);
});

test.each([
  ['batches', (graph: StoredGraph) => graph.flowsOfBatches([batch], 10)],
  [
    'pools in which somebody drew without a batch',
    async (graph: StoredGraph) => {
      await world.does('F', 'sell', 3, { goods: world.goods('X 1') });
      const holder = { kind: 'place' as const, id: world.places.get('F')! };
      const product = world.products.get('X')!;
      return graph.flowsOfPools([{ key: 'any', holder, product }], 10);
    },
  ],
])('flows of %s are read up to the bound', async (_, read) => {
  const reader = new MeasuredReader(world.service.database.as({ role: 'trace' }));
  const graph = new StoredGraph(reader, all);
  expect(await read(graph)).toHaveLength(10);
  expect(reader.rows).toBeLessThanOrEqual(20);
});

test('which goods without a batch a place had is told without the rows of those that had one', async () => {
  await world.does('F', 'sell', 4, { goods: world.goods('X 1') });
  const of = { productId: world.products.get('X')!, placeId: world.places.get('F')! };
  const reader = new MeasuredReader(world.service.database.as({ role: 'trace' }));
  const seen = new SeenGoods(new StoredGraph(reader, all), async () => false);
  const goods = await seen.goods({ of, weight: 1, pointer: '/cases/0' }, null);
  const holder = { kind: 'place', id: of.placeId };
  expect(goods).toEqual([
    { kind: 'holding', holder, product: of.productId, uom: 'KGM', batch: null },
  ]);
  // Thousands of sales of a named batch left the same place.
  expect(reader.rows).toBe(1);
  const [plan = []] = reader.plans;
  expect(plan.join()).toMatch(/flow_from_unnamed.*flow_to_unnamed/);
});

test('goods without a batch are told only to who sees an event of them, and of the time since', async () => {
  await world.does('F', 'sell', 4, { goods: world.goods('X 1') });
  const [place, product] = [world.places.get('F')!, world.products.get('X')!];
  const reader = world.service.database.as({ role: 'trace' });
  const told = async (sight: Sight) => {
    const found = await new StoredGraph(reader, sight).unnamedAt(place, product);
    return found.map(({ uom }) => uom);
  };
  const [{ organisationId: own }, { organisationId: other }] = [
    await world.trader('F'),
    await world.trader('G'),
  ];
  expect(await told(all)).toEqual(['KGM']);
  expect(await told({ ...all, eyes: { organisationId: own } })).toEqual(['KGM']);
  expect(await told({ ...all, eyes: { organisationId: other } })).toEqual([]);
  expect(await told({ ...all, asOf: new Date(0) })).toEqual([]);
});
