import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { RecallChangeView } from '../../src/recalls/course/changes.dto.js';
import type { ListedRecallView } from '../../src/recalls/recall-list.dto.js';
import type { RecallScopeView } from '../../src/recalls/recalls.dto.js';
import { World, type Body } from './world.js';

/**
 * The course of an open recall over HTTP. P, in Beijing, makes D; S, in Shandong, has some. R oversees the country, R11
 * Beijing, R37 Shandong, R44 Guangdong.
 */
let started: World;
let world: World;
beforeAll(async () => {
  started = await World.start();
});
afterAll(() => started?.close());
beforeEach(async () => {
  started.service.clock.set('2025-09-27T09:00:00+08:00');
  world = started.another();
  for (const name of ['P', 'S', 'W', 'R', 'R11', 'R37', 'R44']) await world.trader(name);
});

let count = 0;
/** A batch of P's of which S has 5. */
async function batch(): Promise<string> {
  count += 1;
  const id = await world.make('P', `D${count}`, '20', { hour: 1 });
  await world.handOver('P', 'S', `D${count} 5`, 2);
  return id;
}

type Told = RecallScopeView & Body;
const keyOf = async (name: string) => (await world.trader(name)).key;
const idOf = async (name: string) => (await world.trader(name)).organisationId;
const send = async <Answer = Told>(by: string, method: string, path: string, body?: Body) =>
  world.service.send<Answer>(method, `/api/v1/recalls${path}`, { key: await keyOf(by), body });
const open = async (by = 'P') => {
  const order = { batchIds: [await batch()], grade: 1, reason: 'Listeria' };
  return (await send(by, 'POST', '', order)).body;
};
const look = async (by: string, id: string) => (await send(by, 'GET', `/${id}`)).body;
const changes = async (by: string, id: string) => {
  const { body } = await send<{ items: RecallChangeView[] }>(by, 'GET', `/${id}/changes?limit=200`);
  return body.items;
};
const sell = (by: string, goods: string) =>
  world.tell(by, { activity: 'sell', goods: world.goods(goods), recorded: 'act' });
const tick = () => world.service.clock.advance(1000);

