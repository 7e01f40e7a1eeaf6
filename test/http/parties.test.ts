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
  farm = await openAccount('Peach farm', '91350100M000100Y43');
  shop = await openAccount('Corner shop');
});
afterAll(() => service.close());

async function openAccount(name: string, uscc: string | null = null): Promise<string> {
  const accounts = service.app.get(AccountsService, { strict: false });
  const { key } = await accounts.open({ kind: 'organisation', name, uscc, roles: ['producer'] });
  return key.text;
}

/** What these tests look at in answers, of whatever kind. */
interface Told {
  readonly id: string;
  readonly name: string;
  readonly partyId: string;
  readonly isDefault: boolean;
  readonly items: readonly Told[];
  readonly errors: readonly { readonly pointer: string }[];
  readonly key: { readonly key: string };
  readonly instance: string;
}

const send = (method: string, path: string, key: string, body?: unknown) =>
  service.send<Told>(method, `/api/v1${path}`, { key, body });

describe('parties', () => {
  it('are registered, read, changed and listed by their organisation', async () => {
    const name = 'Li orchard';
    const { status, body } = await send('POST', '/parties', farm, { name, phone: '123' });
    expect([status, body]).toMatchObject([201, { name, kind: 'organisation', represents: false }]);
    const changed = await send('PATCH', `/parties/${body.id}`, farm, {
      phone: null,
      names: { 'zh-CN': '李家果园' },
    });
    expect(changed.body).toMatchObject({ name, names: { 'zh-CN': '李家果园' } });
    expect(changed.body).not.toHaveProperty('phone');
    const own = await send('GET', `/parties/${body.id}`, farm);
    expect(own.body).toEqual(changed.body);
    const list = await send('GET', '/parties', farm);
    expect(list.body.items.map(({ id }) => id)).toContain(body.id);
  });

  it('are found by their code by everyone, who learns the name and no more', async () => {
    const { body } = await send('GET', '/parties?uscc=91350100m000100y43', shop);
    expect(body.items).toEqual([
      {
        id: expect.any(String),
        kind: 'organisation',
        name: 'Peach farm',
        names: {},
        uscc: '91350100M000100Y43',
      },
    ]);
    const one = await send('GET', `/parties/${body.items[0]?.id}`, shop);
    expect(one.body).toEqual(body.items[0]);
    const none = await send('GET', '/parties?gln=9501101530003', shop);
    expect(none.body.items).toEqual([]);
  });

  it('registered twice are told with the id that is there', async () => {
    const uscc = '91350100M000100Y43';
    const { status, body } = await send('POST', '/parties', shop, { name: 'Again', uscc });
    expect([status, body]).toMatchObject([
      409,
      { code: 'party-exists', errors: [{ pointer: '/uscc' }], partyId: expect.any(String) },
    ]);
  });

  it('with a code whose inner part does not check are taken with a warning', async () => {
    const uscc = '91350100M000110100';
    const { body } = await send('POST', '/parties', shop, { name: 'Old firm', uscc });
    expect(body).toMatchObject({ warnings: [{ pointer: '/uscc' }] });
  });

  it.each([
    [{}, '/name'],
    [{ name: ' ' }, '/name'],
    [{ name: 'A\u0000' }, '/name'],
    [{ name: 'A', names: { en: '\ud800' } }, '/names/en'],
    [{ name: 'A', names: { fr: 'B' } }, '/names/fr'],
    [{ name: 'A', names: ['B'] }, '/names'],
    [{ name: 'A', colour: 'red' }, '/colour'],
    [{ name: 'A', kind: 'robot' }, '/kind'],
    [{ name: 'A', uscc: '91110000600037341N' }, '/uscc'],
    [{ name: 'A', uscc: 91 }, '/uscc'],
    [{ name: 'A', gln: '9501101530004' }, '/gln'],
    [{ name: 'A', address: '11010519491231002X' }, '/address'],
    [{ name: 'A', email: 'nobody' }, '/email'],
  ])('%j is refused at %s', async (body, pointer) => {
    const { status, body: problem } = await send('POST', '/parties', farm, body);
    expect(status).toBe(422);
    expect(problem).toMatchObject({ code: 'invalid-request' });
    expect(problem.errors.map(({ pointer: at }) => at)).toContainEqual(
      expect.stringMatching(new RegExp(`^${pointer}`)),
    );
  });

  it('of others, unknown ones and what is no id are answered alike', async () => {
    const { body } = await send('POST', '/parties', farm, { name: 'Mine' });
    const answers = await Promise.all(
      [body.id, service.random.uuid()].map((id) =>
        send('PATCH', `/parties/${id}`, shop, { name: 'Ours' }),
      ),
    );
    const [foreign, unknown] = answers.map(({ status, body: { instance: _, ...told } }) => ({
      status,
      told,
    }));
    expect(foreign).toEqual(unknown);
    expect(foreign?.status).toBe(404);
    expect((await send('GET', '/parties/x', shop)).status).toBeGreaterThanOrEqual(400);
  });
});

