// Goal: six organisations take goods from the farm to the shop over HTTP alone, with nothing but keys and answers.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AccountsService } from '../../src/parties/index.js';
import { startApp, type TestApp } from '../support/app.js';

type Body = Record<string, unknown>;

interface Member {
  readonly key: string;
  readonly partyId: string;
}

interface Account {
  readonly partyId: string;
  readonly key: { readonly key: string };
}

const hour = 3_600_000;

let service: TestApp;
let operator: string;
beforeAll(async () => {
  service = await startApp();
  // An operator is opened by whoever installs the service, not over HTTP.
  const account = await service.app
    .get(AccountsService)
    .open({ kind: 'organisation', name: 'Operator', roles: ['operator'] });
  operator = account.key.text;
});
afterAll(() => service?.close());

/** Posts and answers what came back; a refusal fails the journey with the whole answer. */
async function post<Answer = { readonly id: string }>(
  key: string,
  path: string,
  body: Body,
): Promise<Answer> {
  const answer = await service.send<Answer>('POST', `/api/v1${path}`, { key, body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Opens an account by the operator's key and registers its default place by its own. */
async function join(name: string, role: string, kind: string): Promise<Member> {
  const opened = await post<Account>(operator, '/organisations', { name, roles: [role] });
  const { key } = opened.key;
  await post(key, '/locations', { name: `${name}, yard`, partyId: opened.partyId, kind });
  return { key, partyId: opened.partyId };
}

/** The hour-th hour of the story, whose end lies before now. */
const at = (hours: number) => new Date(service.clock.now() - (48 - hours) * hour).toISOString();

const kilograms = (value: string) => ({ value, unit: 'KGM' });

async function tell({ key }: Member, activity: string, hours: number, more: Body): Promise<Body> {
  return post(key, '/events', { activity, at: at(hours), ...more });
}

/** The refusal of an act that takes more than its author has says how much there is. */
async function left({ key }: Member, batchId: string): Promise<string> {
  const goods = [{ batchId, quantity: kilograms('999999') }];
  const { status, body } = await service.send<{
    shortfalls: { available: { value: string } }[];
  }>('POST', '/api/v1/events', { key, body: { activity: 'sell', goods } });
  expect(status).toBe(409);
  return body.shortfalls[0]?.available.value ?? '';
}

test('goods go from farm to shop, over a pallet, a carrier and a split, and every kilogram is there', async () => {
  const farm = await join('Peach farm', 'producer', 'orchard');
  const processor = await join('Juice works', 'processor', 'plant');
  const carrier = await join('Cold lorries', 'carrier', 'warehouse');
  const wholesaler = await join('Market hall', 'wholesaler', 'warehouse');
  const corner = await join('Corner shop', 'retailer', 'shop');
  const lake = await join('Lake shop', 'retailer', 'shop');

  const peach = await post(farm.key, '/products', {
    name: 'Peaches',
    itemCode: 'PEACH',
    unit: 'KGM',
    dateType: 'none',
  });
  const harvested = await post<{ id: string; code: string }>(farm.key, '/batches', {
    productId: peach.id,
    quantity: kilograms('100'),
    making: 'harvest',
    at: at(1),
  });
  const items = await post<{ codes: string[] }>(farm.key, `/batches/${harvested.id}/codes`, {
    kind: 'item',
    count: 3,
  });
  expect(new Set(items.codes).size).toBe(3);
  const batch = harvested.id;
  const goods = (value: string, batchId = batch) => [{ batchId, quantity: kilograms(value) }];

  const pallets = await post<{ codes: string[] }>(farm.key, '/logistic-units/codes', { count: 1 });
  const units = pallets.codes;
  const [unit = ''] = units;
  await tell(farm, 'pack', 2, { unit, goods: goods('60') });
  await tell(farm, 'ship', 3, {
    units,
    toPartyId: carrier.partyId,
    newOwnerPartyId: wholesaler.partyId,
  });
  await tell(carrier, 'take-over', 4, { units, fromPartyId: farm.partyId });
  await tell(carrier, 'hand-over', 5, { units, toPartyId: wholesaler.partyId });
  await tell(wholesaler, 'receive', 6, { units, fromPartyId: carrier.partyId });
  await tell(wholesaler, 'unpack', 7, { unit });
  for (const [shop, value] of [
    [corner, '20'],
    [lake, '30'],
  ] as const) {
    // It came inside the pallet: the wholesaler learns of the batch by scanning what is printed on it.
    await tell(wholesaler, 'ship', 8, {
      goods: [{ what: harvested.code, quantity: kilograms(value) }],
      toPartyId: shop.partyId,
    });
    await tell(shop, 'receive', 9, { goods: goods(value), fromPartyId: wholesaler.partyId });
  }

  await tell(farm, 'ship', 8, { goods: goods('40'), toPartyId: processor.partyId });
  await tell(processor, 'receive', 9, { goods: goods('40'), fromPartyId: farm.partyId });
  const juice = await post(processor.key, '/products', {
    name: 'Juice',
    itemCode: 'JUICE',
    unit: 'KGM',
    dateType: 'none',
  });
  const pressed = await tell(processor, 'transform', 10, {
    goods: goods('40'),
    outputs: [{ productId: juice.id, quantity: kilograms('30') }],
    loss: { quantity: kilograms('10'), reason: 'stones and skins' },
  });
  const [made] = pressed.batches as { id: string }[];
  const juiceBatch = made?.id ?? '';
  await tell(processor, 'ship', 11, { goods: goods('12', juiceBatch), toPartyId: corner.partyId });
  await tell(corner, 'receive', 12, {
    goods: goods('12', juiceBatch),
    fromPartyId: processor.partyId,
  });
  await tell(corner, 'sell', 13, { goods: goods('3') });
  await tell(corner, 'sell', 14, { goods: goods('2', juiceBatch) });

  const of = (who: Member, ...batches: string[]) => Promise.all(batches.map((id) => left(who, id)));
  expect(await of(farm, batch)).toEqual(['0']);
  expect(await of(wholesaler, batch)).toEqual(['10']);
  expect(await of(lake, batch)).toEqual(['30']);
  expect(await of(corner, batch, juiceBatch)).toEqual(['17', '10']);
  expect(await of(processor, batch, juiceBatch)).toEqual(['0', '18']);
}, 60_000);