describe('more time', () => {
  const ask = (id: string, until: string, by = 'P') =>
    send(by, 'POST', `/${id}/extensions`, { until, reason: 'The ship is at sea' });
  const decide = (by: string, { id, extensions }: Told, granted: boolean) =>
    send(by, 'POST', `/${id}/extensions/${extensions.at(-1)!.id}/decision`, {
      ...{ granted, word: granted ? 'One week' : 'Hurry' },
    });
  const told = async () => {
    const { id } = await open();
    await send('P', 'POST', `/${id}/public-notice`, {});
    return id;
  };
  const dueOf = async (id: string) => (await look('P', id)).clock!.completionDue;

  test('R11 only what an authority consents to moves the last day, and all that was asked is kept', async () => {
    const id = await told();
    const asked = await ask(id, '2025-10-20');
    expect(asked).toMatchObject({ status: 201, body: { clock: { completionDue: '2025-10-16' } } });
    expect(asked.body.extensions).toMatchObject([{ state: 'asked', until: '2025-10-20' }]);
    const refused = await decide('R11', asked.body, false);
    expect(refused.body.extensions).toMatchObject([{ state: 'refused', word: 'Hurry' }]);
    expect(await dueOf(id)).toBe('2025-10-16');
    tick();
    const again = await ask(id, '2025-10-23');
    const granted = await decide('R', again.body, true);
    expect(granted.body.clock).toMatchObject({
      ...{ completionDue: '2025-10-23', extendedFrom: '2025-10-16', isCompletionLate: false },
    });
    expect((await look('P', id)).extensions).toMatchObject([
      { state: 'refused', decidedById: await idOf('R11') },
      { state: 'granted', decidedById: await idOf('R'), decidedAt: expect.any(String) },
    ]);
    world.service.clock.set('2025-10-23T23:59:59.999+08:00');
    const overdue = async () => {
      const path = '?overdue=true';
      return (await send<{ items: ListedRecallView[] }>('P', 'GET', path)).body.items.length;
    };
    expect(await overdue()).toBe(0);
    world.service.clock.advance(1);
    expect(await overdue()).toBe(1);
    expect((await look('P', id)).clock).toMatchObject({ isCompletionLate: true });
  });

  test('R11 an authority over the owner consents, once; no other and not the owner', async () => {
    const id = await told();
    const { body } = await ask(id, '2025-10-20');
    for (const [by, status, code] of [
      ['R37', 403, 'not-its-authority'],
      ['R44', 404, 'not-found'],
      ['P', 403, 'forbidden'],
    ] as const) {
      expect(await decide(by, body, true)).toMatchObject({ status, body: { code } });
    }
    expect(await dueOf(id)).toBe('2025-10-16');
    expect((await decide('R11', body, true)).status).toBe(200);
    expect(await decide('R', body, false)).toMatchObject({
      ...{ status: 409, body: { code: 'extension-decided' } },
    });
    expect(await dueOf(id)).toBe('2025-10-20');
    const absent = { ...body, extensions: [{ ...body.extensions[0]!, id }] };
    expect((await decide('R11', absent, true)).status).toBe(404);
  });

  test('R11 of a recall that was taken over, its leader or one over that consents, no lower one', async () => {
    const id = await told();
    const takeover = { reason: 'Grave' };
    expect((await send('R11', 'POST', `/${id}/takeover`, takeover)).status).toBe(200);
    expect((await decide('R11', (await ask(id, '2025-10-20')).body, true)).status).toBe(200);
    expect((await send('R', 'POST', `/${id}/takeover`, takeover)).status).toBe(200);
    tick();
    const { body } = await ask(id, '2025-10-23');
    expect(await decide('R11', body, true)).toMatchObject({
      ...{ status: 403, body: { code: 'not-its-authority' } },
    });
    expect(await dueOf(id)).toBe('2025-10-20');
    expect((await decide('R', body, true)).status).toBe(200);
    expect(await dueOf(id)).toBe('2025-10-23');
  });

  test('R11 a regulator does not consent to more time for itself', async () => {
    const { id } = await open('R11');
    await send('R11', 'POST', `/${id}/public-notice`, {});
    const { body } = await ask(id, '2025-10-20', 'R11');
    expect(await decide('R11', body, true)).toMatchObject({ status: 403 });
    expect((await decide('R', body, true)).body.clock).toMatchObject({
      completionDue: '2025-10-20',
    });
  });

  test('R11 it is asked for a later day, one at a time, of a recall that has a last day', async () => {
    const { id: untold } = await open();
    expect(await ask(untold, '2025-10-20')).toMatchObject({
      ...{ status: 409, body: { code: 'no-last-day' } },
    });
    const id = await told();
    for (const [until, says] of [
      ['2025-10-16', /not after 2025-10-16/],
      ['2026-10-17', /365 days/],
      ['2025-02-30', /./],
    ] as const) {
      expect(await ask(id, until)).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/until', detail: expect.stringMatching(says) }] },
      });
    }
    expect((await look('P', id)).extensions).toEqual([]);
    expect((await ask(id, '2026-10-16')).status).toBe(201);
    expect(await ask(id, '2025-12-01')).toMatchObject({
      ...{ status: 409, body: { code: 'extension-asked' } },
    });
    for (const by of ['S', 'R']) expect((await ask(id, '2025-12-01', by)).status).toBe(404);
    expect((await look('S', id)).extensions).toEqual([]);
  });
});

