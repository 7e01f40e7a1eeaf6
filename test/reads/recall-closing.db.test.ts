// What the scope of a recall was when it closed costs what it reaches, not what all firms ever recorded.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { selectHeldGoods } from '../../src/recalls/scope.store.js';
import { World } from '../cases/world.js';
import { MeasuredReader } from '../support/measured-reader.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
  await world.make('F', 'A', '100', { hour: 1 });
  await world.handOver('F', 'P', 'A 60', 2);
  await world.handOver('P', 'S', 'A 20', 5);
  await world.does('P', 'sell', 8, { goods: world.goods('X 5') });
  // Goods of nobody knows which batch.
  expect((await world.receive('S2', 'W', 'X 40', 2)).status).toBe(201);
});
afterAll(() => world?.close());

async function held(asOf: Date | null) {
  const named = { batchId: world.batches.get('A')!, productId: world.products.get('X')! };
  const asked = { batches: [named], stopped: [named], asOf };
  return world.service.database.transaction(
    async (tx) => {
      const reader = new MeasuredReader(tx);
      const goods = await selectHeldGoods(reader, asked);
      return { goods, pages: reader.pages };
    },
    { role: 'fold' },
  );
}

/** The flows once more, of others: each of another product, of another batch and at other places. */
async function others(times: number): Promise<void> {
  const owner = await world.owner();
  const { rows } = await owner.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'flow'::regclass AND attnum > 0 AND NOT attisdropped`,
  );
  const own = (name: string) => {
    if (name === 'ref') return 'gen_random_uuid()';
    if (/_(product|batch)$/.test(name)) return `${name} || n`;
    const [side] = name.split('_');
    return name.endsWith('_holder')
      ? `CASE WHEN ${side}_kind = 'account' THEN ${name} ELSE ${name} || n END`
      : name;
  };
  const columns = rows.map(({ name }) => own(name)).join(', ');
  await owner.query(`INSERT INTO flow SELECT ${columns} FROM flow, generate_series(1, ${times}) n`);
  await owner.query('VACUUM ANALYZE flow');
}

test('the goods of an earlier time are those of then, and read what the recall reaches', async () => {
  await others(100);
  const now = await held(null);
  expect(new Set(now.goods.map(({ certain }) => certain))).toEqual(new Set([true, false]));
  const asOf = new Date(world.service.clock.now());
  const few = await held(asOf);
  expect(few.goods).toEqual(now.goods);
  await others(20);
  const many = await held(asOf);
  expect(many.goods).toEqual(now.goods);
  expect(many.pages).toBeLessThan(few.pages * 2);
});
