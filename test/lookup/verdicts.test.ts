import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Passport } from '../../src/lookup/index.js';
import { World } from '../cases/world.js';
import { undescribed } from '../http/described-answers.js';

// The verdict states of the consumer's answer, each over HTTP as JSON and as the page, with the status that link
// previews and old clients go by.

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.close());

/** Asks as a program and as a browser; kept answers last a second of the service's own clock. */
async function ask(code: string) {
  const { service } = world;
  service.clock.advance(1_001);
  const path = `/t/${code}`;
  const json = { Accept: 'application/json' };
  const html = { Accept: 'text/html', 'Accept-Language': 'en' };
  const machine = await service.send<Passport>('GET', path, { headers: json });
  expect(undescribed('/t/{code}', machine.status, machine.body)).toEqual([]);
  const page = await service.send<string>('GET', path, { headers: html });
  return {
    verdict: machine.body.verdict,
    status: machine.status,
    pageStatus: page.status,
    title: /<title>([^<]*)/.exec(page.body)?.[1] ?? '',
    role: /<div class="band [a-z]+" role="(\w+)"/.exec(page.body)?.[1],
  };
}

async function codeOf(batch: string): Promise<string> {
  const { key } = await world.trader('F');
  const path = `/api/v1/batches/${world.batches.get(batch)}`;
  const { body } = await world.service.send<{ code: string }>('GET', path, { key });
  return body.code;
}

/** Issues one item code of a batch of F, and does something with it. */
async function itemOf(batch: string, ...then: readonly [action: string, more?: object][]) {
  const { key } = await world.trader('F');
  const path = `/api/v1/batches/${world.batches.get(batch)}/codes`;
  const issued = await world.post(key, path, { kind: 'item', count: 1 });
  const [code = ''] = issued.codes as string[];
  for (const [action, more] of then) {
    await world.post(key, `${path}/${action}`, { codes: [code], ...more });
  }
  return code;
}

describe('the answer to', () => {
  test.each<[string, () => Promise<string>, string, number, number, RegExp, string]>([
    [
      'a batch that has moved on',
      async () => {
        await world.make('F', 'MOVED', '10', { hour: 1 });
        await world.handOver('F', 'S', 'MOVED 10', 2);
        return codeOf('MOVED');
      },
      'recorded',
      200,
      200,
      /^Record found/,
      'status',
    ],
    [
      'a batch whose maker has recorded no hop',
      async () => {
        await world.make('F', 'STILL', '10', { hour: 1 });
        return codeOf('STILL');
      },
      'recorded-no-hop',
      200,
      200,
      /^Record found, not shipped yet/,
      'status',
    ],
    [
      'an item code that is active',
      async () => {
        await world.make('F', 'ITEMS', '10', { hour: 1 });
        return itemOf('ITEMS', ['activations']);
      },
      'recorded-no-hop',
      200,
      200,
      /^Record found, not shipped yet/,
      'status',
    ],
    [
      'goods past their date',
      async () => {
        await world.make('F', 'OLD', '10', { hour: 1, bestBefore: '2026-11-20' });
        return codeOf('OLD');
      },
      'expired',
      200,
      200,
      /date/,
      'status',
    ],
    [
      'a label that its owner withdrew',
      async () => {
        await world.make('F', 'VOID', '10', { hour: 1 });
        return itemOf('VOID', ['activations'], ['voidings', { reason: 'misprint' }]);
      },
      'withdrawn',
      200,
      200,
      /^Label cancelled/,
      'status',
    ],
    [
      'a label that its owner blocked as a copy',
      async () => {
        await world.make('F', 'COPY', '10', { hour: 1 });
        return itemOf('COPY', ['activations'], ['blockings', { reason: 'seen in two cities' }]);
      },
      'suspected-copy',
      200,
      200,
      /^This label may be a copy/,
      'status',
    ],
    [
      'a blocked label that was let go again',
      async () => {
        await world.make('F', 'FREE', '10', { hour: 1 });
        const blocked = ['blockings', { reason: 'seen in two cities' }] as const;
        return itemOf('FREE', ['activations'], [...blocked], ['unblockings']);
      },
      'recorded-no-hop',
      200,
      200,
      /^Record found, not shipped yet/,
      'status',
    ],
    [
      'what its owner said is used up, though blocked and past its date',
      async () => {
        await world.make('F', 'EATEN', '10', { hour: 1, bestBefore: '2026-11-20' });
        const blocked = ['blockings', { reason: 'seen in two cities' }] as const;
        return itemOf('EATEN', ['activations'], [...blocked], ['consumptions']);
      },
      'used-up',
      200,
      200,
      /^Already used up/,
      'status',
    ],
    [
      'recalled goods, though past their date and their label withdrawn',
      async () => {
        await world.make('F', 'BAD', '10', { hour: 1, bestBefore: '2026-11-20' });
        const code = await itemOf('BAD', ['voidings', { reason: 'misprint' }]);
        const { key } = await world.trader('F');
        const batchIds = [world.batches.get('BAD')];
        await world.post(key, '/api/v1/recalls', { batchIds, reason: 'glass', grade: 1 });
        return code;
      },
      'recalled',
      200,
      200,
      /^Stop: recalled/,
      'alert',
    ],
    [
      'a code never issued',
      () => Promise.resolve('7K3M9QTX2WP4H8CX'),
      'unknown',
      404,
      404,
      /no record/i,
      'status',
    ],
    [
      'a text that is no code',
      () => Promise.resolve('7K3M9QTX2WPB'),
      'malformed',
      400,
      404,
      /mistyped/i,
      'status',
    ],
  ])('%s', async (_, prepare, verdict, status, pageStatus, title, role) => {
    expect(await ask(await prepare())).toEqual({
      verdict,
      status,
      pageStatus,
      title: expect.stringMatching(title),
      role,
    });
  });
});

test('a recalled page says whom to ask, and names who recalled in the reader’s language', async () => {
  const { service } = world;
  const maker = await world.trader('F');
  await service.send('PATCH', `/api/v1/parties/${maker.partyId}`, {
    key: maker.key,
    body: { names: { 'zh-CN': '河湾果园' } },
  });
  await world.make('F', 'ASK', '10', { hour: 1 });
  const contact = 'Quality desk, 400 000 0000';
  const batchIds = [world.batches.get('ASK')];
  await world.post(maker.key, '/api/v1/recalls', { batchIds, reason: 'glass', grade: 1, contact });
  const path = `/t/${await codeOf('ASK')}`;
  const page = async (language: string) =>
    (await service.send<string>('GET', `${path}?lang=${language}`)).body;
  expect(await page('en')).toMatch(/Questions: Quality desk, 400 000 0000.*/);
  expect(await page('zh-CN')).toMatch(/河湾果园于2026年11月\d+日召回/);
});

test('issued and not yet activated is for the signed-in owner: others get what they get for no code', async () => {
  await world.make('F', 'SILENT', '10', { hour: 1 });
  const silent = await itemOf('SILENT');
  const path = `/api/v1/batches/${world.batches.get('SILENT')}/codes`;
  const own = await world.service.send<{ items: object[] }>('GET', path, {
    key: (await world.trader('F')).key,
  });
  expect(own.body.items).toContainEqual(expect.objectContaining({ code: silent, state: 'issued' }));
  const others = await world.service.send('GET', path, { key: (await world.trader('G')).key });
  expect(others.status).toBe(404);
  expect(await ask(silent)).toMatchObject({ verdict: 'unknown', status: 404 });
});
