import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { RecallScopeView } from '../../src/recalls/recalls.dto.js';
import { World } from './world.js';

/** The recall cases over HTTP. Recalls open at hour 200 of the story, which is now. */
let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.close());

/** A new product and batches for each case, so that none is frozen by another's recall. */
let story = 0;
const named = (letter: string) => `${letter}-${story}`;
beforeEach(() => {
  story += 1;
});

const make = (owner: string, letter: string, amount: string, product = 'X') =>
  world.make(owner, named(letter), amount, { hour: 1, product: named(product) });
const idOf = (letter: string) => world.batches.get(named(letter)) ?? '';
/** `D 5` is of that batch; `X 5` of that product, batch unknown. */
const goods = (text: string) =>
  text.split(', ').map((line) => {
    const [letter = '', value = ''] = line.split(' ');
    const batchId = world.batches.get(named(letter));
    const thing =
      batchId === undefined ? { productId: world.products.get(named(letter)) } : { batchId };
    return { ...thing, quantity: { value, unit: 'KGM' } };
  });
const tell = (by: string, activity: string, text: string, more: object = {}) =>
  world.tell(by, { activity, ...(text !== '' && { goods: goods(text) }), ...more });
const fact = (hour: number) => ({ recorded: 'fact', at: world.at(hour) });

async function ship(from: string, to: string, text: string, more: object = {}) {
  const { partyId } = await world.trader(to);
  return tell(from, 'ship', text, { toPartyId: partyId, ...more });
}

async function receive(by: string, from: string, text: string, more: object = {}) {
  const { partyId } = await world.trader(from);
  return tell(by, 'receive', text, { fromPartyId: partyId, recorded: 'fact', ...more });
}

async function recall(by: string, letters: string): Promise<RecallScopeView> {
  const { key } = await world.trader(by);
  const opened = await world.post(key, '/api/v1/recalls', {
    batchIds: [...letters].map(idOf),
    grade: 1,
    reason: 'Listeria found by the laboratory',
  });
  return opened as unknown as RecallScopeView;
}

async function look(by: string, id: string) {
  const { key } = await world.trader(by);
  return world.service.send<RecallScopeView>('GET', `/api/v1/recalls/${id}`, { key });
}

async function organisationOf(name: string): Promise<string> {
  const { key } = await world.trader(name);
  const me = await world.service.send<{ id: string }>('GET', '/api/v1/organisations/me', { key });
  return me.body.id;
}

/** P made D 60: 20 at P, 10 on the way to S, 30 at S. */
async function spreadOut(): Promise<void> {
  await make('P', 'D', '60');
  await ship('P', 'S', 'D 30', { at: world.at(2) });
  await receive('S', 'P', 'D 30', { at: world.at(3) });
  await ship('P', 'S', 'D 10', { at: world.at(4) });
}

/** S makes a batch of goods; answers the eventID of the making. */
async function madeOf(input: string, output: string): Promise<unknown> {
  const productId = await world.product(named('Y'), 'S');
  const made = await tell('S', 'transform', input, {
    at: world.at(5),
    outputs: [{ productId, number: named(output), quantity: { value: '4', unit: 'KGM' } }],
    loss: { quantity: { value: '1', unit: 'KGM' }, reason: 'peel' },
  });
  expect(made.status).toBe(201);
  const [batch] = (made.body as { batches: { id: string }[] }).batches;
  world.batches.set(named(output), batch?.id ?? '');
  return made.body.eventId;
}

async function r1(): Promise<void> {
  await spreadOut();
  await madeOf('D 5', 'E');
  await make('P', 'B', '50');
  // S sends some of both without saying which; S2 takes 40 of it.
  await ship('P', 'S', 'B 50', { at: world.at(5) });
  await receive('S', 'P', 'B 50', { at: world.at(6) });
  expect((await ship('S', 'S2', 'X 40', { at: world.at(7) })).status).toBe(201);
  expect((await receive('S2', 'S', 'X 40', { at: world.at(8) })).status).toBe(201);
}