describe('locations', () => {
  let partyId: string;
  beforeAll(async () => {
    partyId = (await send('POST', '/parties', farm, { name: 'Grower' })).body.id;
  });

  it('are registered, changed and listed; the next default takes over', async () => {
    const field = await send('POST', '/locations', farm, {
      partyId,
      name: 'Field 1',
      kind: 'field',
      point: { latitude: 40.1, longitude: 117.2 },
    });
    expect(field.body).toMatchObject({ isDefault: true, timeZone: 'Asia/Shanghai' });
    service.clock.advance(1);
    const silo = await send('POST', '/locations', farm, { partyId, name: 'Silo', kind: 'silo' });
    expect(silo.body).toMatchObject({ isDefault: false, mixing: 'blending' });
    await send('PATCH', `/locations/${silo.body.id}`, farm, { isDefault: true });
    const list = await send('GET', `/locations?partyId=${partyId}`, farm);
    expect(list.body.items.map(({ name, isDefault }) => [name, isDefault])).toEqual([
      ['Silo', true],
      ['Field 1', false],
    ]);
  });

  it('are listed page by page, each once', async () => {
    const owner = await openAccount('Many places');
    const party = await send('POST', '/parties', owner, { name: 'Chain' });
    for (let i = 0; i < 5; i += 1) {
      service.clock.advance(1);
      const place = { partyId: party.body.id, name: `Shop ${i}`, kind: 'shop' };
      await send('POST', '/locations', owner, place);
    }
    const names: string[] = [];
    let path: string | undefined = '/locations?limit=2';
    while (path !== undefined) {
      const { headers, body }: Awaited<ReturnType<typeof send>> = await send('GET', path, owner);
      names.push(...body.items.map(({ name }) => name));
      path = /<\/api\/v1([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(names).toEqual(['Shop 4', 'Shop 3', 'Shop 2', 'Shop 1', 'Shop 0']);
    expect((await send('GET', '/locations?cursor=bm9uc2Vuc2U', owner)).status).toBe(422);
  });

  it.each([
    [{ partyId: undefined }, '/partyId'],
    [{ partyId: '019a2b3c-4d5e-7f60-8a9b-0c1d2e3f4a5b' }, '/partyId'],
    [{ kind: 'castle' }, '/kind'],
    [{ mixing: null }, '/mixing'],
    [{ timeZone: '+08:00' }, '/timeZone'],
    [{ gln: '9501101530004' }, '/gln'],
    [{ glnExtension: '7' }, '/glnExtension'],
    [{ point: { latitude: 91, longitude: 0 } }, '/point/latitude'],
    [{ point: { latitude: 0.1234567, longitude: 0 } }, '/point/latitude'],
    [{ point: { latitude: 0 } }, '/point/longitude'],
    [{ parentId: '019a2b3c-4d5e-7f60-8a9b-0c1d2e3f4a5b' }, '/parentId'],
    [{ isDefault: 'yes' }, '/isDefault'],
  ])('with %j are refused at %s', async (changes, pointer) => {
    const place = { partyId, name: 'Field', kind: 'field', ...changes };
    const { status, body } = await send('POST', '/locations', farm, place);
    expect([status, body.errors[0]?.pointer]).toEqual([422, pointer]);
  });

  it('of others do not exist', async () => {
    const place = { partyId, name: 'Yard', kind: 'other' };
    const { body } = await send('POST', '/locations', farm, place);
    expect((await send('GET', `/locations/${body.id}`, shop)).status).toBe(404);
    expect((await send('PATCH', `/locations/${body.id}`, shop, { name: 'B' })).status).toBe(404);
    expect((await send('POST', '/locations', shop, place)).body.errors).toMatchObject([
      { pointer: '/partyId' },
    ]);
  });
});

describe('an account', () => {
  it('is opened by an operator alone, with its party and a key that works', async () => {
    const accounts = service.app.get(AccountsService, { strict: false });
    const { key } = await accounts.open({ kind: 'organisation', name: 'We', roles: ['operator'] });
    const request = { name: 'New shop', roles: ['retailer'], gln: '9501101530010' };
    const refused = await send('POST', '/organisations', farm, request);
    expect(refused.status).toBe(403);
    const { status, body } = await send('POST', '/organisations', key.text, request);
    expect([status, body]).toMatchObject([201, { name: 'New shop', roles: ['retailer'] }]);
    const me = await send('GET', '/organisations/me', body.key.key);
    expect(me.body).toMatchObject({ id: body.id, partyId: body.partyId });
    const party = await send('GET', `/parties/${body.partyId}`, body.key.key);
    expect(party.body).toMatchObject({ represents: true, gln: '9501101530010' });
  });
});

describe('whatever a client sends', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 20, unit: 'binary' }),
    fc.constantFrom('91350100M000100Y43', '9501101530027', 'Asia/Shanghai', 'tank', '\u0000'),
  );
  const value = fc.oneof(text, fc.integer(), fc.constant(null), fc.jsonValue({ maxDepth: 2 }));
  const bodyOf = (...members: string[]) =>
    fc.record(Object.fromEntries(members.map((name) => [name, value])), { requiredKeys: [] });

  it.each([
    ['/parties', bodyOf('name', 'kind', 'names', 'uscc', 'gln', 'phone', 'email', 'address')],
    ['/locations', bodyOf('partyId', 'name', 'kind', 'mixing', 'gln', 'point', 'timeZone')],
  ])('to %s, it is taken or refused with reasons', async (path, bodies) => {
    await fc.assert(
      fc.asyncProperty(bodies, text, async (random, name) => {
        const { status, body } = await send('POST', path, farm, { name, ...random });
        if (status === 201) return;
        expect([409, 422]).toContain(status);
        expect(body.errors.length).toBeGreaterThan(0);
      }),
      { numRuns },
    );
  });
});
