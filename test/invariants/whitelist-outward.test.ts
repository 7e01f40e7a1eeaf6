// Invariant 7 of the design. Everything that F types and nobody else should read bears a canary; then strangers and
// other organisations ask for all there is.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TraceView } from '../../src/trace/trace.dto.js';
import { documentOf } from '../epcis/repository.js';
import { succeeded, World, type Body } from '../cases/world.js';
import { follow } from '../support/follow.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
  await story();
});
afterAll(() => world?.close());

const canary = /canary/i;
let canaries = 0;
/** A text that nobody else should ever read. */
const secret = (about: string) => `${about} canary ${(canaries += 1)}`;

/** What strangers may ask for: the batch, an item of it, two units with F's goods. */
const labels: string[] = [];
/** Ids of what is F's, by the collection they are asked in. */
const idsOfF = new Map<string, string[]>();
const note = (collection: string, ...ids: unknown[]) =>
  idsOfF.set(collection, [...(idsOfF.get(collection) ?? []), ...ids.map(String)]);

/** Goods of F go to P and on from there to S; Q is a stranger. */
async function story(): Promise<void> {
  const { key, partyId, placeId } = await world.trader('F');
  for (const name of ['P', 'S', 'Q']) await world.trader(name);
  await registerSecrets(key, partyId);
  const batchId = await world.make('F', 'A', '100', { hour: 1, product: 'X' });
  note('locations', placeId);
  note('batches', batchId);
  const codes = `/api/v1/batches/${batchId}/codes`;
  const issued = await world.post(key, codes, { kind: 'item', count: 2 });
  const [item = '', spoiled = ''] = issued.codes as string[];
  await world.post(key, `${codes}/activations`, { codes: [item] });
  await world.post(key, `${codes}/voidings`, { codes: [spoiled], reason: secret('spoiled') });
  const { body: batch } = await world.service.send<Body>('GET', `/api/v1/batches/${batchId}`, {
    key,
  });
  const [unit, sscc] = [await world.unit('U'), '/00/106141412345678908'];
  labels.push(`/t/${String(batch.code)}`, `/t/${item}`, `/t/${unit}`, sscc);
  for (const name of ['A', 'X']) {
    const link = new URL(world.linkOf(name)).pathname;
    labels.push(link, `${link}?linkType=linkset`, `${link.replace('/10/A', '')}/10/NONE`);
  }
  note('logistic-units', unit, sscc);

  await world.pack('F', 'A 20', 'U', 2);
  await world.does('F', 'pack', 2, { unit: sscc, goods: world.goods('A 5') });
  await tellSecrets(key);
  const handedOn = await world.shipping('F', 'P', 'A 30', 4);
  note('events', ...(await captureSecretly(key, handedOn)));
  succeeded('receive', await world.receive('P', 'F', 'A 30', 5));
  await world.handOver('F', 'P', '[U]', 6);
  await world.handOver('P', 'S', 'A 10', 8);
  const { key: partner } = await world.trader('P');
  const returned = { goods: world.goods('A 1'), toPartyId: partyId, reason: secret('return') };
  const back = await world.does('P', 'return', 9, returned);
  const { body: seen } = await world.service.send<Body>(
    'GET',
    `/api/v1/events/${String(back.id)}`,
    {
      key: partner,
    },
  );
  expect(JSON.stringify(seen)).toMatch(canary);
}

async function registerSecrets(key: string, partyId: string): Promise<void> {
  const staff = {
    contactName: secret('staff'),
    phone: '010 canary',
    email: 'canary@farm.example',
    address: secret('address'),
  };
  await world.service.send('PATCH', `/api/v1/parties/${partyId}`, { key, body: staff });
  await world.post(key, '/api/v1/parties', { name: secret('supplier'), kind: 'person', ...staff });
  const shed = { name: secret('shed'), partyId, kind: 'warehouse' };
  note('locations', (await world.post(key, '/api/v1/locations', shed)).id);
  const made = { name: secret('trial'), itemCode: 'canary-1', unit: 'KGM', dateType: 'none' };
  note('products', (await world.post(key, '/api/v1/products', made)).id);
  await world.product('X', 'F', { itemCode: 'canary-2' });
  const machine = { label: secret('machine'), scopes: ['read'], validDays: 9 };
  note('keys', (await world.post(key, '/api/v1/keys', machine)).id);
}

/** What an act lets its author say freely. */
async function tellSecrets(key: string): Promise<void> {
  const goods = world.goods('A 1');
  const documents = [{ type: 'inv', id: secret('invoice') }];
  note('events', (await world.does('F', 'sample', 3, { goods, reason: secret('why') })).id);
  note('events', (await world.does('F', 'inspect', 3, { goods, reason: secret('finding') })).id);
  note('events', (await world.does('F', 'dispose', 3, { goods, reason: 'canary', documents })).id);
  const sold = await world.does('F', 'sell', 3, { goods });
  note('events', sold.id);
  const wrong = { activity: 'declare-error', of: sold.eventId, reason: secret('blame') };
  note('events', (await world.post(key, '/api/v1/events', wrong)).id);
}