test("R1 a maker's recall freezes its batch everywhere and gives notice of what was made of it", async () => {
  await r1();
  const { batches, holdings, notices } = await recall('P', 'D');
  expect(batches).toMatchObject([
    { batchId: idOf('D'), why: 'named', frozen: true },
    { batchId: idOf('E'), why: 'derived', frozen: false },
  ]);
  const s2 = await organisationOf('S2');
  const ofD = holdings.filter(({ batchId }) => batchId === idOf('D'));
  expect(ofD.map(({ where, certainty, quantity }) => [where, certainty, quantity.most])).toEqual(
    expect.arrayContaining([
      ['place', 'certain', '20'],
      ['transit', 'certain', '10'],
      ['place', 'certain', '25'],
    ]),
  );
  expect(ofD.find(({ organisationId }) => organisationId === s2)).toMatchObject({
    certainty: 'possible',
    quantity: { least: '0', most: '25' },
  });
  expect(holdings.find(({ batchId }) => batchId === idOf('E'))).toMatchObject({
    organisationId: await organisationOf('S'),
  });
  expect(notices.map(({ organisationId, state }) => [organisationId, state]).sort()).toEqual(
    [
      [await organisationOf('S'), 'sent'],
      [s2, 'sent'],
    ].sort(),
  );
  expect((await tell('S2', 'sell', 'X 1')).body).toMatchObject({ code: 'goods-frozen' });
  expect((await tell('S', 'sell', 'E 1')).status).toBe(201);
});

test("R1 a regulator's order freezes what was made of the batch too, then and later", async () => {
  await r1();
  const { id, batches } = await recall('R', 'D');
  expect(batches).toMatchObject([
    { batchId: idOf('D'), frozen: true },
    { batchId: idOf('E'), frozen: true },
  ]);
  expect((await tell('S', 'sell', 'E 1')).body).toMatchObject({
    code: 'goods-frozen',
    recallId: id,
  });
  const productId = await world.product(named('Z'), 'S');
  const later = await tell('S', 'transform', 'E 2', {
    ...fact(9),
    outputs: [{ productId, number: named('G'), quantity: { value: '2', unit: 'KGM' } }],
  });
  const [made] = (later.body as { batches: { id: string }[] }).batches;
  world.batches.set(named('G'), made?.id ?? '');
  expect((await tell('S', 'sell', 'G 1')).body).toMatchObject({
    code: 'goods-frozen',
    recallId: id,
  });
});

test('R2 acts on frozen goods: selling, making, moving on are refused; returning and destroying are not', async () => {
  await spreadOut();
  const { id } = await recall('P', 'D');
  const frozen = { code: 'goods-frozen', status: 409, recallId: id };
  expect((await tell('S', 'sell', 'D 1')).body).toMatchObject(frozen);
  expect((await ship('S', 'S2', 'D 1')).body).toMatchObject(frozen);
  const productId = await world.product(named('Y'), 'S');
  const outputs = [{ productId, number: named('E'), quantity: { value: '1', unit: 'KGM' } }];
  expect((await tell('S', 'transform', 'D 1', { outputs })).body).toMatchObject(frozen);
  expect((await tell('S', 'inspect', 'D 30')).status).toBe(201);
  expect((await tell('S', 'count', 'D 30')).status).toBe(201);
  world.service.clock.advance(1000);
  expect((await tell('S', 'sample', 'D 1')).status).toBe(201);
  const { partyId: toPartyId } = await world.trader('P');
  expect((await tell('S', 'return', 'D 5', { toPartyId })).status).toBe(201);
  expect((await tell('S', 'dispose', 'D 5', { reason: 'recall' })).status).toBe(201);
  const { body } = await look('P', id);
  expect(body.reconciliation).toMatchObject([{ destroyed: '5', recovered: '5', made: '60' }]);
});

