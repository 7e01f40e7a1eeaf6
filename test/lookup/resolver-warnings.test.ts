// Goal: whoever has recalled goods, or a number that nobody registered, reads so, wherever its owner's links lead; and the resolver
// tells no more than the passport does. Method: HTTP against goods of one owner whose links lead elsewhere.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Looks } from '../../src/scans/index.js';
import { World, type Body } from '../cases/world.js';
import { documentOf } from '../epcis/repository.js';
import type { Answer } from '../support/app.js';
import { follow } from '../support/follow.js';

const publicUrl = 'https://trace.example';
const elsewhere = 'https://shop.example/';
/** Of whom no look is noted, so that nothing but answers is sent to the database. */
const preview = { 'User-Agent': 'Slackbot-LinkExpanding 1.0' };
const page = { ...preview, Accept: 'text/html', 'Accept-Language': 'en' };
const json = { ...preview, Accept: 'application/json' };

let world: World;
let key: string;
let path: string;
beforeAll(async () => {
  world = await World.start({ publicUrl });
  ({ key } = await world.trader('F'));
  await world.make('F', 'A', '100', { hour: 1 });
  await world.make('F', 'B', '100', { hour: 1 });
  path = world.linkOf('X').replace('https://id.gs1.org', '');
  await link({ linkType: 'gs1:pip', isDefault: true });
  await link({ linkType: 'gs1:masterData', mediaType: 'application/json' });
});
afterAll(() => world?.close());

const link = (given: Body, product = 'X') =>
  world.post(key, `/api/v1/products/${world.products.get(product) ?? ''}/links`, {
    ...{ href: elsewhere, title: 'The shop', forwardQuery: false, ...given },
  });

async function ask<Answered = Body>(
  at: string,
  headers: Readonly<Record<string, string>> = page,
): Promise<Answer<Answered>> {
  world.service.clock.advance(1_001);
  return world.service.send<Answered>('GET', at, { headers });
}

const whither = async (at: string) => (await ask(at)).headers.get('location');

async function itemsOf(batch: string, count: number): Promise<string[]> {
  const codes = `/api/v1/batches/${world.batches.get(batch) ?? ''}/codes`;
  return (await world.post(key, codes, { kind: 'item', count })).codes as string[];
}

const asksFor = (kind: string) => `?linkType=gs1:${kind}`;

