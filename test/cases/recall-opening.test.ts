import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { OverdueSignatures } from '../../src/recalls/opening/overdue-signatures.js';
import type {
  DraftScopeView,
  RecallDraftView,
  SignedDraftView,
} from '../../src/recalls/opening/recall-drafts.dto.js';
import type { RecallScopeView, RecallView } from '../../src/recalls/recalls.dto.js';
import { person } from '../recalls/people.js';
import { World, type Body } from './world.js';

/** Drafts of recalls and who signs their opening, over HTTP. P makes D; S has some of it; R oversees both. */
let started: World;
let world: World;
let key: string;
beforeAll(async () => {
  started = await World.start();
});
afterAll(() => started?.close());
beforeEach(async () => {
  world = started.another();
  for (const name of ['P', 'S', 'R']) await world.trader(name);
  ({ key } = await world.trader('P'));
});

let count = 0;

/** What a recall of a batch of its own says. */
async function order(more: Body = {}): Promise<Body> {
  count += 1;
  const batch = await world.make('P', `D${count}`, '20', { hour: 1 });
  await world.handOver('P', 'S', `D${count} 5`, 2);
  return { batchIds: [batch], grade: 1, reason: 'Listeria found', advice: 'Boil it', ...more };
}

const send = <Answer = Body>(method: string, path: string, by = key, body?: unknown) =>
  world.service.send<Answer>(method, `/api/v1${path}`, { key: by, body });
const draft = async (more?: Body) =>
  (await send<RecallDraftView>('POST', '/recall-drafts', key, await order(more))).body;
/** Signs a draft as its organisation reads it now, unless `body` says which one was read. */
const sign = async (id: string, by = key, body: Body = {}) => {
  const { writtenAt = world.at(0) } = (
    await send<Partial<RecallDraftView>>('GET', `/recall-drafts/${id}`)
  ).body;
  const read = { writtenAt, ...body };
  return send<SignedDraftView & Body>('POST', `/recall-drafts/${id}/signature`, by, read);
};
const recallOf = (id: string, by = key) =>
  send<RecallScopeView & Body>('GET', `/recalls/${id}`, by);
const sell = async () => {
  const { key: shop } = await world.trader('S');
  return send('POST', '/events', shop, {
    ...{ activity: 'sell', goods: world.goods(`D${count} 1`), recorded: 'act' },
  });
};
/** Kinds of the rows that the feed has of P about something. */
const written = async (id: string) => {
  const rows = await world.service.database
    .as({ role: 'fold' })
    .query<{ kind: string }>(
      'SELECT kind FROM feed WHERE subject = $1 AND organisation_id = $2 ORDER BY kind',
      [id, (await world.trader('P')).organisationId],
    );
  return rows.map(({ kind }) => kind);
};

