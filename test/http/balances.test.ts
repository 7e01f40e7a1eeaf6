// Who reads which balance, in which parts, and what is refused.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  PartyBalanceQuery,
  toBalanceQuestion,
  type PartyBalanceView,
} from '../../src/balances/party-balances.dto.js';
import { PartyBalancesService } from '../../src/balances/party-balances.service.js';
import type { Problem } from '../../src/kernel/index.js';
import { World, type Body } from '../cases/world.js';
import type { Answer } from '../support/app.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
  await world.make('F', 'A', '100', { hour: 1 });
  await world.make('F', 'B', '5', { hour: 1, product: 'Y' });
  await world.make('F', 'C', '7', { hour: 1, product: 'Z' });
  await world.handOver('F', 'P', 'A 40', 2);
});
afterAll(() => world?.close());

const year = 'from=2026-01-01T00:00:00Z&until=2027-01-01T00:00:00Z';

async function ask(trader: string, query: string) {
  const { key } = await world.trader(trader);
  return world.service.send<PartyBalanceView & Body>('GET', `/api/v1/balances?${query}`, { key });
}

test('regulators read of whom they oversee; to everybody else a party is as one that does not exist', async () => {
  const { partyId } = await world.trader('F'); // in province 37
  const asked = `${year}&partyId=${partyId}`;
  for (const [trader, status] of [
    ['F', 200],
    ['R', 200],
    ['R37', 200],
    ['R11', 404],
    ['P', 404],
  ] as const) {
    const answer = await ask(trader, asked);
    expect([trader, answer.status]).toEqual([trader, status]);
    if (status === 200) expect(answer.body.items).toHaveLength(3);
    else {
      const unknown = await ask(trader, `${year}&partyId=${world.service.random.uuid()}`);
      expect({ ...answer.body, instance: '' }).toEqual({ ...unknown.body, instance: '' });
    }
  }
});

test('products come page by page, in the order of their ids', async () => {
  const { key } = await world.trader('F');
  const ids: string[] = [];
  let path: string | undefined = `/api/v1/balances?${year}&limit=2`;
  let pages = 0;
  while (path !== undefined) {
    const answer: Answer<PartyBalanceView> = await world.service.send('GET', path, { key });
    ids.push(...answer.body.items.map(({ productId }) => productId));
    path = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    pages += 1;
  }
  expect(pages).toBe(2);
  expect(ids).toEqual([...world.products.values()].sort());
});

test('one product is asked for alone, and one of others has no balance', async () => {
  const product = await world.product('X', 'F');
  const own = await ask('F', `${year}&productId=${product}`);
  expect(own.body.items.map(({ productId, closing }) => [productId, closing])).toEqual([
    [product, '60'],
  ]);
  expect((await ask('G', `${year}&productId=${product}`)).body.items).toEqual([]);
});

test.each([
  ['until=2026-01-01T00:00:00Z', '/from', /RFC 3339|text/],
  ['from=2026-01-01&until=2026-02-01T00:00:00Z', '/from', /./],
  ['from=2026-02-01T00:00:00Z&until=2026-02-01T00:00:00Z', '/until', /after from/],
  ['from=2026-01-01T00:00:00Z&until=2027-01-03T00:00:00Z', '/until', /366 days/],
  [`${year}&asOf=2999-01-01T00:00:00Z`, '/asOf', /future/],
  [`${year}&productId=rice`, '/productId', /UUID/],
  [`${year}&cursor=abc`, '/cursor', /Link/],
  [`${year}&place=1`, '/place', /./],
])('%s is refused with a pointer', async (query, pointer, detail) => {
  const { status, body } = await ask('F', query);
  expect(status).toBe(422);
  expect(body.errors).toEqual([expect.objectContaining({ pointer })]);
  const [{ detail: said }] = body.errors as [{ detail: string }];
  expect(said).toMatch(detail);
});

test('a balance that would read too many rows of logistic units is refused whole, and asks for less', async () => {
  const { organisationId, partyId } = await world.trader('F');
  await world.pack('F', 'A 10', 'U', 4);
  await world.handOver('F', 'P', '[U]', 5);
  const actor = { organisationId, partyId, roles: [], scopes: ['read' as const], credential: '' };
  const { database, clock } = world.service;
  const question = toBalanceQuestion(
    Object.assign(new PartyBalanceQuery(), {
      ...{ from: '2026-01-01T00:00:00Z', until: '2027-01-01T00:00:00Z' },
    }),
  );
  const read = (rowsMax: number) =>
    new PartyBalancesService(database, clock, rowsMax)
      .of(actor, question, { after: undefined, limit: 50 })
      .then(({ sheets }) => sheets.length)
      .catch((problem: Problem) => problem.kind.code);
  const told = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8, 9].map(read));
  const enough = told.indexOf(3);
  // Where the unit went, and what was put in.
  expect(enough).toBeGreaterThanOrEqual(3);
  expect(told.slice(0, enough)).toEqual(told.slice(0, enough).map(() => 'balance-too-large'));
  expect(told.slice(enough)).toEqual(told.slice(enough).map(() => 3));
});

test('a balance of a batch is not by what is recorded later', async () => {
  const { key } = await world.trader('F');
  const path = `/api/v1/batches/${world.batches.get('A') ?? ''}/balance?asOf=2999-01-01T00:00:00Z`;
  const { status, body } = await world.service.send<Body>('GET', path, { key });
  expect([status, body.errors]).toMatchObject([422, [{ pointer: '/asOf' }]]);
});
