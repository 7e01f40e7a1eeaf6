import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cloneDatabase, type TestDatabase } from '../../test/support/database.js';
import type { Actor } from '../access/index.js';
import { LocationsService, type NewLocation } from './locations.service.js';
import { PartiesService, type NewParty } from './parties.service.js';
import { resolveLocations, resolveParties } from './resolve.js';

let test: TestDatabase;
let parties: PartiesService;
let locations: LocationsService;
beforeAll(async () => {
  test = await cloneDatabase({ role: 'furrow_fold' });
  parties = new PartiesService(test.database, test.clock, test.random);
  locations = new LocationsService(test.database, test.clock, test.random);
});
afterAll(() => test.drop());

const someone = (): Actor => ({
  organisationId: test.random.uuid(),
  partyId: test.random.uuid(),
  roles: ['producer'],
  scopes: ['read', 'write'],
  credential: 'test',
});
const party = (request: Partial<NewParty>): NewParty => ({
  kind: 'organisation',
  name: 'Peach farm',
  ...request,
});
const register = (request: Partial<NewParty> = {}, actor = someone()) =>
  parties.register(actor, party(request));
const registerOwn = (organisationId: string, request: Partial<NewParty>) =>
  test.database.transaction((tx) => parties.registerOwnParty(tx, organisationId, party(request)));
const place = (actor: Actor, request: Partial<NewLocation> & { partyId: string }) =>
  locations.register(actor, { name: 'Orchard', kind: 'orchard', ...request });

describe('the shared directory of parties', () => {
  it('has one row for one social credit code or GLN, whoever registers it', async () => {
    const first = await register({ uscc: '91350100M000100Y43', gln: '9501101530003' });
    for (const again of [{ uscc: '91350100M000100Y43' }, { gln: '9501101530003' }]) {
      await expect(register(again)).rejects.toMatchObject({
        kind: { code: 'party-exists' },
        errors: [{ pointer: `/${Object.keys(again)[0]}` }],
        members: { partyId: first.id },
      });
    }
  });

  it('registers a code once, however many try at once', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () => register({ uscc: '91110000600037341L' })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const attempt of tries) {
      if (attempt.status === 'rejected') {
        expect(attempt.reason).toMatchObject({ kind: { code: 'party-exists' } });
      }
    }
  });

  it('is read by any of the keys of a party', async () => {
    const { id } = await register({ uscc: '121200004013590816', gln: '9501101530010' });
    const keys = ['uscc:121200004013590816', '/417/9501101530010', '/414/9501101530010'];
    const known = await resolveParties(test.database, [
      ...keys,
      `urn:uuid:${id}`,
      `urn:uuid:${test.random.uuid()}`,
      'urn:uuid:nonsense',
      '/414/9501101530010/254/7',
      '/01/09501101530003',
    ]);
    expect([...known.keys()].sort()).toEqual([...keys, `urn:uuid:${id}`].sort());
    expect(new Set([...known.values()].map((found) => found.id))).toEqual(new Set([id]));
  });

  it('lets only its registrar change a party, and never the code it is known by', async () => {
    const owner = someone();
    const { id } = await register({}, owner);
    await expect(parties.change(someone(), id, { name: 'Mine' })).rejects.toMatchObject({
      kind: { code: 'not-found' },
    });
    await parties.change(owner, id, { uscc: '91310115MA1K3BTP2B' });
    await expect(parties.change(owner, id, { uscc: null })).rejects.toMatchObject({
      errors: [{ pointer: '/uscc' }],
    });
    const other = await register({}, owner);
    await expect(
      parties.change(owner, other.id, { uscc: '91310115MA1K3BTP2B' }),
    ).rejects.toMatchObject({ kind: { code: 'party-exists' } });
  });

  it('shows others the name and identifiers of a party, and nothing more', async () => {
    const owner = someone();
    const { id } = await register({ phone: '123', address: 'A lane', email: 'a@b.cn' }, owner);
    expect(await parties.get(owner, id)).toMatchObject({ phone: '123', address: 'A lane' });
    const seen = await parties.get(someone(), id);
    expect(Object.keys(seen).sort()).toEqual(
      ['gln', 'id', 'kind', 'name', 'names', 'organisationId', 'represents', 'uscc'].sort(),
    );
  });

  it('stores no ID-card number', async () => {
    await expect(register({ address: 'Li, 11010519491231002X' })).rejects.toMatchObject({
      errors: [{ pointer: '/address' }],
    });
  });
});

