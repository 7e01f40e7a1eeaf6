import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import jsQR from 'jsqr';
import { inflateSync } from 'node:zlib';
import type { Passport } from '../../src/lookup/index.js';
import { AccountsService } from '../../src/parties/index.js';
import { undescribed } from '../http/described-answers.js';
import { World } from '../cases/world.js';
import { startApp, type Answer } from '../support/app.js';

let world: World;
let code: string;

/** Of whom no look is noted, so that nothing but answers is sent to the database. */
const preview = { 'User-Agent': 'Slackbot-LinkExpanding 1.0' };
const json = { ...preview, Accept: 'application/json' };
const html = { ...preview, Accept: 'text/html', 'Accept-Language': 'en' };

beforeAll(async () => {
  world = await World.start();
  const batchId = await world.make('F', 'A', '100', { hour: 1, bestBefore: '2026-12-02' });
  code = await codeOf('F', batchId);
});
afterAll(() => world.close());

/** A stranger's request. Answers are kept for a second of the service's own clock, which each request moves on. */
async function ask<Body = Passport>(
  path: string,
  headers: Readonly<Record<string, string>> = json,
  method = 'GET',
): Promise<Answer<Body>> {
  world.service.clock.advance(1_001);
  return world.service.send<Body>(method, path, { headers });
}

async function codeOf(owner: string, batchId: string): Promise<string> {
  const { key } = await world.trader(owner);
  const batch = await world.service.send<{ code: string }>('GET', `/api/v1/batches/${batchId}`, {
    key,
  });
  return batch.body.code;
}

async function itemsOf(owner: string, batch: string, count: number): Promise<string[]> {
  const { key } = await world.trader(owner);
  const path = `/api/v1/batches/${world.batches.get(batch)}/codes`;
  const issued = await world.post(key, path, { kind: 'item', count });
  return issued.codes as string[];
}

const activations = (batch: string) =>
  `/api/v1/batches/${world.batches.get(batch)}/codes/activations`;

/** How many statements the public door has sent while `work` ran. */
async function statements(work: () => Promise<unknown>): Promise<number> {
  const before = world.service.publicDatabase.statementsSent;
  await work();
  return world.service.publicDatabase.statementsSent - before;
}