describe('a takeover', () => {
  const takeOver = (by: string, id: string) =>
    send(by, 'POST', `/${id}/takeover`, { reason: 'Two provinces are concerned' });

  test('R12 who takes over decides about the scope, the firm keeps its duties, and nothing is let go on the way', async () => {
    const { id, batches, leaderId } = await open();
    const goods = `D${count} 1`;
    const [{ batchId } = { batchId: '' }] = batches;
    expect(leaderId).toBe(await idOf('P'));
    tick();
    expect((await takeOver('R', id)).body).toMatchObject({
      ...{ organisationId: await idOf('P'), leaderId: await idOf('R'), state: 'open' },
      batches: [{ batchId, frozen: true }],
    });
    expect((await sell('S', goods)).body).toMatchObject({ code: 'goods-frozen', recallId: id });
    const further = await batch();
    const made = await world.transform('S', `D${count} 2`, `E${count} 2`, 6);
    expect(made.status).toBe(201);
    for (const [what, body] of [
      ['release', { batchIds: [batchId] }],
      ['widen', { batchIds: [further], reason: 'The same line' }],
      ['close', { word: 'All found' }],
    ] as const) {
      expect(await send('P', 'POST', `/${id}/${what}`, body)).toMatchObject({
        ...{ status: 409, body: { code: 'recall-taken-over' } },
      });
    }
    expect((await sell('S', goods)).status).toBe(409);
    expect((await send('P', 'POST', `/${id}/public-notice`, {})).status).toBe(200);
    const asked = { until: '2025-10-20', reason: 'The ship is at sea' };
    expect((await send('P', 'POST', `/${id}/extensions`, asked)).status).toBe(201);
    expect((await send('R', 'POST', `/${id}/public-notice`, {})).status).toBe(404);
    for (const by of ['P', 'R', 'S']) {
      expect((await look(by, id)).leaderId).toBe(await idOf('R'));
    }
    tick();
    const widened = { batchIds: [further], reason: 'The same line' };
    expect((await send('R', 'POST', `/${id}/widen`, widened)).status).toBe(200);
    // An authority's freeze spreads, though the recall is a firm's.
    expect((await sell('S', `E${count} 1`)).body).toMatchObject({ recallId: id });
    tick();
    const released = { batchIds: [batchId], reason: 'A sample is clean' };
    expect((await send('R', 'POST', `/${id}/release`, released)).status).toBe(200);
    tick();
    expect((await send('R', 'POST', `/${id}/close`, { word: 'Done' })).status).toBe(200);
    const seen = await changes('P', id);
    expect(seen.map(({ kind }) => kind)).toEqual([
      ...['closed', 'released', 'widened', 'taken-over', 'opened'],
    ]);
    expect(new Set(seen.slice(0, 4).map(({ byId }) => byId))).toEqual(new Set([await idOf('R')]));
    expect(seen[3]).toMatchObject({ reason: 'Two provinces are concerned', cameIn: [] });
  });

  test('R12 it goes upwards only, to an authority over who leads', async () => {
    const { id } = await open();
    for (const [by, status, code] of [
      ['R37', 403, 'not-its-authority'],
      ['R44', 404, 'not-found'],
      ['P', 403, 'forbidden'],
    ] as const) {
      expect(await takeOver(by, id)).toMatchObject({ status, body: { code } });
    }
    tick();
    expect((await takeOver('R11', id)).status).toBe(200);
    expect(await takeOver('R11', id)).toMatchObject({ status: 403 });
    tick();
    expect((await takeOver('R', id)).body.leaderId).toBe(await idOf('R'));
    expect(await takeOver('R11', id)).toMatchObject({ status: 403 });
    expect((await send('R11', 'POST', `/${id}/close`, { word: 'Mine' })).status).toBe(404);
    expect((await changes('P', id)).map(({ byId }) => byId)).toEqual(
      await Promise.all(['R', 'R11', 'P'].map(idOf)),
    );
    await send('R', 'POST', `/${id}/close`, { word: 'Done' });
    expect(await takeOver('R', id)).toMatchObject({ status: 403 });
  });

  test('R12 it brings in no batch that the owner could not have recalled: the owner would see all of it', async () => {
    const { id } = await open();
    const own = await batch();
    const strange = await world.make('W', `W${count}`, '3', { hour: 1, product: `of W${count}` });
    expect((await send('R', 'POST', `/${id}/takeover`, { reason: 'Grave' })).status).toBe(200);
    const widen = (batchIds: string[], recall = id) =>
      send('R', 'POST', `/${recall}/widen`, { batchIds, reason: 'The same line' });
    expect(await widen([own, strange])).toMatchObject({
      status: 422,
      body: {
        errors: [{ pointer: '/batchIds/1', detail: expect.stringMatching(/open another/) }],
      },
    });
    const seen = await look('P', id);
    expect(seen.batches).toHaveLength(1);
    expect((await widen([own])).status).toBe(200);
    const another = await send('R', 'POST', '', {
      ...{ batchIds: [strange], grade: 1, reason: 'Listeria' },
    });
    expect(another.status).toBe(201);
    // What a regulator ordered may reach as far as that regulator sees.
    const { id: ordered } = await open('R11');
    const ofBeijing = await batch();
    await send('R', 'POST', `/${ordered}/takeover`, { reason: 'Grave' });
    expect((await widen([ofBeijing], ordered)).status).toBe(200);
    expect(await widen([strange], ordered)).toMatchObject({ status: 422 });
  });

  describe('of a recall that names what was made on', () => {
    let [input, named, id] = ['', '', ''];
    const make = async (from: string, to: string, hour: number) => {
      const made = await world.transform('P', `${from} 2`, `${to} 2`, hour);
      expect(made.status).toBe(201);
      return world.batches.get(to)!;
    };
    const stopped = async () =>
      (await look('R', id)).batches.filter((each) => each.frozen).map(({ batchId }) => batchId);
    const widen = (batchId: string) =>
      send('R', 'POST', `/${id}/widen`, { batchIds: [batchId], reason: 'The same line' });
    beforeEach(async () => {
      input = await batch();
      named = await make(`D${count}`, `B${count}`, 4);
      const order = { batchIds: [named], grade: 1, reason: 'Listeria' };
      ({ id } = (await send('P', 'POST', '', order)).body);
    });

    test('R12 an authority’s freeze goes on past batches that the firm had named', async () => {
      const before = await make(`B${count}`, `C${count}`, 5);
      expect(await stopped()).toEqual([named]);
      await takeOver('R', id);
      expect((await widen(input)).status).toBe(200);
      expect(new Set(await stopped())).toEqual(new Set([input, named, before]));
      const after = await world.transform('P', `B${count} 0.5`, `E${count} 1`, 6);
      expect(after.status).toBe(201);
      expect(await stopped()).toContain(world.batches.get(`E${count}`));
    });

    test('R12 an authority makes the freeze of what the firm had named spread, once', async () => {
      const before = await make(`B${count}`, `C${count}`, 5);
      expect(
        (await send('P', 'POST', `/${id}/widen`, { batchIds: [named], reason: 'So' })).status,
      ).toBe(422);
      await takeOver('R', id);
      tick();
      expect((await widen(named)).status).toBe(200);
      expect(new Set(await stopped())).toEqual(new Set([named, before]));
      expect(await widen(named)).toMatchObject({ status: 422 });
      const widened = (await changes('R', id)).filter(({ kind }) => kind === 'widened');
      expect(widened).toMatchObject([{ byId: await idOf('R'), reason: 'The same line' }]);
    });
  });

  test('R12 whoever leads and whose recall it is both hear of what is done in it', async () => {
    const { id } = await open();
    await takeOver('R', id);
    await send('R', 'POST', `/${id}/close`, { word: 'Done' });
    const rows = await world.service.database
      .as({ role: 'fold' })
      .query<{ kind: string; whose: string }>(
        `SELECT kind, organisation_id AS whose FROM feed
         WHERE subject = $1 AND kind IN ('recall-taken-over', 'recall-closed')`,
        [id],
      );
    const [owner, leader] = [await idOf('P'), await idOf('R')];
    expect(rows.map(({ kind, whose }) => `${kind} ${whose}`).sort()).toEqual(
      [
        ...[`recall-closed ${owner}`, `recall-closed ${leader}`],
        ...[`recall-taken-over ${owner}`, `recall-taken-over ${leader}`],
      ].sort(),
    );
  });
});

