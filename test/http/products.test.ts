import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AccountsService } from '../../src/parties/index.js';
import { startApp, type TestApp } from '../support/app.js';

/** More in test:long. */
const numRuns = Number(process.env.FURROW_TEST_RUNS ?? 200);

let service: TestApp;
let farm: string;
let shop: string;
beforeAll(async () => {
  service = await startApp();
  farm = await openAccount('Peach farm');
  shop = await openAccount('Corner shop');
});
afterAll(() => service.close());

async function openAccount(name: string): Promise<string> {
  const accounts = service.app.get(AccountsService, { strict: false });
  const { key } = await accounts.open({ kind: 'organisation', name, roles: ['producer'] });
  return key.text;
}

/** What these tests look at in answers, of whatever kind. */
interface Told {
  readonly id: string;
  readonly items: readonly Told[];
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
}

const send = (method: string, path: string, key: string, body?: unknown) =>
  service.send<Told>(method, `/api/v1/products${path}`, { key, body });

const milk = {
  name: 'Milk',
  names: { 'zh-CN': '牛奶' },
  unit: 'H87',
  dateType: 'use-by',
  shelfLifeDays: 7,
  storage: { minCelsius: '0', maxCelsius: '4' },
  blending: true,
  packLevels: [{ name: 'case', contains: '12' }],
  conversions: [{ from: 'H87', to: 'LTR', factor: '0.25' }],
};

