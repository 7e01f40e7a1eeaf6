// Goal: six organisations take goods from the farm to the shop over HTTP alone, with nothing but keys and answers; then
// the goods are recalled, and whoever scans them is told.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Passport } from '../../src/lookup/index.js';
import type { RecallScopeView } from '../../src/recalls/recalls.dto.js';
import { Chain, type Body, type Role } from './chain.js';
import { ending, endingOf } from './ending.js';

let chain: Chain;
beforeAll(async () => {
  chain = await Chain.start();
});
afterAll(() => chain?.close());

const kilograms = (value: string) => ({ value, unit: 'KGM' });
const partyOf = (role: Role) => chain.member(role).partyId;

function tell(role: Role, activity: string, hours: number, more: Body): Promise<Body> {
  const act = { activity, at: chain.at(hours), ...more };
  return chain.post(chain.member(role).key, '/api/v1/events', act);
}

interface Labels {
  readonly peaches: { readonly id: string; readonly code: string; readonly item: string };
  readonly juice: { readonly id: string; readonly code: string };
  readonly unit: string;
}

/** From the tree to two shops and, as juice, to one of them. */
async function story(): Promise<Labels> {
  const farm = chain.member('farm').key;
  const harvested = await chain.post<{ id: string; code: string }>(farm, '/api/v1/batches', {
    productId: chain.product('peaches'),
    number: 'P-1',
    quantity: kilograms('100'),
    making: 'harvest',
    at: chain.at(1),
  });
  const codes = `/api/v1/batches/${harvested.id}/codes`;
  const items = await chain.post<{ codes: string[] }>(farm, codes, { kind: 'item', count: 3 });
  const [item = ''] = items.codes;
  await chain.post(farm, `${codes}/activations`, { codes: items.codes });
  const goods = (value: string, batchId = harvested.id) => [
    { batchId, quantity: kilograms(value) },
  ];
  // What came inside a pallet is known to its receiver by scanning what is printed on it.
  const scanned = (value: string) => [{ what: harvested.code, quantity: kilograms(value) }];

  const pallets = '/api/v1/logistic-units/codes';
  const { codes: units } = await chain.post<{ codes: string[] }>(farm, pallets, { count: 1 });
  const [unit = ''] = units;
  await tell('farm', 'pack', 2, { unit, goods: goods('60') });
  await tell('farm', 'ship', 3, {
    units,
    toPartyId: partyOf('carrier'),
    newOwnerPartyId: partyOf('hall'),
  });
  await tell('carrier', 'take-over', 4, { units, fromPartyId: partyOf('farm') });
  await tell('carrier', 'hand-over', 5, { units, toPartyId: partyOf('hall') });
  await tell('hall', 'receive', 6, { units, fromPartyId: partyOf('carrier') });
  await tell('hall', 'unpack', 7, { unit, goods: scanned('50') });
  for (const [shop, value] of [
    ['corner', '20'],
    ['lake', '30'],
  ] as const) {
    await tell('hall', 'ship', 8, { goods: scanned(value), toPartyId: partyOf(shop) });
    await tell(shop, 'receive', 9, { goods: goods(value), fromPartyId: partyOf('hall') });
  }

  await tell('farm', 'ship', 8, { goods: goods('40'), toPartyId: partyOf('works') });
  await tell('works', 'receive', 9, { goods: goods('40'), fromPartyId: partyOf('farm') });
  const pressed = await tell('works', 'transform', 10, {
    goods: goods('40'),
    outputs: [{ productId: chain.product('juice'), number: 'J-1', quantity: kilograms('30') }],
    loss: { quantity: kilograms('10'), reason: 'stones and skins' },
  });
  const [juice = { id: '', code: '' }] = pressed.batches as { id: string; code: string }[];
  await tell('works', 'ship', 11, { goods: goods('12', juice.id), toPartyId: partyOf('corner') });
  await tell('corner', 'receive', 12, {
    goods: goods('12', juice.id),
    fromPartyId: partyOf('works'),
  });
  await tell('corner', 'sell', 13, { goods: goods('3') });
  await tell('corner', 'sell', 14, { goods: goods('2', juice.id) });
  return { peaches: { ...harvested, item }, juice, unit };
}

/** What a consumer without a key reads: the answer for programs, and the page. Answers live for a second. */
async function scan(code: string): Promise<{ passport: Passport; page: string }> {
  chain.service.clock.advance(1_500);
  const ask = <Answered>(headers: Record<string, string>) =>
    chain.send<Answered>('GET', `/t/${code}`, { headers });
  const { body: passport } = await ask<Passport>({ Accept: 'application/json' });
  const { body: page } = await ask<string>({ Accept: 'text/html', 'Accept-Language': 'en' });
  return { passport, page };
}

const titleOf = (page: string) => /<title>([^<]*)/.exec(page)?.[1];

const actsOf = (passport: Passport) =>
  'journey' in passport
    ? passport.journey.map((entry) => (entry.kind === 'step' ? entry.act : 'gap'))
    : [];

test('goods go from farm to shop over a pallet, a carrier and a split, and end in a recall on the consumer’s page', async () => {
  const { peaches, juice, unit } = await story();
  expect(await endingOf(chain)).toEqual(ending);

  const before = await scan(peaches.code);
  expect(before.passport).toMatchObject({
    verdict: 'recorded',
    issuer: { text: 'Peach farm' },
    product: { name: { text: 'peaches' } },
  });
  expect(actsOf(before.passport)).toEqual(
    expect.arrayContaining(['harvested', 'packed', 'shipped', 'taken-over', 'received']),
  );
  expect(titleOf(before.page)).not.toMatch(/recalled/i);
  expect((await scan(peaches.item)).passport).toMatchObject({ verdict: 'recorded' });
  expect((await scan(juice.code)).passport).toMatchObject({ verdict: 'recorded' });

  const { key } = chain.member('farm');
  const recall = await chain.post<RecallScopeView>(key, '/api/v1/recalls', {
    batchIds: [peaches.id],
    grade: 1,
    reason: 'Listeria found by the laboratory',
    advice: 'Do not eat them.',
  });
  for (const code of [peaches.code, peaches.item, unit]) {
    const { passport, page } = await scan(code);
    expect(passport).toMatchObject({
      verdict: 'recalled',
      recall: {
        reason: { text: 'Listeria found by the laboratory' },
        orderedBy: { text: 'Peach farm' },
      },
    });
    expect(titleOf(page)).toMatch(/^Stop: recalled/);
    expect(page).toContain('Listeria found by the laboratory');
  }

  const sells = (batchId: string) =>
    chain.send<Body>('POST', '/api/v1/events', {
      key: chain.member('corner').key,
      body: { activity: 'sell', goods: [{ batchId, quantity: kilograms('1') }] },
    });
  expect(await sells(peaches.id)).toMatchObject({
    status: 409,
    body: { code: 'goods-frozen', recallId: recall.id },
  });
  // The maker of the peaches stops what it made; juice of them goes on until an officer stops it too.
  expect((await sells(juice.id)).status).toBe(201);
  expect((await scan(juice.code)).passport).toMatchObject({ verdict: 'recorded' });
  const order = await chain.post<RecallScopeView>(chain.regulator, '/api/v1/recalls', {
    batchIds: [peaches.id],
    grade: 1,
    reason: 'Ordered by the bureau',
  });
  expect(await sells(juice.id)).toMatchObject({ status: 409, body: { recallId: order.id } });
  expect((await scan(juice.code)).passport).toMatchObject({ verdict: 'recalled' });
});