describe('a batch code', () => {
  it('answers at once, before any hop is recorded', async () => {
    const { status, body } = await ask(`/t/${code}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      verdict: 'recorded-no-hop',
      code: { text: code, kind: 'batch', issuedOn: '2026-11-23' },
      issuer: { text: 'F' },
      product: { name: { text: 'product X' } },
      batch: { number: 'A', making: 'production', date: { on: '2026-12-02' } },
      journey: [{ act: 'produced', evidence: 'self-declared' }],
    });
  });

  it('tells nothing that is not on the whitelist', async () => {
    const { body } = await ask<object>(`/t/${code}`);
    const told = ['batch', 'code', 'issuer', 'journey', 'product'];
    expect(Object.keys(body).sort()).toEqual([...told, 'verdict']);
    const { partyId, placeId } = await world.trader('F');
    const text = JSON.stringify(body);
    for (const secret of [partyId, placeId, 'place of F', 'quantity']) {
      expect(text).not.toContain(secret);
    }
  });

  it('is read however it was typed', async () => {
    const typed = code.toLowerCase().replace(/(....)(?=.)/g, '$1-');
    for (const path of [`/t/${typed}`, `/T/${code}`, `/t/${code}/`]) {
      expect((await ask(path)).body).toMatchObject({ code: { text: code } });
    }
  });

  it('tells each hand-off, confirmed once both sides recorded it', async () => {
    await world.make('F', 'B', '100', { hour: 1 });
    const shipped = await codeOf('F', world.batches.get('B') ?? '');
    await world.ship('F', 'S', 'B 40', 2);
    expect((await ask(`/t/${shipped}`)).body).toMatchObject({
      verdict: 'recorded',
      journey: [{ act: 'produced' }, { act: 'shipped', evidence: 'self-declared' }],
    });
    await world.receive('S', 'F', 'B 40', 3);
    expect((await ask(`/t/${shipped}`)).body).toMatchObject({
      journey: [
        { act: 'produced' },
        { act: 'shipped', by: { text: 'F' }, evidence: 'confirmed' },
        { act: 'received', evidence: 'confirmed' },
      ],
    });
  });

  it('names the issuer, and others and the hour only where they share their steps with everybody', async () => {
    const { id: product } = await world.post((await world.trader('S')).key, '/api/v1/products', {
      ...{ name: 'Other', itemCode: 'OTHER', unit: 'KGM' },
    });
    const batch = await world.make('F', 'NAMED', '100', { hour: 1 });
    await world.ship('F', 'S', 'NAMED 40', 2);
    await world.receive('S', 'F', 'NAMED 40', 40);
    const { key } = await world.trader('S');
    const { partyId } = await world.trader('F');
    const { body: known } = await world.service.send<{ productId: string }>(
      ...(['GET', `/api/v1/batches/${batch}`] as const),
      { key: (await world.trader('F')).key },
    );
    const path = `/t/${await codeOf('F', batch)}`;
    const told = async () => {
      world.service.clock.advance(2_000);
      const { body } = await ask<{ journey: Record<string, unknown>[] }>(path);
      return body.journey.map(({ by, at }) => [(by as { text: string })?.text, String(at).length]);
    };
    const share = async (sharing: Record<string, string>, by = key) =>
      String((await world.post(by, '/api/v1/sharing', sharing)).id);
    const closed = [
      ['F', 10],
      ['F', 10],
      [undefined, 10],
    ];
    expect(await told()).toEqual(closed);
    await share({ reach: 'linked' });
    await share({ reach: 'open', partyId });
    await share({ reach: 'open', productId: String(product) });
    expect(await told()).toEqual(closed);
    const owner = await world.owner();
    await owner.query('ALTER TABLE sharing DISABLE ROW LEVEL SECURITY');
    expect(await told()).toEqual(closed);
    await owner.query('ALTER TABLE sharing ENABLE ROW LEVEL SECURITY');
    const sharing = await share({ reach: 'open', productId: known.productId });
    const open = [...closed.slice(0, 2), ['S', 25]];
    expect(await told()).toEqual(open);
    await world.service.send('DELETE', `/api/v1/sharing/${sharing}`, { key });
    expect(await told()).toEqual(closed);
    await share({ reach: 'open' }, (await world.trader('F')).key);
    expect(await told()).toEqual([['F', 25], ['F', 25], closed[2]]);
  });

  it('tells the hops of the pallet that carried its goods', async () => {
    await world.make('F', 'PALLET', '30', { hour: 1 });
    const packed = await codeOf('F', world.batches.get('PALLET') ?? '');
    const { key } = await world.trader('F');
    const unit = (
      (await world.post(key, '/api/v1/logistic-units/codes', { count: 1 })).codes as string[]
    )[0];
    const { partyId } = await world.trader('S');
    await told('F', { activity: 'pack', unit, goods: world.goods('PALLET 30'), at: world.at(2) });
    await told('F', { activity: 'ship', units: [unit], toPartyId: partyId, at: world.at(3) });
    await told('S', { activity: 'receive', units: [unit], at: world.at(4) });
    const acts = (passport: Passport) =>
      'journey' in passport
        ? passport.journey.map((entry) => (entry.kind === 'step' ? entry.act : 'gap'))
        : [];
    expect(acts((await ask(`/t/${packed}`)).body)).toEqual([
      'produced',
      'packed',
      'shipped',
      'received',
    ]);
    const { body, status } = await ask(`/t/${unit}`);
    expect(body).toMatchObject({ code: { kind: 'unit' }, contents: [{ text: 'product X' }] });
    expect(undescribed('/t/{code}', status, body)).toEqual([]);
  });

  it('and the time of day of no step, where another of the day is told by the day', async () => {
    const batch = await world.make('P', 'HOURS', '100', { hour: 1, product: 'H' });
    await world.handOver('P', 'W', 'HOURS 40', 2);
    await world.post((await world.trader('P')).key, '/api/v1/sharing', { reach: 'open' });
    const path = `/t/${await codeOf('P', batch)}`;
    const lengths = async () => {
      const { body } = await ask<{ journey: { at: string }[] }>(path);
      return body.journey.map(({ at }) => at.length);
    };
    expect(await lengths()).toEqual([10, 10, 10]);
    await world.handOver('W', 'P', 'HOURS 10', 26);
    await world.post((await world.trader('W')).key, '/api/v1/sharing', { reach: 'open' });
    expect(await lengths()).toEqual([25, 25, 25, 25, 25]);
  });

  it('tells the first and the latest steps of a long journey, and how many it leaves out', async () => {
    await world.make('F', 'LONG', '100', { hour: 1, making: 'harvest' });
    for (let hour = 2; hour < 34; hour += 1) await world.handOver('F', 'S', 'LONG 1', hour);
    const { body } = await ask(`/t/${await codeOf('F', world.batches.get('LONG') ?? '')}`);
    expect(body).toMatchObject({ batch: { making: 'harvest' }, stepsLeftOut: 5 });
    const journey = 'journey' in body ? body.journey : [];
    expect(journey).toHaveLength(60);
    expect([journey[0], journey.at(-1)]).toMatchObject([{ act: 'harvested' }, { act: 'received' }]);
  });

  it('says when its date has passed, by the calendar of the place', async () => {
    await world.make('F', 'OLD', '10', { hour: 1, bestBefore: '2026-11-20' });
    const old = await codeOf('F', world.batches.get('OLD') ?? '');
    expect((await ask(`/t/${old}`)).body).toMatchObject({ verdict: 'expired' });
  });
});

it('a maker that registered no place has a journey without places', async () => {
  const account = await world.service.app.get(AccountsService).open({
    name: 'a household',
    kind: 'person',
    roles: ['producer'],
  });
  const key = account.key.text;
  const product = await world.post(key, '/api/v1/products', {
    name: 'eggs',
    itemCode: 'eggs',
    unit: 'H87',
    dateType: 'none',
  });
  const batch = await world.post(key, '/api/v1/batches', {
    productId: product.id,
    quantity: { value: '30', unit: 'H87' },
  });
  const { body } = await ask(`/t/${String(batch.code)}`);
  expect(body).toMatchObject({ verdict: 'recorded-no-hop', issuer: { text: 'a household' } });
  expect('journey' in body && body.journey[0]).toEqual({
    kind: 'step',
    act: 'produced',
    at: expect.any(String),
    evidence: 'self-declared',
  });
});

describe('an open recall', () => {
  it('outranks everything: batch, item not yet activated, page and JSON', async () => {
    await world.make('F', 'BAD', '10', { hour: 1, bestBefore: '2026-11-20' });
    const bad = await codeOf('F', world.batches.get('BAD') ?? '');
    const [item = ''] = await itemsOf('F', 'BAD', 1);
    expect((await ask(`/t/${item}`)).body).toMatchObject({ verdict: 'unknown' });
    const { key } = await world.trader('F');
    await world.post(key, '/api/v1/recalls', {
      batchIds: [world.batches.get('BAD')],
      reason: 'Listeria found',
      grade: 1,
    });
    for (const recalled of [bad, item]) {
      const { status, body } = await ask(`/t/${recalled}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        verdict: 'recalled',
        recall: { reason: { text: 'Listeria found' }, orderedBy: { text: 'F' } },
      });
    }
    const page = await ask<string>(`/t/${bad}`, html);
    expect(page.body).toContain('<title>Stop: recalled');
  });
});