test('R2 goods under recall are returned up the chain only', async () => {
  await make('P', 'D', '60');
  await ship('P', 'W', 'D 50', { at: world.at(2) });
  await receive('W', 'P', 'D 50', { at: world.at(3) });
  await ship('W', 'S', 'D 20', { at: world.at(4) });
  await receive('S', 'W', 'D 20', { at: world.at(5) });
  const unit = '/00/106141412345678915';
  await tell('W', 'pack', 'D 10', { unit, at: world.at(6) });
  const { partyId: toPartyId } = await world.trader('S1');
  await tell('W', 'ship', '', { units: [unit], toPartyId, at: world.at(7) });
  const { partyId: fromPartyId } = await world.trader('W');
  await tell('S1', 'receive', '', { units: [unit], fromPartyId, ...fact(8) });
  const { id } = await recall('R', 'D');
  world.service.clock.advance(1000);
  const back = async (by: string, to: string, amount: number, more: object = {}) => {
    const party = (await world.trader(to)).partyId;
    return tell(by, 'return', `D ${amount}`, { toPartyId: party, ...more });
  };
  const frozen = { code: 'goods-frozen', status: 409, recallId: id };
  expect((await back('S', 'S2', 1)).body).toMatchObject(frozen);
  expect((await back('W', 'S', 1)).body).toMatchObject(frozen);
  for (const [by, to, amount] of [
    ['S', 'W', 2],
    ['S', 'P', 3],
    ['S', 'R', 4],
    ['W', 'P', 5],
    ['S1', 'W', 6],
  ] as const) {
    const { status } = await back(by, to, amount, { ...(by === 'S1' && { recorded: 'act' }) });
    expect([by, to, status]).toEqual([by, to, 201]);
  }
  expect((await look('R', id)).body.breaches).toEqual([]);
  expect((await back('S', 'S2', 7, { recorded: 'fact' })).status).toBe(201);
  expect((await look('R', id)).body.breaches).toMatchObject([{ quantity: { most: '7' } }]);
});

test('R2 goods that came deep in units, or without their batch, go back to whom they came from', async () => {
  await make('P', 'D', '60');
  await ship('P', 'W', 'D 60', { at: world.at(2) });
  await receive('W', 'P', 'D 60', { at: world.at(3) });
  const [box, pallet] = ['/00/106141412345678922', '/00/106141412345678939'];
  await tell('W', 'pack', 'D 10', { unit: box, at: world.at(4) });
  await tell('W', 'pack', '', { units: [box], unit: pallet, at: world.at(5) });
  const party = async (name: string) => (await world.trader(name)).partyId;
  const sent = { units: [pallet], toPartyId: await party('S1'), at: world.at(6) };
  expect((await tell('W', 'ship', '', sent)).status).toBe(201);
  const taken = { units: [pallet], fromPartyId: await party('W'), ...fact(7) };
  expect((await tell('S1', 'receive', '', taken)).status).toBe(201);
  // C never said what it took from whom: its goods may be of any batch.
  await ship('C', 'S', 'X 20', fact(6));
  expect((await receive('S', 'C', 'X 20', { at: world.at(7) })).status).toBe(201);
  await recall('R', 'D');
  world.service.clock.advance(1000);
  await tell('S1', 'unpack', '', { units: [box], unit: pallet });
  expect((await tell('S1', 'unpack', 'D 10', { unit: box })).status).toBe(201);
  for (const [by, what, from] of [
    ['S1', 'D 3', 'W'],
    ['S', 'X 4', 'C'],
  ] as const) {
    const back = async (to: string) =>
      (await tell(by, 'return', what, { toPartyId: await party(to), recorded: 'act' })).status;
    expect([by, await back('S2'), await back(from)]).toEqual([by, 409, 201]);
  }
});

test('R3 a fact about frozen goods is stored and flagged as a breach, before the freeze it is not', async () => {
  await world.trader('R');
  await spreadOut();
  const { id } = await recall('P', 'D');
  world.service.clock.advance(3_600_000);
  expect((await tell('S', 'sell', 'D 2', { ...fact(190) })).status).toBe(201);
  expect((await tell('S', 'sell', 'D 3', { recorded: 'fact' })).status).toBe(201);
  for (const by of ['P', 'R', 'S']) {
    expect((await look(by, id)).body.breaches).toMatchObject([
      {
        quantity: { least: '3', most: '3', unit: 'KGM' },
        secondsSinceFreeze: 3600,
        secondsSinceNotice: 3600,
      },
    ]);
  }
  const alerts = await world.service.database
    .as({ role: 'fold' })
    .query<{ id: string }>(
      `SELECT organisation_id AS id FROM feed WHERE kind = 'freeze-breached' AND payload->>'recallId' = $1`,
      [id],
    );
  expect(alerts.map((alert) => alert.id).sort()).toEqual(
    [await organisationOf('P'), await organisationOf('R')].sort(),
  );
  expect((await look('S2', id)).status).toBe(404);
});