describe('a number that is not registered', () => {
  test('leads to our page, also by the default and the pages of its owner; programs get what they ask for', async () => {
    for (const at of [`${path}/10/NONE`, `${path}/21/7K3M9QTX2WP4H8CX`]) {
      for (const query of ['', asksFor('pip'), asksFor('defaultLink')]) {
        expect([query, await whither(at + query)]).toEqual([
          query,
          expect.stringContaining(`${publicUrl}/t${at}`),
        ]);
      }
      expect(await whither(at + asksFor('masterData'))).toBe(elsewhere);
      expect((await ask(at + asksFor('recipeInfo'))).status).toBe(404);
    }
    expect(await whither(`${path}/10/A`)).toBe(elsewhere);
  });

  test('looks the same as one of an item that is not yet activated: redirect, page, JSON and linkset, to the byte', async () => {
    const [silent = ''] = await itemsOf('A', 1);
    const unissued = '7K3M9QTX2WP4H8CX';
    for (const headers of [page, json, { Accept: 'application/linkset+json' }]) {
      for (const start of ['', '/t']) {
        for (const query of ['', asksFor('pip'), asksFor('nothing')]) {
          const at = (code: string) => `${start}${path}/21/${code}${query}`;
          const [never, inactive] = [
            await ask(at(unissued), headers),
            await ask(at(silent), headers),
          ];
          expect(said(never, unissued)).toBe(said(inactive, silent));
        }
      }
    }
  });

  test('is never said to be registered, nor its page to be of anything on record, whatever the number', async () => {
    // Each is a miss, and a minute pays for it.
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[0-9A-Za-z_-]{1,20}$/),
        fc.constantFrom('10', '21'),
        async (text, ai) => {
          fc.pre(!['A', 'B'].includes(text));
          const number = encodeURIComponent(text);
          world.service.clock.advance(60_000);
          const { body } = await ask(`${path}/${ai}/${number}`, json);
          expect(body).toMatchObject({ verdict: 'unregistered', registered: false });
          expect(await whither(`${path}/${ai}/${number}`)).toMatch(`${publicUrl}/t/01/`);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('counts as a miss: who tries many learns no more whether they are registered, but what is', async () => {
    world.service.clock.advance(120_000);
    const statuses: number[] = [];
    for (let i = 0; i < 70; i++) {
      const at = `${path}/10/TRY-${i}`;
      statuses.push((await world.service.send('GET', at, { headers: json })).status);
    }
    expect([new Set(statuses.slice(0, 60)), new Set(statuses.slice(60))]).toEqual([
      new Set([200]),
      new Set([503]),
    ]);
    const limited = await world.service.send('GET', `${path}/21/shelf-9`, { headers: page });
    expect([limited.status, limited.headers.get('location')]).toEqual([503, null]);
    expect((await world.service.send('GET', `${path}/10/A`, { headers: json })).status).toBe(200);
    world.service.clock.advance(120_000);
  });
});

describe('a recall', () => {
  test('leads readers of the batch and its pieces to our page within 2 s, and back once it is over', async () => {
    const [item = ''] = await itemsOf('B', 1);
    const codes = `/api/v1/batches/${world.batches.get('B') ?? ''}/codes`;
    await world.post(key, `${codes}/activations`, { codes: [item] });
    const recalled = [`${path}/10/B`, `${path}/21/${item}`];
    for (const at of recalled) expect(await whither(at)).toBe(elsewhere);
    const reason = { reason: 'Listeria found', grade: 1 };
    const { id } = await world.post(key, '/api/v1/recalls', {
      ...{ batchIds: [world.batches.get('B')], ...reason },
    });
    for (const at of recalled) {
      for (const query of ['', asksFor('pip')]) {
        expect(await whither(at + query)).toBe(`${publicUrl}/t${at}`);
        expect((await follow(world.service, at + query)).body).toContain('<title>Stop: recalled');
      }
      expect(await whither(at + asksFor('masterData'))).toBe(elsewhere);
    }
    // A serial number of the maker's own says nothing here; the batch beside it does.
    const owns = `${path}/10/B/21/ABC-77`;
    expect((await ask(owns, json)).body).toMatchObject({ verdict: 'recalled' });
    expect((await follow(world.service, owns)).body).toContain('<title>Stop: recalled');
    expect((await ask(`${path}/10/A/21/ABC-77`, json)).body).toMatchObject({
      verdict: 'unregistered',
    });
    // A browser shows a PDF as it shows a page.
    await link({ linkType: 'gs1:safetyInfo', mediaType: 'application/pdf' });
    expect(await whither(`${path}/10/B${asksFor('safetyInfo')}`)).toBe(
      `${publicUrl}/t${path}/10/B`,
    );
    expect(await whither(`${path}/10/A${asksFor('safetyInfo')}`)).toBe(elsewhere);
    // Who does not say which batch is told that there are some; another batch is none of them.
    expect(await whither(path)).toBe(`${publicUrl}/t${path}`);
    expect((await follow(world.service, path)).body).toContain('Some batches are recalled');
    expect((await ask(path, json)).body).toMatchObject({ verdict: 'product', someRecalled: true });
    expect(await whither(`${path}/10/A`)).toBe(elsewhere);
    await world.post(key, `/api/v1/recalls/${String(id)}/close`, { word: 'all found' });
    for (const at of [path, ...recalled]) expect(await whither(at)).toBe(elsewhere);
  });
});

describe('the door', () => {
  test('reads one statement for a thing on record, two for one that is not, and none again within a second', async () => {
    // Looks of tests before would be written meanwhile.
    await world.service.app.get(Looks, { strict: false }).flush();
    const statements = async (at: string) => {
      world.service.clock.advance(60_000);
      const before = world.service.publicDatabase.statementsSent;
      for (const query of ['', '?linkType=linkset', asksFor('pip')]) {
        await world.service.send('GET', at + query, { headers: page });
      }
      await world.service.send('GET', `/t${at}`, { headers: page });
      return world.service.publicDatabase.statementsSent - before;
    };
    expect(await statements(path)).toBe(1);
    expect(await statements(`${path}/10/A`)).toBe(1);
    expect(await statements(`${path}/10/NONE`)).toBe(2);
    expect(await statements(`${path}/21/7K3M9QTX2WP4H8CX`)).toBe(2);
    expect(await statements(`${path}/10/A/foo`)).toBe(0);
    expect(await statements('/414/9521234567899')).toBe(0);
  });

  test('tells nobody of a product that is only mentioned, or is known by an item code alone', async () => {
    await world.product('loose', 'F', { gtin: undefined });
    await world.make('F', 'L', '5', { hour: 1, product: 'loose' });
    const mentioned = '09506000134352';
    const event = {
      ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'inspecting' },
      ...{ eventTime: '2026-11-20T08:00:00Z', eventTimeZoneOffset: '+00:00' },
      quantityList: [{ epcClass: `https://id.gs1.org/01/${mentioned}/10/Q`, quantity: 1 }],
    };
    await world.post(key, '/epcis/capture', documentOf([event]) as Body);
    for (const at of [`/01/${mentioned}`, `/01/${mentioned}/10/Q`]) {
      expect((await ask(at, json)).body).toEqual({ verdict: 'unknown', code: at });
    }
  });
});

/** All that an answer says but the hour and the code that was asked. */
function said({ status, headers, body }: Answer<unknown>, asked: string): string {
  const passing = new Set(['date', 'connection', 'keep-alive']);
  const told = [...headers].filter(([name]) => !passing.has(name));
  const text = JSON.stringify([status, told, body]);
  return (asked.match(/..../g) ?? []).reduce((rest, group) => rest.replaceAll(group, '----'), text);
}