describe('an unknown code', () => {
  it('and one not yet activated are answered alike to the byte', async () => {
    const [silent = ''] = await itemsOf('F', 'A', 1);
    for (const headers of [json, html]) {
      const unissued = '7K3M9QTX2WP4H8CX';
      const [never, inactive] = [
        await ask<unknown>(`/t/${unissued}`, headers),
        await ask<unknown>(`/t/${silent}`, headers),
      ];
      expect(never.status).toBe(404);
      expect(said(never, unissued)).toBe(said(inactive, silent));
    }
  });

  it('is read once, then known to be unknown for a second', async () => {
    world.service.clock.advance(2_000);
    const path = '/t/7K3M9QTX2WP4H8CX';
    const twice = async () => {
      await world.service.send('GET', path, { headers: json });
      await world.service.send('GET', path, { headers: json });
    };
    expect(await statements(twice)).toBe(1);
  });

  it('of any number is never said to be unknown once an address asks for too many', async () => {
    const answers: number[] = [];
    const miss = async (i: number) =>
      (await world.service.send('GET', `/00/${sscc(i)}`, { headers: json })).status;
    world.service.clock.advance(120_000); // whatever was missed before is forgiven
    for (let i = 0; i < 80; i++) answers.push(await miss(i));
    expect(new Set(answers.slice(0, 60))).toEqual(new Set([404]));
    expect(new Set(answers.slice(60))).toEqual(new Set([503]));
    expect([await miss(79), await miss(79)]).toEqual([503, 503]);
    // Not read before, by whoever shares the address.
    const [item = ''] = await itemsOf('F', 'A', 1);
    await world.post((await world.trader('F')).key, activations('A'), { codes: [item] });
    const known = await world.service.send('GET', `/t/${item}`, { headers: json });
    expect(known.status).toBe(200);
    world.service.clock.advance(120_000);
    expect((await ask(`/00/${sscc(99)}`)).status).toBe(404);
  });
});