test('R3 a breach by whoever opened the recall has no notice to count from', async () => {
  await make('P', 'D', '60');
  const { id } = await recall('P', 'D');
  world.service.clock.advance(3_600_000);
  expect((await ship('P', 'S2', 'D 5', { recorded: 'fact' })).status).toBe(201);
  expect((await look('P', id)).body.breaches).toMatchObject([{ secondsSinceNotice: null }]);
});

test('R4 reconciliation: what was returned and then destroyed is recovered once, and closing needs a word on the rest', async () => {
  await make('P', 'D', '100');
  await ship('P', 'S', 'D 100', { at: world.at(2) });
  await receive('S', 'P', 'D 100', { at: world.at(3) });
  await tell('S', 'sell', 'D 10', { at: world.at(4) });
  const { id } = await recall('P', 'D');
  const { partyId: toPartyId } = await world.trader('P');
  await tell('S', 'return', 'D 60', { toPartyId });
  expect((await receive('P', 'S', 'D 60')).status).toBe(201);
  await tell('P', 'dispose', 'D 60', { reason: 'recall' });
  await tell('S', 'dispose', 'D 25', { reason: 'recall' });
  await tell('S', 'count', 'D 0');
  expect((await look('P', id)).body.reconciliation).toMatchObject([
    {
      made: '100',
      soldBeforeFreeze: '10',
      soldAfterFreeze: '0',
      returned: '60',
      destroyed: '85',
      notSoldBeforeFreeze: '90',
      relabelled: '0',
      recovered: '85',
      unaccounted: '5',
    },
  ]);
  const { key } = await world.trader('P');
  const close = (body: object) =>
    world.service.send('POST', `/api/v1/recalls/${id}/close`, { key, body });
  for (const body of [{}, { word: '' }, { word: ' ' }]) {
    expect(await close(body)).toMatchObject({
      ...{ status: 422, body: { errors: [{ pointer: '/word' }] } },
    });
  }
  expect((await close({ word: '5 were eaten by mice' })).body).toMatchObject({
    ...{ state: 'closed', closingWord: '5 were eaten by mice' },
    reconciliation: [{ recovered: '85', unaccounted: '5' }],
  });
});

test('R7 mixed loads: a unit that holds frozen goods, goods on the way, and a draw without a batch', async () => {
  await make('P', 'D', '30');
  await make('P', 'B', '35');
  await ship('P', 'S', 'D 20, B 30', { at: world.at(2) });
  const unit = '/00/106141412345678908';
  const packed = await tell('P', 'pack', 'D 10, B 5', { unit, at: world.at(3) });
  expect(packed.status).toBe(201);
  const { id } = await recall('P', 'D');
  const frozen = { code: 'goods-frozen', recallId: id };
  const { partyId: toPartyId } = await world.trader('S');
  const shipUnit = () => tell('P', 'ship', '', { units: [unit], toPartyId });
  expect((await shipUnit()).body).toMatchObject(frozen);
  expect((await tell('P', 'unpack', 'D 10', { unit })).status).toBe(201);
  expect((await shipUnit()).status).toBe(201);
  expect((await receive('S', 'P', 'D 20, B 30', { recorded: 'act' })).status).toBe(201);
  expect((await tell('S', 'sell', 'D 1')).body).toMatchObject(frozen);
  expect((await tell('S', 'sell', 'B 1', { recorded: 'act' })).status).toBe(201);
  const refused = await tell('S', 'sell', 'X 1');
  expect(refused.body).toMatchObject(frozen);
  expect(String(refused.body.detail)).toMatch('check the number');
  expect((await tell('S', 'sell', 'X 1', { recorded: 'fact' })).status).toBe(201);
  expect((await look('P', id)).body.breaches).toMatchObject([
    { quantity: { least: '0', most: '1' } },
  ]);
});