describe('a draft', () => {
  test('R8 it stops nothing and tells nobody until it is opened, then under the same id', async () => {
    const { id, ...told } = await draft();
    expect(told).toMatchObject({ grade: 1, reason: 'Listeria found', advice: 'Boil it' });
    expect(told).toMatchObject({ signedAt: null, signedBy: null });
    expect((await sell()).status).toBe(201);
    expect((await recallOf(id)).status).toBe(404);
    for (const name of ['P', 'S', 'R']) {
      const { key: by } = await world.trader(name);
      const { items } = (await send<{ items: RecallView[] }>('GET', '/recalls', by)).body;
      expect(items).toEqual([]);
    }
    expect(await written(id)).toEqual(['recall-drafted']);
    world.service.clock.advance(1000);
    expect((await sign(id)).body).toEqual({ id, isOpen: true });
    expect((await sell()).body).toMatchObject({ code: 'goods-frozen', recallId: id });
    expect((await recallOf(id)).body).toMatchObject({
      id,
      reason: 'Listeria found',
      state: 'open',
    });
    expect((await send('GET', `/recall-drafts/${id}`)).status).toBe(404);
  });

  test('R8 only its organisation lists, reads, changes, discards and signs it, its regulator not either', async () => {
    const { id } = await draft();
    const list = async (by: string) =>
      (await send<{ items: RecallDraftView[] }>('GET', '/recall-drafts', by)).body.items;
    expect((await list(key)).map((each) => each.id)).toEqual([id]);
    for (const name of ['S', 'R']) {
      const { key: by } = await world.trader(name);
      expect(await list(by)).toEqual([]);
      const path = `/recall-drafts/${id}`;
      const asked = [
        await send('GET', path, by),
        await send('GET', `${path}/scope`, by),
        await send('PUT', path, by, { ...(await order()) }),
        await send('DELETE', path, by),
        await sign(id, by),
      ];
      expect(asked.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    }
  });

  test('R8 it is changed as a whole, and discarded for good', async () => {
    const { id, batchIds } = await draft({ contact: 'The shop' });
    const words = { batchIds, grade: 3, reason: 'A wrong label' };
    const changed = await send<RecallDraftView>('PUT', `/recall-drafts/${id}`, key, words);
    expect(changed.body).toMatchObject({ id, ...words, advice: null, contact: null });
    expect((await send('GET', `/recall-drafts/${id}`)).body).toEqual(changed.body);
    expect((await send('DELETE', `/recall-drafts/${id}`)).status).toBe(204);
    expect((await sign(id)).status).toBe(404);
    const kinds = ['recall-draft-changed', 'recall-draft-discarded', 'recall-drafted'];
    expect(await written(id)).toEqual(kinds);
  });

  test('R8 its scope is previewed over what its organisation may see anyway', async () => {
    const { id, batchIds } = await draft();
    const { partyId } = await world.trader('W');
    const { key: shop } = await world.trader('S');
    const on = { toPartyId: partyId, goods: world.goods(`D${count} 2`), at: world.at(5) };
    await send('POST', '/events', shop, { activity: 'ship', recorded: 'fact', ...on });
    const { body } = await send<DraftScopeView>('GET', `/recall-drafts/${id}/scope`);
    expect(body.untraced).toEqual([]);
    expect(body.traces).toMatchObject([
      { batchId: batchIds[0], direction: 'forward', view: 'own', sources: [] },
    ]);
    const amounts = body.traces[0]!.holdings.map(({ quantity }) => quantity.value).sort();
    expect(amounts).toContain('15');
    // What S sent on is between S and W; an open recall finds it.
    expect(JSON.stringify(body)).not.toContain(partyId);
    await sign(id);
    expect((await recallOf(id)).body.holdings.some(({ where }) => where === 'transit')).toBe(true);
  });

  test.each([
    [
      'a batch of another maker',
      { batchIds: ['0190a4f0-0000-7000-8000-000000000000'] },
      '/batchIds/0',
    ],
    ['a risk known in the future', { knownAt: '2099-01-01T00:00:00Z' }, '/knownAt'],
    ['no words', { reason: '' }, '/reason'],
  ])('R8 %s is refused and pointed at, and nothing is kept', async (_what, more, pointer) => {
    const refused = await send('POST', '/recall-drafts', key, await order(more));
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    const { body } = await send<{ items: unknown[] }>('GET', '/recall-drafts');
    expect(body.items).toEqual([]);
  });
});

describe('two people', () => {
  test('R9 whoever has nobody beside them recalls alone, and who signed is on record', async () => {
    const settings = (await send('GET', '/recall-settings')).body;
    expect(settings).toEqual({ signatures: null, signaturesAsked: 1, secondWithinHours: 4 });
    await person(world, 'P');
    await person(world, 'P', 'editor');
    expect((await send('GET', '/recall-settings')).body).toMatchObject({ signaturesAsked: 1 });
    const { status, body } = await send<RecallScopeView>('POST', '/recalls', key, await order());
    expect(status).toBe(201);
    const [, id] = key.split('_');
    expect(body.signatures).toEqual([
      { place: 1, signedBy: id, signedAt: body.openedAt, dueAt: null },
    ]);
  });

  test('R9 where two people are owners, one signs and another opens', async () => {
    const [ann, bo] = [await person(world, 'P'), await person(world, 'P')];
    const [anns, anothers, bos] = [await ann.makeKey(), await ann.makeKey(), await bo.makeKey()];
    const alone = await send('POST', '/recalls', anns, await order());
    expect(alone).toMatchObject({ status: 409, body: { code: 'second-signature' } });
    expect((await sell()).status).toBe(201);
    const { id } = await draft();
    expect((await sign(id, anns)).body).toEqual({ id, isOpen: false });
    expect((await sell()).status).toBe(201);
    const [, annsId] = anns.split('_');
    expect((await send('GET', `/recall-drafts/${id}`)).body).toMatchObject({ signedBy: annsId });
    // However many keys, and keys made with keys: it is Ann.
    const another = await send<{ key: string }>('POST', '/keys', anothers, {
      ...{ label: 'of hers', scopes: ['read', 'recall'], validDays: 1 },
    });
    for (const by of [anns, anothers, another.body.key]) {
      expect(await sign(id, by)).toMatchObject({ status: 409, body: { code: 'same-signer' } });
    }
    world.service.clock.advance(60_000);
    expect((await sign(id, bos)).body).toEqual({ id, isOpen: true });
    expect((await sell()).body).toMatchObject({ recallId: id });
    const { signatures } = (await recallOf(id)).body;
    expect(signatures.map(({ signedBy }) => signedBy)).toEqual([annsId, bos.split('_')[1]]);
    expect(signatures[0]!.signedAt! < signatures[1]!.signedAt!).toBe(true);
    expect(await written(id)).toEqual(['recall-draft-signed', 'recall-drafted', 'recall-opened']);
    const { key: told } = await world.trader('S');
    expect((await recallOf(id, told)).body.signatures).toEqual([]);
    expect((await recallOf(id, (await world.trader('R')).key)).body.signatures).toHaveLength(2);
  });

  test('R9 a change of the words takes the signature away', async () => {
    await send('PUT', '/recall-settings', key, { signatures: 2 });
    const { id, batchIds } = await draft();
    const bos = await (await person(world, 'P')).makeKey();
    expect((await sign(id)).body.isOpen).toBe(false);
    const words = { batchIds, grade: 2, reason: 'Something else' };
    const changed = await send('PUT', `/recall-drafts/${id}`, key, words);
    expect(changed.body).toMatchObject({ signedAt: null, signedBy: null });
    expect((await sign(id, bos)).body.isOpen).toBe(false);
    expect((await sign(id)).body.isOpen).toBe(true);
  });

  test('R9 nobody signs words that they have not read', async () => {
    await send('PUT', '/recall-settings', key, { signatures: 2 });
    const { id, batchIds, writtenAt } = await draft();
    const bos = await (await person(world, 'P')).makeKey();
    const words = { batchIds, grade: 2, reason: 'Something else' };
    const { body } = await send<RecallDraftView>('PUT', `/recall-drafts/${id}`, key, words);
    expect((await sign(id)).body.isOpen).toBe(false);
    for (const more of [{}, { emergency: true }]) {
      expect(await sign(id, bos, { writtenAt, ...more })).toMatchObject({
        ...{ status: 409, body: { code: 'draft-changed' } },
      });
    }
    expect(await sign(id, bos, { writtenAt: null })).toMatchObject({
      ...{ status: 422, body: { errors: [{ pointer: '/writtenAt' }] } },
    });
    expect((await sell()).status).toBe(201);
    expect((await sign(id, bos, { writtenAt: body.writtenAt })).body.isOpen).toBe(true);
  });

  test('R9 two who sign at the same moment open it once', async () => {
    await send('PUT', '/recall-settings', key, { signatures: 2 });
    const bos = await (await person(world, 'P')).makeKey();
    const { id } = await draft();
    const told = await Promise.all([sign(id), sign(id, bos)]);
    expect(told.map(({ body }) => body.isOpen).sort()).toEqual([false, true]);
    expect((await recallOf(id)).body.signatures).toHaveLength(2);
  });

  test('R9 an organisation says how many sign, owners say so, and others do not know', async () => {
    const { key: told } = await world.trader('S');
    const asked = { signatures: 2, secondWithinHours: 1 };
    const set = await send('PUT', '/recall-settings', key, asked);
    expect(set.body).toEqual({ ...asked, signaturesAsked: 2 });
    expect((await send('GET', '/recall-settings', told)).body).toMatchObject({ signatures: null });
    for (const [pointer, value] of [
      ['/signatures', 3],
      ['/secondWithinHours', 73],
      ['/secondWithinHours', 0.5],
    ] as const) {
      const wrong = await send('PUT', '/recall-settings', key, { [pointer.slice(1)]: value });
      expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    }
    expect((await send('GET', '/recall-settings')).body).toMatchObject(asked);
    await send('PUT', '/recall-settings', key, { signatures: 1 });
    for (let i = 0; i < 2; i += 1) await person(world, 'P');
    expect((await send('POST', '/recalls', key, await order())).status).toBe(201);
  });
});

describe('an emergency', () => {
  let bos: string;
  beforeEach(async () => {
    await send('PUT', '/recall-settings', key, { signatures: 2 });
    bos = await (await person(world, 'P')).makeKey();
  });
  const emergency = async () =>
    (await send<RecallScopeView>('POST', '/recalls', key, await order({ emergency: true }))).body;
  const second = (id: string, by: string) =>
    send<RecallScopeView & Body>('POST', `/recalls/${id}/signature`, by);
  const alert = () => world.service.app.get(OverdueSignatures, { strict: false }).step();
  const alerted = async (id: string) => {
    const rows = await world.service.database.as({ role: 'fold' }).query<{ id: string }>(
      `SELECT organisation_id AS id FROM feed
         WHERE kind = 'recall-signature-overdue' AND subject = $1`,
      [id],
    );
    return rows.map((row) => row.id).sort();
  };

  test('R9 one person opens at once, and another signs within four hours', async () => {
    const { id, signatures, openedAt } = await emergency();
    expect((await sell()).body).toMatchObject({ recallId: id });
    const due = new Date(Date.parse(openedAt) + 4 * 3_600_000).toISOString();
    expect(signatures).toMatchObject([
      { place: 1, signedAt: openedAt, dueAt: null },
      { place: 2, signedAt: null, signedBy: null, dueAt: due },
    ]);
    expect(await second(id, key)).toMatchObject({ status: 409, body: { code: 'same-signer' } });
    const { key: told } = await world.trader('S');
    expect((await second(id, told)).status).toBe(404);
    world.service.clock.advance(60_000);
    const signed = await second(id, bos);
    expect(signed.body.signatures[1]).toMatchObject({ signedBy: bos.split('_')[1], dueAt: due });
    expect(await second(id, bos)).toMatchObject({ status: 409, body: { code: 'nothing-to-sign' } });
    expect(await written(id)).toEqual(expect.arrayContaining(['recall-opened', 'recall-signed']));
  });

  test('R9 a draft that one signed is opened by the same one in an emergency', async () => {
    const { id } = await draft();
    await sign(id);
    expect((await sign(id, key, { emergency: true })).body).toEqual({ id, isOpen: true });
    expect((await recallOf(id)).body.signatures[1]).toMatchObject({ signedAt: null });
  });

  test('R9 overdue, its owner and regulators are alerted once, and it stays open', async () => {
    await send('PUT', '/recall-settings', key, { signatures: 2, secondWithinHours: 2 });
    const { id } = await emergency();
    // What is asked later changes nothing of it.
    await send('PUT', '/recall-settings', key, { signatures: 2, secondWithinHours: 72 });
    world.service.clock.advance(2 * 3_600_000);
    await alert();
    expect(await alerted(id)).toEqual([]);
    world.service.clock.advance(1);
    await alert();
    await alert();
    const overseers = ['P', 'R'].map(async (name) => (await world.trader(name)).organisationId);
    expect(await alerted(id)).toEqual(expect.arrayContaining(await Promise.all(overseers)));
    expect(new Set(await alerted(id)).size).toBe((await alerted(id)).length);
    expect((await recallOf(id)).body).toMatchObject({ state: 'open' });
    expect((await sell()).body).toMatchObject({ recallId: id });
    expect((await second(id, bos)).status).toBe(200);
  });

  test('R9 what is signed, or closed, is not alerted about', async () => {
    const { id } = await emergency();
    await second(id, bos);
    world.service.clock.advance(5 * 3_600_000);
    await alert();
    expect(await alerted(id)).toEqual([]);
    const { id: closed } = await emergency();
    const { key: authority } = await world.trader('R');
    for (const [act, body] of [
      ['takeover', { reason: 'Grave' }],
      ['close', { word: 'All found' }],
    ] as const) {
      expect((await send('POST', `/recalls/${closed}/${act}`, authority, body)).status).toBe(200);
    }
    world.service.clock.advance(5 * 3_600_000);
    await alert();
    expect(await alerted(closed)).toEqual([]);
  });

  test('R9 one person lets nothing go of what one person opened', async () => {
    const { id, batches } = await emergency();
    const batchIds = batches.map(({ batchId }) => batchId);
    const release = (by: string) => send('POST', `/recalls/${id}/release`, by, { batchIds });
    expect(await release(key)).toMatchObject({ status: 409, body: { code: 'signature-due' } });
    expect((await sell()).body).toMatchObject({ code: 'goods-frozen', recallId: id });
    await second(id, bos);
    expect((await release(key)).status).toBe(200);
    const { id: taken, batches: others } = await emergency();
    const { key: authority } = await world.trader('R');
    await send('POST', `/recalls/${taken}/takeover`, authority, { reason: 'Grave' });
    const released = { batchIds: others.map(({ batchId }) => batchId) };
    expect((await send('POST', `/recalls/${taken}/release`, authority, released)).status).toBe(200);
  });

  test('R9 one person does not close what one person opened', async () => {
    const { id } = await emergency();
    const close = () => send('POST', `/recalls/${id}/close`, key, { word: 'All found' });
    expect(await close()).toMatchObject({ status: 409, body: { code: 'signature-due' } });
    await second(id, bos);
    expect((await close()).status).toBe(200);
  });
});