describe('an organisation that gets its account', () => {
  it('takes over the party that others named, with its places', async () => {
    const neighbour = someone();
    const named = await register({ uscc: '91340600MA2PBM9HXD', name: 'Farm?' }, neighbour);
    const orchard = await place(neighbour, { partyId: named.id });
    const farm = someone();
    const own = await registerOwn(farm.organisationId, { uscc: '91340600MA2PBM9HXD' });
    expect(own).toMatchObject({ id: named.id, represents: true, name: 'Peach farm' });
    expect(await locations.get(farm, orchard.id)).toMatchObject({ id: orchard.id });
    await expect(locations.get(neighbour, orchard.id)).rejects.toMatchObject({
      kind: { code: 'not-found' },
    });
  });

  it('cannot take the party that another organisation is', async () => {
    await registerOwn(test.random.uuid(), { gln: '9501101530027' });
    await expect(registerOwn(test.random.uuid(), { gln: '9501101530027' })).rejects.toMatchObject({
      kind: { code: 'party-exists' },
    });
  });

  it('cannot take two parties at once', async () => {
    await register({ uscc: '91152201078394644D' });
    await register({ gln: '9501101530034' });
    await expect(
      registerOwn(test.random.uuid(), { uscc: '91152201078394644D', gln: '9501101530034' }),
    ).rejects.toMatchObject({ kind: { code: 'party-exists' } });
  });
});

describe('the places of a party', () => {
  it('the first is the default one, until another becomes it', async () => {
    const owner = someone();
    const { id: partyId } = await register({}, owner);
    const first = await place(owner, { partyId, timeZone: 'Asia/Urumqi' });
    const second = await place(owner, { partyId, kind: 'tank' });
    expect(first).toMatchObject({ isDefault: true, mixing: 'discrete' });
    expect(second).toMatchObject({
      isDefault: false,
      mixing: 'blending',
      timeZone: 'Asia/Urumqi',
    });
    await locations.change(owner, second.id, { isDefault: true });
    expect((await locations.get(owner, first.id)).isDefault).toBe(false);
  });

  it('have one default place also when many are registered at once', async () => {
    const owner = someone();
    const { id: partyId } = await register({}, owner);
    const places = await Promise.all(Array.from({ length: 10 }, () => place(owner, { partyId })));
    expect(places.filter(({ isDefault }) => isDefault)).toHaveLength(1);
  });

  it('are written by its organisation alone', async () => {
    const owner = someone();
    const stranger = someone();
    const { id: partyId } = await register({}, owner);
    const { id: parentId } = await place(owner, { partyId });
    await expect(place(stranger, { partyId })).rejects.toMatchObject({
      errors: [{ pointer: '/partyId' }],
    });
    await expect(locations.change(stranger, parentId, { name: 'Mine' })).rejects.toMatchObject({
      kind: { code: 'not-found' },
    });
    const { id: strangers } = await register({}, stranger);
    await expect(place(stranger, { partyId: strangers, parentId })).rejects.toMatchObject({
      errors: [{ pointer: '/parentId' }],
    });
  });

  it('have one GLN and extension each', async () => {
    const owner = someone();
    const { id: partyId } = await register({}, owner);
    const gln = '9501101530041';
    await place(owner, { partyId, gln });
    await place(owner, { partyId, gln, glnExtension: 'A/1' });
    const unnamed = await place(owner, { partyId });
    for (const attempt of [
      () => place(owner, { partyId, gln }),
      () => locations.change(owner, unnamed.id, { gln, glnExtension: 'A/1' }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ kind: { code: 'location-exists' } });
    }
  });

  it('are named by GLN with extension, or by our id', async () => {
    const owner = someone();
    const { id: partyId } = await register({ gln: '9501101530058' }, owner);
    const site = await place(owner, { partyId, gln: '9501101530058' });
    const tank = await place(owner, {
      partyId,
      kind: 'tank',
      gln: '9501101530058',
      glnExtension: 'T/1',
    });
    const barn = await place(owner, { partyId, kind: 'barn' });
    const keys = {
      '/414/9501101530058': site.id,
      '/414/9501101530058/254/T%2F1': tank.id,
      [`urn:uuid:${barn.id}`]: barn.id,
    };
    const known = await resolveLocations(test.database, [
      ...Object.keys(keys),
      '/417/9501101530058',
      'urn:x:y',
    ]);
    expect(Object.fromEntries([...known].map(([key, { id }]) => [key, id]))).toEqual(keys);
    expect(known.get('/414/9501101530058/254/T%2F1')).toMatchObject({
      partyId,
      organisationId: owner.organisationId,
      mixing: 'blending',
      timeZone: 'Asia/Shanghai',
    });
  });
});

describe('each write of a party or place', () => {
  it('is told by one feed row of its organisation', async () => {
    const owner = someone();
    const { id: partyId } = await register({}, owner);
    test.clock.advance(1);
    await parties.change(owner, partyId, { phone: '123' });
    test.clock.advance(1);
    const { id } = await place(owner, { partyId });
    test.clock.advance(1);
    await locations.change(owner, id, { name: 'Shed' });
    const rows = await test.database.query<{ kind: string }>(
      'SELECT kind FROM feed WHERE organisation_id = $1 ORDER BY id',
      [owner.organisationId],
    );
    expect(rows.map(({ kind }) => kind)).toEqual([
      'party-registered',
      'party-changed',
      'location-registered',
      'location-changed',
    ]);
  });
});