it('behind a proxy each reader has misses of its own, whatever it claims to be', async () => {
  const service = await startApp({ trustedProxies: 1 });
  const miss = async (i: number, forwarded: string) => {
    const headers = { ...json, 'X-Forwarded-For': forwarded };
    return (await service.send('GET', `/00/${sscc(i)}`, { headers })).status;
  };
  for (let i = 0; i < 60; i++) await miss(i, `203.0.113.${i}, 198.51.100.7`);
  expect(await miss(60, '203.0.113.99, 198.51.100.7')).toBe(503);
  expect(await miss(60, '198.51.100.8')).toBe(404);
  await service.close();
});

describe('a mistyped code', () => {
  it.each([
    ['7K3M9QTX2WPB', { fault: 'check' }],
    ['7K3M9Q!X2WPA', { fault: 'character', position: 7 }],
    ['7k3m-9q!x', { fault: 'length' }],
    ['%E0%A4%A', {}],
  ])('%s is found without a statement', async (typed, fault) => {
    const sent = await statements(async () => {
      const machine = await ask(`/t/${typed}`);
      expect(machine.status).toBe(400);
      expect(machine.body).toMatchObject({ verdict: 'malformed', ...fault });
      expect((await ask<string>(`/t/${typed}`, html)).status).toBe(404);
    });
    expect(sent).toBe(0);
  });

  it('in a Digital Link costs no statement either', async () => {
    const sent = await statements(async () => {
      expect((await ask('/01/09520123456789/10/A')).status).toBe(400);
    });
    expect(sent).toBe(0);
  });
});

describe('the door', () => {
  it('asks one statement for an answer, and none again within a second', async () => {
    expect(await statements(() => ask(`/t/${code}`))).toBe(1);
    expect(await statements(() => world.service.send('GET', `/t/${code}`, { headers: html }))).toBe(
      0,
    );
  });

  it('speaks the language asked for, and remembers the choice', async () => {
    const language = async (path: string, headers: Record<string, string>) => {
      const { headers: sent } = await ask<string>(path, { Accept: 'text/html', ...headers });
      return [sent.get('content-language'), sent.get('set-cookie')?.split(';')[0]];
    };
    expect(await language(`/t/${code}`, { 'Accept-Language': 'en' })).toEqual(['en', undefined]);
    expect(await language(`/t/${code}`, { 'Accept-Language': 'zh-Hans' })).toEqual([
      'zh-CN',
      undefined,
    ]);
    const chosen = await language(`/t/${code}?lang=en`, { 'Accept-Language': 'zh' });
    expect(chosen).toEqual(['en', 'furrow_reading=en.normal.auto']);
    const cookie = String(chosen[1]);
    expect((await language(`/t/${code}`, { Cookie: cookie, 'Accept-Language': 'zh' }))[0]).toBe(
      'en',
    );
  });

  it('answers HEAD as GET without the body, and refuses to be written to', async () => {
    const get = await ask<string>(`/t/${code}`, html);
    const head = await ask<string>(`/t/${code}`, html, 'HEAD');
    expect(head.body).toBe('');
    expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(get.body)));
    expect((await ask(`/t/${code}`, json, 'DELETE')).status).toBe(405);
  });

  it('sends a typed code to its own address', async () => {
    const { status, headers } = await ask(`/t?code=${code.toLowerCase()}%20`);
    expect([status, headers.get('location')]).toEqual([303, `/t/${code.toLowerCase()}`]);
  });

  it('cuts a long typed code between characters, never through one', async () => {
    const { status, headers } = await ask(`/t?code=${'a'.repeat(511)}%F0%9F%98%80%F0%9F%98%80`);
    expect(status).toBe(303);
    expect(headers.get('location')).toBe(`/t/${'a'.repeat(511)}%F0%9F%98%80`);
  });

  it('leaves other addresses to the application', async () => {
    expect((await ask<{ code: string }>('/t/a/b')).body).toMatchObject({ code: 'not-found' });
    expect((await ask<{ status: string }>('/health/live')).status).toBe(200);
  });

  it('reads as a role that cannot see credentials', async () => {
    const read = world.service.publicDatabase.query('SELECT digest FROM api_key');
    await expect(read).rejects.toThrow('permission denied');
  });
});