test('C11 a correction inside a recall takes nothing out of scope before its owner releases it', async () => {
  await make('F', 'A', '10', 'M');
  const bought = await ship('F', 'S', 'A 10', { at: world.at(2) });
  expect(bought.status).toBe(201);
  await receive('S', 'F', 'A 10', { at: world.at(3) });
  const link = await madeOf('A 5', 'D');
  const { id } = await recall('F', 'A');
  const reason = 'did not happen';
  const declared = await world.tell('S', { activity: 'declare-error', of: link, reason });
  expect(declared.status).toBe(201);
  const scopeOf = async () => (await look('F', id)).body.batches;
  expect(await scopeOf()).toMatchObject([
    { batchId: idOf('A'), correctionPendingRelease: false },
    { batchId: idOf('D'), correctionPendingRelease: true },
  ]);
  const { key } = await world.trader('F');
  await world.post(key, `/api/v1/recalls/${id}/release`, { batchIds: [idOf('D')] });
  expect((await scopeOf())[1]).toMatchObject({ correctionPendingRelease: false });
  expect((await scopeOf())[1]?.releasedAt).not.toBeNull();
  world.service.clock.advance(1000);
  const second = await recall('F', 'A');
  expect(second.batches.map(({ batchId }) => batchId)).toEqual([idOf('A')]);
});

/** W has 50 A when F recalls it; a minute later W's device uploads that 20 went to S2, and S2 that it took them. */
async function c12(shipped: object, taken: object): Promise<string> {
  await make('F', 'A', '50');
  await ship('F', 'W', 'A 50', { at: world.at(2) });
  await receive('W', 'F', 'A 50', { at: world.at(3) });
  const { id } = await recall('F', 'A');
  world.service.clock.advance(60_000);
  expect((await ship('W', 'S2', 'A 20', { recorded: 'fact', ...shipped })).status).toBe(201);
  const { holdings, notices } = (await look('F', id)).body;
  const s2 = await organisationOf('S2');
  expect(holdings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        where: 'transit',
        quantity: { least: '20', most: '20', unit: 'KGM' },
      }),
    ]),
  );
  expect(notices.find(({ organisationId }) => organisationId === s2)?.state).toMatch(/queued|sent/);
  expect((await receive('S2', 'W', 'A 20', taken)).status).toBe(201);
  const after = (await look('F', id)).body;
  expect(after.holdings.find(({ organisationId }) => organisationId === s2)).toMatchObject({
    quantity: { least: '20', most: '20' },
  });
  expect((await tell('S2', 'sell', 'A 1')).body).toMatchObject({
    code: 'goods-frozen',
    recallId: id,
  });
  return id;
}

test("C12 a late event widens: yesterday's shipping is in scope and frozen when its upload is answered", async () => {
  const id = await c12(fact(176), fact(178));
  expect((await look('F', id)).body.breaches).toEqual([]);
});

test('C12 a late event widens: a shipping from after the freeze is a breach, too', async () => {
  const id = await c12({}, {});
  expect((await look('F', id)).body.breaches).toMatchObject([
    { quantity: { least: '20', most: '20' }, secondsSinceFreeze: 60, secondsSinceNotice: 60 },
  ]);
});

test('release and close let goods go; only the owner may, and only once', async () => {
  await spreadOut();
  const { id } = await recall('P', 'D');
  const path = `/api/v1/recalls/${id}`;
  const { key: other } = await world.trader('S');
  const { key } = await world.trader('P');
  const word = { word: 'all accounted for' };
  const send = (by: string, to: string, body?: object) =>
    world.service.send<RecallScopeView>('POST', `${path}/${to}`, { key: by, body });
  expect((await send(other, 'close', word)).status).toBe(404);
  expect((await send(other, 'acknowledge')).body.notices).toMatchObject([
    { state: 'acknowledged' },
  ]);
  expect((await send(key, 'release', { batchIds: [idOf('D')] })).status).toBe(200);
  expect((await tell('S', 'sell', 'D 1')).status).toBe(201);
  expect((await send(key, 'close', word)).body).toMatchObject({ state: 'closed' });
  expect((await send(key, 'close', word)).body).toMatchObject({ code: 'recall-closed' });
});

test('a batch of another maker is no batch that one may recall, and is told as one that does not exist', async () => {
  await make('P', 'D', '1');
  const { key } = await world.trader('S');
  const batchIds = [idOf('D')];
  const refused = await world.service.send('POST', '/api/v1/recalls', {
    key,
    body: { batchIds, grade: 1, reason: 'not mine' },
  });
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/batchIds/0' }] } });
});