describe('the scope', () => {
  const widen = (id: string, batchIds: string[], by = 'P') =>
    send(by, 'POST', `/${id}/widen`, { batchIds, reason: 'The same line' });

  test('R13 a widening freezes at once, tells its holders, and stands in the history', async () => {
    const { id } = await open();
    const further = await batch();
    const goods = `D${count}`;
    await world.handOver('P', 'W', `${goods} 2`, 4);
    expect((await sell('S', `${goods} 1`)).status).toBe(201);
    tick();
    const { status, body } = await widen(id, [further]);
    expect(status).toBe(200);
    expect(body.batches).toHaveLength(2);
    expect(body.batches).toContainEqual(
      expect.objectContaining({ batchId: further, why: 'named', frozen: true }),
    );
    expect(body.notices).toContainEqual(
      expect.objectContaining({ organisationId: await idOf('W'), state: 'sent' }),
    );
    expect((await sell('S', `${goods} 1`)).body).toMatchObject({ recallId: id });
    const [latest, first] = await changes('P', id);
    expect(latest).toMatchObject({
      ...{ kind: 'widened', byId: await idOf('P'), reason: 'The same line', released: [] },
    });
    const holders = latest!.cameIn.map(({ organisationId }) => organisationId);
    expect(holders.sort()).toEqual(
      [null, ...(await Promise.all(['P', 'S', 'W'].map(idOf)))].sort(),
    );
    expect(latest!.cameIn.every(({ batchId }) => batchId === further)).toBe(true);
    expect(first).toMatchObject({ kind: 'opened', reason: 'Listeria' });
    expect(first!.cameIn).toHaveLength(3);
    await send('P', 'POST', `/${id}/close`, { word: 'Done' });
    expect((await sell('S', `${goods} 1`)).status).toBe(201);
  });

  test('R13 only what one may recall, what is not stopped yet and what was not let go widens it', async () => {
    const { id, batches } = await open();
    const named = batches[0]!.batchId;
    const strange = await world.make('W', `W${count}`, '3', { hour: 1, product: `of W${count}` });
    const refused = (batchId: string, says: RegExp) => ({
      ...{ id: batchId, says },
      expected: {
        status: 422,
        body: { errors: [{ pointer: '/batchIds/0', detail: expect.stringMatching(says) }] },
      },
    });
    for (const each of [refused(named, /already/), refused(strange, /no batch/)]) {
      expect(await widen(id, [each.id])).toMatchObject(each.expected);
    }
    await send('P', 'POST', `/${id}/release`, { batchIds: [named] });
    expect(await widen(id, [named])).toMatchObject(refused(named, /for good/).expected);
    for (const by of ['S', 'R']) expect((await widen(id, [await batch()], by)).status).toBe(404);
    expect((await look('P', id)).batches).toHaveLength(1);
  });

  test('R13 a widening to what was in scope anyhow stands in the history', async () => {
    const { id } = await open();
    expect((await world.transform('P', `D${count} 2`, `M${count} 2`, 6)).status).toBe(201);
    const made = world.batches.get(`M${count}`)!;
    await until(async () =>
      (await changes('P', id)).find(({ cameIn }) => cameIn.some(({ batchId }) => batchId === made)),
    );
    tick();
    expect((await widen(id, [made])).status).toBe(200);
    const widened = (await changes('P', id)).filter(({ kind }) => kind === 'widened');
    expect(widened).toMatchObject([{ byId: await idOf('P'), reason: 'The same line', cameIn: [] }]);
  });

  test('R13 a release stands in the history once, with who, when and why', async () => {
    const { id, batches } = await open();
    const batchIds = batches.map(({ batchId }) => batchId);
    tick();
    const released = { batchIds, reason: 'A sample is clean' };
    await send('P', 'POST', `/${id}/release`, released);
    tick();
    await send('P', 'POST', `/${id}/release`, { batchIds });
    const [latest, ...before] = await changes('R', id);
    expect(latest).toMatchObject({
      ...{ kind: 'released', byId: await idOf('P'), reason: 'A sample is clean' },
      ...{
        released: batchIds,
        cameIn: [],
        at: new Date(world.service.clock.now() - 1000).toISOString(),
      },
    });
    expect(before.map(({ kind }) => kind)).toEqual(['opened']);
  });

  test('R13 C12 a late event that widens it by itself stands in the history as nobody’s', async () => {
    const { id } = await open();
    tick();
    const sent = await world.ship('S', 'W', `D${count} 2`, 5, { recorded: 'fact' });
    expect(sent.status).toBe(201);
    expect((await world.receive('W', 'S', `D${count} 2`, 6)).status).toBe(201);
    const holder = await idOf('W');
    const reached = await until(async () =>
      (await changes('P', id)).find(
        ({ kind, cameIn }) =>
          kind === 'reached' && cameIn.some(({ organisationId }) => organisationId === holder),
      ),
    );
    expect(reached).toMatchObject({ byId: null, reason: null, released: [] });
    // W hears of its own goods, and of no others'.
    const told = await changes('W', id);
    const lines = told.flatMap(({ cameIn }) => cameIn);
    expect(lines).toEqual([expect.objectContaining({ organisationId: holder })]);
    expect((await send('R44', 'GET', `/${id}/changes`)).status).toBe(404);
  });

  test('R13 C11 a correction takes nothing out of the scope, nor of its history', async () => {
    const input = await batch();
    const made = await world.transform('S', `D${count} 2`, `E${count} 2`, 6);
    expect(made.status).toBe(201);
    const { body } = await send('P', 'POST', '', {
      ...{ batchIds: [input], grade: 1, reason: 'Listeria' },
    });
    const output = world.batches.get(`E${count}`)!;
    const before = await changes('P', body.id);
    expect(before[0]!.cameIn.map(({ batchId }) => batchId)).toContain(output);
    tick();
    await world.tell('S', { activity: 'declare-error', of: made.body.eventId, reason: 'A slip' });
    const { batches } = await look('P', body.id);
    expect(batches).toContainEqual(
      expect.objectContaining({ batchId: output, correctionPendingRelease: true }),
    );
    expect((await changes('P', body.id)).flatMap(({ released }) => released)).toEqual([]);
    await send('P', 'POST', `/${body.id}/release`, { batchIds: [output], reason: 'Never made' });
    expect((await changes('P', body.id))[0]).toMatchObject({ released: [output] });
  });
});

/** The feed is followed beside requests: asks until it has come so far. */
async function until<Value>(read: () => Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
  }
}