describe('a GTIN batch', () => {
  const gtin = '06901234567892';

  it('answers at its Digital Link, which its QR symbol holds', async () => {
    const { key } = await world.trader('F');
    const product = await world.post(key, '/api/v1/products', {
      name: 'peaches',
      gtin,
      unit: 'KGM',
      dateType: 'none',
    });
    const batch = await world.post(key, '/api/v1/batches', {
      productId: product.id,
      number: 'L-1',
      quantity: { value: '5', unit: 'KGM' },
    });
    const answer = await ask(`/01/${gtin}/10/L-1`);
    expect(answer.body).toMatchObject({ code: { text: batch.code }, product: { gtin } });
    const symbol = await fetch(`${world.service.url}/t/${String(batch.code)}/qr.png`);
    expect(symbol.headers.get('content-type')).toBe('image/png');
    const link = new URL(decodedPng(Buffer.from(await symbol.arrayBuffer())));
    expect(link.pathname).toBe(`/01/${gtin}/10/L-1`);
    expect((await ask(link.pathname)).body).toMatchObject({ code: { text: batch.code } });
    const drawing = await fetch(`${world.service.url}/t/${String(batch.code)}/qr.svg`);
    expect(await drawing.text()).toMatch(/^<svg /);
  });

  it('gives an item only under its own GTIN, and says of other numbers that they are not registered', async () => {
    const [item = ''] = await itemsOf('F', 'A', 1);
    const { key } = await world.trader('F');
    const path = `/api/v1/batches/${world.batches.get('A')}/codes/activations`;
    await world.post(key, path, { codes: [item] });
    expect((await ask(`/t/${item}`)).status).toBe(200);
    for (const other of [`21/${item}`, '10/L-2']) {
      const { body } = await ask<object>(`/01/${gtin}/${other}`);
      expect(body).toMatchObject({ verdict: 'unregistered', registered: false });
      expect(body).not.toHaveProperty('journey');
    }
  });
});

/** All that an answer says but the hour and the code that was asked. */
function said(answer: Answer<unknown>, asked: string): string {
  const headers = [...answer.headers].filter(([name]) => name !== 'date');
  const text = JSON.stringify([answer.status, headers, answer.body]);
  return (asked.match(/..../g) ?? []).reduce((rest, group) => rest.replaceAll(group, '----'), text);
}

async function told(name: string, body: Record<string, unknown>): Promise<void> {
  const { status, body: answer } = await world.tell(name, body);
  if (status >= 300) throw new Error(JSON.stringify(answer));
}

function sscc(n: number): string {
  const digits = `0952012345${String(n).padStart(7, '0')}`;
  const sum = [...digits].reduce(
    (total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1),
    0,
  );
  return digits + String((10 - (sum % 10)) % 10);
}

/** Reads the text back from our one-bit PNG. */
function decodedPng(png: Buffer): string {
  const size = png.readUInt32BE(16);
  const start = png.indexOf('IDAT') + 4;
  const rows = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)));
  const stride = 1 + Math.ceil(size / 8);
  const pixels = new Uint8ClampedArray(size * size * 4);
  for (let at = 0; at < size * size; at++) {
    const [x, y] = [at % size, Math.floor(at / size)];
    const isLight = (rows[y * stride + 1 + (x >> 3)]! >> (7 - (x & 7))) & 1;
    pixels.set([isLight * 255, isLight * 255, isLight * 255, 255], at * 4);
  }
  const read = jsQR as unknown as typeof jsQR.default;
  return read(pixels, size, size)?.data ?? '';
}
