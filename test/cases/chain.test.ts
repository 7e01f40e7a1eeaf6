// What an organisation may know of a batch beyond those it deals with: steps without names, and nobody else's share.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ChainStepView, ChainView } from '../../src/chain/chain.dto.js';
import { World } from './world.js';

let service: World;
let world: World;
beforeAll(async () => {
  service = await World.start();
});
beforeEach(() => {
  world = service.another();
});
afterAll(() => service?.close());

async function chainOf(name: string, batch: string) {
  const { key } = await world.trader(name);
  const path = `/api/v1/batches/${world.batches.get(batch) ?? batch}/chain`;
  return world.service.send<ChainView>('GET', path, { key });
}

async function stepsOf(name: string, batch: string): Promise<ChainStepView[]> {
  const { status, body } = await chainOf(name, batch);
  expect(status).toBe(200);
  return body.steps;
}

/** F grows A, P makes D of it, W gets D and passes some on to S; W2 stands for S2, who gets other goods of D. */
async function aChain(): Promise<void> {
  await world.make('F', 'A', '100', { hour: 1 });
  await world.handOver('F', 'P', 'A 60', 30);
  await world.transform('P', 'A 40', 'D 40', 55);
  await world.handOver('P', 'W', 'D 30', 80);
  await world.handOver('W', 'S', 'D 10', 105);
  await world.handOver('P', 'S2', 'D 5', 130);
}

test('a shop learns where goods came from: the steps, their days and regions, and no name beyond its partner', async () => {
  await aChain();
  const steps = await stepsOf('S', 'D');
  expect(steps.map(({ step }) => step)).toEqual([
    'commissioning',
    'shipping',
    'receiving',
    'commissioning',
  ]);
  const text = JSON.stringify(steps);
  for (const name of ['F', 'P']) {
    const { partyId, placeId } = await world.trader(name);
    expect(text).not.toContain(partyId);
    expect(text).not.toContain(placeId);
  }
  expect(text).not.toMatch(/T\d\d:|"(60|40|100)"/);
  expect(new Set(steps.map(({ party }) => party.alias)).size).toBe(2);
  for (const { on, products } of steps) {
    expect(on).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(products.length).toBeGreaterThan(0);
  }
});

test('aliases hold for one viewer, and are others for another', async () => {
  await aChain();
  const aliases = async (name: string) =>
    (await stepsOf(name, 'D')).map(({ party }) => party.alias);
  const first = await aliases('S');
  expect(await aliases('S')).toEqual(first);
  const other = (await aliases('S2')).filter((alias) => alias !== undefined);
  expect(other.length).toBeGreaterThan(0);
  expect(first.filter((alias) => other.includes(alias ?? ''))).toEqual([]);
});

test('whoever dealt with the maker knows its name, and nobody else’s', async () => {
  await aChain();
  const steps = await stepsOf('S2', 'D');
  const { partyId } = await world.trader('P');
  const making = steps.at(-1);
  expect(making?.party.id).toBe(partyId);
  expect(steps[0]?.party.alias).toBeDefined();
});

test('where goods went is told to their maker alone, who got them by no name beyond its partners', async () => {
  await aChain();
  const after = (await stepsOf('P', 'D')).filter(({ way }) => way === 'after');
  expect(after.length).toBeGreaterThan(2);
  const { partyId } = await world.trader('S');
  expect(JSON.stringify(after)).not.toContain(partyId);
  for (const name of ['W', 'S', 'S2']) {
    expect((await stepsOf(name, 'D')).filter(({ way }) => way === 'after')).toEqual([]);
  }
});

test('who else got some of a batch is told to nobody: not by a receipt without a release, a count or a making', async () => {
  await aChain();
  const before = JSON.stringify(await stepsOf('S', 'D'));
  await world.receive('C', 'P', 'D 3', 140);
  await world.receive('C', 'F', 'A 3', 140);
  await world.does('C', 'count', 150, { goods: world.goods('D 9') });
  const made = {
    ...(await world.shipping('C', 'C', 'D 4', 151)),
    action: 'ADD',
    bizStep: 'commissioning',
  };
  await world.capture('C', { ...made, sourceList: [], destinationList: [] });
  expect(JSON.stringify(await stepsOf('S', 'D'))).toBe(before);
});

test('one’s own word opens no chain, and tells no name', async () => {
  await aChain();
  await world.does('G', 'sell', 160, { goods: world.goods('D 1') });
  expect((await chainOf('G', 'D')).status).toBe(404);
  const named = async () => (await stepsOf('S', 'D')).filter(({ party }) => party.id !== undefined);
  const known = await named();
  await world.capture('S', await world.shipping('S', 'F', 'D 1', 161));
  expect(await named()).toEqual(known);
});

test('an alias is another one in the chain of another batch', async () => {
  await aChain();
  await world.transform('P', 'A 10', 'E 10', 56);
  await world.handOver('P', 'W', 'E 10', 80);
  await world.handOver('W', 'S', 'E 10', 105);
  const grower = async (batch: string) => (await stepsOf('S', batch))[0]?.party.alias;
  const [one, other] = [await grower('D'), await grower('E')];
  expect([one, other]).not.toContain(undefined);
  expect(one).not.toBe(other);
});

test('what else was in an event of the way is not told', async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  await world.make('F', 'Z', '10', { hour: 1, product: 'for-somebody-else' });
  await world.handOver('F', 'P', 'A 60, Z 5', 30);
  await world.transform('P', 'A 40', 'D 40', 55);
  await world.handOver('P', 'W', 'D 30', 80);
  expect(JSON.stringify(await stepsOf('W', 'D'))).not.toContain('for-somebody-else');
});

test('whoever registers a batch that others have named before is not told where its goods went', async () => {
  await world.trader('G');
  await world.product('X', 'G');
  await world.receive('S', 'W', 'N 5', 20);
  await world.handOver('S', 'S2', 'N 2', 30);
  world.service.clock.advance(1_000);
  await world.make('G', 'N', '5', { hour: 40 });
  const { status, body } = await chainOf('G', 'N');
  expect([404, 200]).toContain(status);
  expect((body.steps ?? []).filter(({ way }) => way === 'after')).toEqual([]);
});

test('temperatures are told as the coldest and the warmest', async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  const shipping = await world.shipping('F', 'P', 'A 60', 30);
  const report = (value: number) => ({ type: 'Temperature', value, uom: 'CEL' });
  await world.capture('F', {
    ...shipping,
    sensorElementList: [{ sensorReport: [report(2.5), report(-1), report(4)] }],
  });
  await world.receive('P', 'F', 'A 60', 31);
  await world.transform('P', 'A 40', 'D 40', 55);
  const sent = (await stepsOf('P', 'D')).find(({ step }) => step === 'shipping');
  expect(sent?.temperature).toEqual({ least: '-1', most: '4' });
});

test('to whoever has nothing of it, it does not exist', async () => {
  await aChain();
  const [hidden, absent] = [
    await chainOf('G', 'D'),
    await chainOf('G', world.service.random.uuid()),
  ];
  expect(hidden.status).toBe(404);
  expect({ ...hidden.body, instance: '' }).toEqual({ ...absent.body, instance: '' });
  expect((await chainOf('F', 'D')).status).toBe(404);
});