/** A shipping with prices, names and notes wherever EPCIS lets a firm extend it. */
async function captureSecretly(key: string, shipping: Body): Promise<unknown[]> {
  const note = () => ({ 'acme:note': secret('note') });
  const event = {
    ...shipping,
    ...note(),
    'acme:price': { 'acme:perKilo': 3.5, 'acme:agreedBy': secret('buyer') },
    readPoint: { ...(shipping.readPoint as Body), ...note() },
    sensorElementList: [
      {
        ...note(),
        sensorMetadata: { time: shipping.eventTime, ...note() },
        sensorReport: [{ type: 'gs1:Temperature', value: 3, uom: 'CEL', ...note() }],
      },
    ],
  };
  const document = documentOf([event]) as { '@context': unknown };
  const terms = { acme: 'https://acme.example/canary/' };
  const body = { ...document, '@context': [document['@context'], terms] };
  const { events } = await world.post(key, '/epcis/capture', body);
  return (events as Body[]).map(({ id }) => id);
}

const { paths } = JSON.parse(readFileSync('docs/reference/openapi.json', 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};
const readable = Object.keys(paths).filter((path) => paths[path]?.get !== undefined);

/** Every address that F's things may be asked at. */
function addresses(): string[] {
  const asked = readable.flatMap((path) => {
    const [, collection = ''] = /^\/api\/v1\/([a-z-]+)\/\{/.exec(path) ?? [];
    if (!path.includes('{')) return [path];
    const ids = idsOfF.get(collection) ?? [];
    return ids.map((id) => path.replace(/\{\w+\}/, encodeURIComponent(id)));
  });
  const [batch = ''] = idsOfF.get('batches') ?? [];
  const product = world.products.get('X') ?? '';
  const label = encodeURIComponent(world.linkOf('A'));
  return [
    ...asked,
    `/api/v1/products/${product}`,
    `/api/v1/products/${product}/holdings`,
    `/api/v1/events?batchId=${batch}&limit=200`,
    `/api/v1/events?what=${label}`,
    `/epcis/events?MATCH_anyEPCClass=${label}`,
    `/api/v1/traces?batchId=${batch}`,
    `/api/v1/traces?what=${label}`,
    `/api/v1/parties/${world.traders.get('F')?.partyId ?? ''}`,
  ];
}

async function read(path: string, name?: string) {
  const key = name === undefined ? undefined : (await world.trader(name)).key;
  return world.service.send<unknown>('GET', path, {
    ...(key !== undefined && { key }),
    headers: { Accept: 'application/json' },
  });
}

describe('what F typed', () => {
  test('Whitelist outward: F itself reads it, or the rest of this file would prove nothing', async () => {
    const told: string[] = [];
    for (const path of addresses()) told.push(JSON.stringify((await read(path, 'F')).body));
    const all = told.join('\n');
    for (const about of ['staff', 'shed', 'trial', 'machine', 'why', 'finding', 'note', 'buyer']) {
      expect(all).toContain(`${about} canary`);
    }
  });

  test('Whitelist outward: no page and no passport shows it to a stranger', async () => {
    for (const label of labels) {
      for (const headers of [
        { Accept: 'application/json' },
        { Accept: 'text/html', 'Accept-Language': 'en' },
        { Accept: 'text/html', 'Accept-Language': 'zh-CN' },
      ]) {
        world.service.clock.advance(1_001);
        const { status, body } = await follow(world.service, label, headers);
        expect([label, status]).toEqual([label, 200]);
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        expect([label, canary.exec(text)?.input]).toEqual([label, undefined]);
        // Nor who the partners are by their ids, nor where things stand.
        for (const { partyId, placeId } of world.traders.values()) {
          expect(text).not.toContain(partyId);
          expect(text).not.toContain(placeId);
        }
      }
    }
  });

  test.each(['P', 'S', 'Q'])('Whitelist outward: no answer to %s shows it', async (name) => {
    for (const path of addresses()) {
      const { body } = await read(path, name);
      const text = JSON.stringify(body);
      expect([path, canary.test(text) && !isOwnWord(name, text) ? text : 'silent']).toEqual([
        path,
        'silent',
      ]);
    }
  });

  test('Whitelist outward: a partner reads what both need of the hand-off, without its extensions', async () => {
    const [, , , , , ref] = [...(idsOfF.get('events') ?? []), ''];
    const path = `/api/v1/events/${ref ?? ''}`;
    const [own, partners] = [
      (await read(path, 'F')).body as { event: Body },
      (await read(path, 'P')).body as { event: Body },
    ];
    expect(JSON.stringify(own)).toMatch(canary);
    const { bizStep, quantityList, sourceList, destinationList, eventID } = own.event;
    expect(partners.event).toMatchObject({
      ...{ bizStep, quantityList, sourceList, destinationList, eventID },
      sensorElementList: [{ sensorReport: [{ type: expect.any(String), value: '3' }] }],
    });
    expect(partners.event).not.toHaveProperty('extensions');
  });
});

/** P wrote one canary itself, when it returned goods. */
function isOwnWord(name: string, text: string): boolean {
  return name === 'P' && !canary.test(text.replace(/return canary \d+/g, ''));
}

test('Whitelist outward: who deals with whom is told to nobody else', async () => {
  const [farm, works] = [await world.trader('F'), await world.trader('P')];
  const shop = await world.trader('S');
  // The audit tells whom one asked for oneself.
  const about = (id: string) =>
    addresses().filter((path) => !path.includes(id) && path !== '/api/v1/audit');
  for (const [name, others] of [
    ['S', [farm]],
    ['F', [shop]],
    ['Q', [farm, works, shop]],
  ] as const) {
    for (const { partyId, placeId } of others) {
      for (const path of about(partyId)) {
        const text = JSON.stringify((await read(path, name)).body);
        expect([name, path, text.includes(partyId)]).toEqual([name, path, false]);
        if (!path.includes(placeId)) expect(text).not.toContain(placeId);
      }
    }
  }
});

describe('hidden and absent', () => {
  /** All that an answer says, but for what differs between two requests for the same thing. */
  const said = ({ status, headers, body }: Awaited<ReturnType<typeof read>>, asked: string) => {
    const passing = new Set(['date', 'x-request-id', 'etag']);
    const text = JSON.stringify(body).replace(/urn:uuid:[0-9a-f-]{36}/g, 'urn:uuid:-');
    return [
      status,
      [...headers].filter(([name]) => !passing.has(name)),
      text.replaceAll(asked, 'the id'),
    ];
  };

  test('Whitelist outward: hidden and absent look the same to a stranger, status, headers and bytes', async () => {
    const hidden = [...idsOfF].filter(([collection]) => collection !== 'logistic-units');
    let asked = 0;
    for (const [collection, ids] of hidden) {
      const routes = readable.filter((path) => path.startsWith(`/api/v1/${collection}/{`));
      for (const route of routes) {
        for (const id of ids) {
          const other = world.service.random.uuid();
          const at = (each: string) => read(route.replace(/\{\w+\}/, each), 'Q');
          expect(said(await at(id), id)).toEqual(said(await at(other), other));
          asked += 1;
        }
      }
    }
    expect(asked).toBeGreaterThan(8);
    const units = idsOfF.get('logistic-units') ?? [];
    const nothing = ['7K3M9QTX2WPA', '/00/106141412345678915'];
    for (const [i, unit] of units.entries()) {
      const at = (each: string) => `/api/v1/logistic-units/${encodeURIComponent(each)}`;
      const absent = nothing[i] ?? '';
      expect(said(await read(at(unit), 'Q'), unit)).toEqual(
        said(await read(at(absent), 'Q'), absent),
      );
    }
  });

  test.each<[string, (id: string) => Body]>([
    ['batches', (batchId) => ({ activity: 'sell', goods: [{ batchId, ...one }] })],
    ['products', (productId) => ({ activity: 'sell', goods: [{ productId, ...one }] })],
    ['locations', (placeId) => ({ activity: 'clean', placeId })],
    ['events', (of) => ({ activity: 'declare-error', of: `urn:uuid:${of}`, reason: 'no' })],
  ])('Whitelist outward: %s of others in an act are answered as absent ones', async (name, act) => {
    const { key } = await world.trader('Q');
    const [id = ''] = idsOfF.get(name) ?? [];
    const other = world.service.random.uuid();
    const send = (each: string) =>
      world.service.send<unknown>('POST', '/api/v1/events', { key, body: act(each) });
    const [hidden, absent] = [await send(id), await send(other)];
    expect(hidden.status).toBe(422);
    expect(said(hidden, id)).toEqual(said(absent, other));
  });

  const one = { quantity: { value: '1', unit: 'KGM' } };
});

test('Whitelist outward: every trace says, always in the same words, that it covers only what its asker may see', async () => {
  const [batch = ''] = idsOfF.get('batches') ?? [];
  const words = new Set<string>();
  for (const name of ['F', 'P', 'S']) {
    for (const direction of ['forward', 'backward', 'both']) {
      const { body } = await read(`/api/v1/traces?batchId=${batch}&direction=${direction}`, name);
      expect(body).toMatchObject({ view: 'own' });
      words.add((body as TraceView).covers);
    }
  }
  expect([...words]).toEqual([
    'This trace covers only the events that your organisation recorded or is a party to.',
  ]);
  const { body } = await read(`/api/v1/traces?batchId=${batch}`, 'R');
  expect(body).toMatchObject({ view: 'all', covers: expect.not.stringContaining('only') });
});