describe('products', () => {
  it('are registered whole and read back the same by their owner', async () => {
    const request = {
      ...milk,
      gtin: '9501101530003',
      itemCode: 'M1',
      packLevels: [{ name: 'case', contains: '12', gtin: '19501101530000' }],
    };
    const { status, body } = await send('POST', '', farm, request);
    expect([status, body]).toMatchObject([201, { ...request, gtin: '09501101530003' }]);
    expect((await send('GET', `/${body.id}`, farm)).body).toEqual(body);
    expect((await send('GET', '?itemCode=M1', farm)).body.items).toEqual([body]);
  });

  it('with a GTIN are seen by everyone who has it, without the owner’s own code', async () => {
    for (const gtin of ['9501101530003', '19501101530000']) {
      const { body } = await send('GET', `?gtin=${gtin}`, shop);
      expect(body.items).toMatchObject([{ gtin: '09501101530003', name: 'Milk' }]);
      expect(body.items[0]).not.toHaveProperty('itemCode');
      expect((await send('GET', `/${body.items[0]?.id}`, shop)).body).toEqual(body.items[0]);
    }
  });

  it('without a GTIN are their owner’s alone', async () => {
    const { body } = await send('POST', '', farm, { ...milk, itemCode: 'own' });
    const again = await send('POST', '', farm, { ...milk, itemCode: 'own' });
    expect([again.status, again.body]).toMatchObject([409, { productId: body.id }]);
    expect((await send('GET', `/${body.id}`, shop)).status).toBe(404);
    expect((await send('GET', '?itemCode=own', shop)).body.items).toEqual([]);
    expect((await send('PATCH', `/${body.id}`, shop, { name: 'Ours' })).status).toBe(404);
  });

  it('keep their packs when they change, and get more', async () => {
    const { body } = await send('POST', '', farm, { ...milk, itemCode: 'packs' });
    const pallet = { name: 'pallet', contains: '60' };
    const more = await send('PATCH', `/${body.id}`, farm, {
      category: 'dairy',
      packLevels: [...milk.packLevels, pallet],
    });
    expect([more.status, more.body]).toMatchObject([
      200,
      { category: 'dairy', name: 'Milk', packLevels: [...milk.packLevels, pallet] },
    ]);
    const fewer = await send('PATCH', `/${body.id}`, farm, { packLevels: [pallet] });
    expect([fewer.status, fewer.body.errors[0]?.pointer]).toEqual([422, '/packLevels/0']);
    expect((await send('PATCH', `/${body.id}`, farm, { unit: 'KGM' })).status).toBe(422);
  });

  it('registered twice are told with the id that is there', async () => {
    const gtin = '9501101530010';
    const { body } = await send('POST', '', farm, { ...milk, gtin });
    const again = await send('POST', '', shop, { ...milk, gtin });
    expect([again.status, again.body]).toMatchObject([
      409,
      { code: 'product-exists', productId: body.id, errors: [{ pointer: '/gtin' }] },
    ]);
  });

  it.each<[object, string, RegExp]>([
    [{ itemCode: undefined }, '/itemCode', /gtin/],
    [{ gtin: '9501101530004' }, '/gtin', /check digit/],
    [{ gtin: null }, '/gtin', /text/],
    [{ unit: 'kg' }, '/unit', /did you mean KGM/],
    [{ unit: 'jin' }, '/unit', /KGM/],
    [{ shelfLifeDays: -1 }, '/shelfLifeDays', /less than 1/],
    [{ shelfLifeDays: 1.5 }, '/shelfLifeDays', /integer/],
    [{ dateType: 'sell-by' }, '/dateType', /best-before/],
    [{ storage: { minCelsius: '1e1' } }, '/storage/minCelsius', /plain digits/],
    [{ storage: { coldest: '1' } }, '/storage/coldest', /\w/],
    [{ packLevels: [{ name: 'crate', contains: '1' }] }, '/packLevels/0/name', /case/],
    [{ packLevels: [{ name: 'case', contains: '-1' }] }, '/packLevels/0/contains', /more than 0/],
    [{ packLevels: {} }, '/packLevels', /array/],
    [
      { conversions: [{ from: 'H87', to: 'KGM', factor: '0.1234567' }] },
      '/conversions/0/factor',
      /6 decimals/,
    ],
    [{ conversions: Array(21).fill(milk.conversions[0]) }, '/conversions', /20/],
    [{ blending: 'yes' }, '/blending', /boolean/],
    [{ colour: 'white' }, '/colour', /\w/],
  ])('with %j are refused at %s', async (changes, pointer, detail) => {
    const { status, body } = await send('POST', '', farm, { ...milk, itemCode: 'X', ...changes });
    expect([status, body.errors]).toEqual([
      422,
      expect.arrayContaining([{ pointer, detail: expect.stringMatching(detail) }]),
    ]);
  });

  it('whatever a client sends, are taken or refused with reasons', async () => {
    const text = fc.oneof(
      fc.string({ maxLength: 20, unit: 'binary' }),
      fc.constantFrom(
        'KGM',
        'XCS',
        'H87',
        '12',
        '0.5',
        '9501101530027',
        'case',
        '\u0000',
        '\ud800',
      ),
    );
    const value = fc.oneof(text, fc.integer(), fc.constant(null), fc.jsonValue({ maxDepth: 2 }));
    const object = (...names: string[]) =>
      fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] });
    const list = (...names: string[]) =>
      fc.oneof(value, fc.array(object(...names), { maxLength: 4 }));
    const bodies = fc.record(
      {
        name: value,
        names: fc.oneof(value, object('en', 'zh-CN')),
        unit: text,
        gtin: value,
        itemCode: value,
        category: value,
        dateType: fc.constantFrom('use-by', 'none', 'x'),
        shelfLifeDays: value,
        storage: fc.oneof(value, object('minCelsius', 'maxCelsius')),
        packLevels: list('name', 'contains', 'gtin'),
        conversions: list('from', 'to', 'factor'),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(bodies, text, async (random, itemCode) => {
        const request = { name: 'A', unit: 'KGM', itemCode, ...random };
        const { status, body } = await send('POST', '', farm, request);
        if (status === 201) return;
        expect([409, 422]).toContain(status);
        expect(body.errors.length).toBeGreaterThan(0);
      }),
      { numRuns },
    );
  });
});
