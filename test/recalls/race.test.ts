import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RecallScopeView } from '../../src/recalls/recalls.dto.js';
import { World } from '../cases/world.js';

/**
 * Goal: a shipping in flight while a recall opens is either refused or in scope and frozen, never neither. Twenty
 * shippings race one recall, each of another amount, since equal ones would be one event; wherever the recall
 * falls among them, nothing may be lost in between.
 */
let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.close());

test.each([0, 4, 10])(
  'ships that race a recall after the first %d are refused or in its scope',
  async (ahead) => {
    const batch = `D${ahead}`;
    await world.make('P', batch, '300', { hour: 1 });
    const [{ key }, { partyId: toPartyId }] = [await world.trader('P'), await world.trader('S')];
    const ship = (amount: number) =>
      world.tell('P', { activity: 'ship', toPartyId, goods: world.goods(`${batch} ${amount}`) });
    const ships: ReturnType<typeof ship>[] = [];
    for (let i = 0; i < ahead; i += 1) ships.push(ship(i + 1));
    const opening = world.service.send<RecallScopeView>('POST', '/api/v1/recalls', {
      key,
      body: { batchIds: [world.batches.get(batch)], grade: 2, reason: 'raced' },
    });
    while (ships.length < 20) ships.push(ship(ships.length + 1));
    const [opened, ...answers] = await Promise.all([opening, ...ships]);
    expect(opened.status).toBe(201);
    const codes = answers.map(({ status, body }) =>
      status === 201 ? 'shipped' : String(body.code),
    );
    expect(codes.filter((code) => code !== 'shipped' && code !== 'goods-frozen')).toEqual([]);
    const inTransit = opened.body.holdings.filter(({ where }) => where === 'transit');
    expect(inTransit).toHaveLength(codes.filter((code) => code === 'shipped').length);
    expect(opened.body.notices.length).toBe(inTransit.length > 0 ? 1 : 0);
    expect((await ship(21)).body).toMatchObject({ code: 'goods-frozen' });
  },
);
