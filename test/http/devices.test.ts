import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { DevicesService } from '../../src/access/devices/devices.service.js';
import { endWaitingDevices } from '../../src/access/devices/devices.store.js';
import { readConfig } from '../../src/platform/index.js';
import { World } from '../cases/world.js';
import { aKeyPair, TestDevice } from '../support/device.js';
import type { TestApp } from '../support/app.js';

let world: World;
let service: TestApp;
let farm: string;
let shop: string;
beforeAll(async () => {
  world = await World.start();
  ({ service } = world);
  farm = (await world.trader('F')).key;
  shop = (await world.trader('S')).key;
});
afterAll(() => world.close());

type Listed = { items: Record<string, unknown>[] };

const list = async (key: string) =>
  (await service.send<Listed>('GET', '/api/v1/devices', { key })).body.items;
const listed = async ({ id }: TestDevice) => (await list(farm)).find((one) => one.id === id);
const read = async (device: TestDevice, token = device.token()) =>
  (await service.send('GET', '/api/v1/parties', { key: token })).status;
const revoke = async (id: string, key = farm) =>
  (await service.send('DELETE', `/api/v1/devices/${id}`, { key })).status;

describe('a device', () => {
  test.each(['P-256', 'Ed25519'] as const)('with a key on %s enrols and reads', async (curve) => {
    const device = await TestDevice.made(service, farm, { keys: aKeyPair(curve) });
    expect(await read(device)).toBe(401);
    const { status, body } = await device.enrol();
    expect([status, body]).toMatchObject([201, { id: device.id, scopes: ['read', 'write'] }]);
    expect(await read(device)).toBe(200);
  });

  test('signs by the newer name of EdDSA, too', async () => {
    const device = await TestDevice.enrolled(service, farm, { keys: aKeyPair('Ed25519') });
    expect(await read(device, device.token({ header: { alg: 'Ed25519' } }))).toBe(200);
  });

  test('writes for its organisation, and events keep which device it was', async () => {
    const device = await TestDevice.enrolled(service, farm);
    const send = (path: string, body: unknown) =>
      service.send<{ id: string }>('POST', `/api/v1${path}`, { key: device.token(), body });
    const product = { name: 'Plums', itemCode: 'device-plums', unit: 'KGM' };
    const { body: made } = await send('/products', product);
    const quantity = { value: '5', unit: 'KGM' };
    const batch = { productId: made.id, quantity, making: 'harvest' };
    expect((await send('/batches', batch)).status).toBe(201);
    const events = await service.everything.query(
      'SELECT FROM event WHERE key_id = $1 AND organisation_id =' +
        ' (SELECT organisation_id FROM device WHERE id = $2)',
      [`device/${device.id}`, device.id],
    );
    expect(events).toHaveLength(1);
  });

  test('does what its scopes allow, and is never given more than reading and writing', async () => {
    const reader = await TestDevice.enrolled(service, farm, { scopes: ['read'] });
    const asked = { key: reader.token(), body: {} };
    expect((await service.send('POST', '/api/v1/parties', asked)).status).toBe(403);
    const writer = await TestDevice.enrolled(service, farm, { scopes: ['write'] });
    expect(await read(writer)).toBe(403);
    for (const path of ['/keys', '/devices', '/invitations', '/recalls']) {
      const both = await TestDevice.enrolled(service, farm);
      const { status } = await service.send('POST', `/api/v1${path}`, {
        ...{ key: both.token(), body: {} },
      });
      expect([path, status]).toEqual([path, 403]);
    }
  });

  test('is listed with who made it, how far it is, and never with its code or key', async () => {
    const device = await TestDevice.made(service, farm);
    const [keyId] = /(?<=^fk_)[^_]+/.exec(farm) ?? [];
    const known = { id: device.id, label: 'Scanner, gate 2', scopes: ['read', 'write'] };
    const times = { createdAt: expect.any(String), codeEndsAt: expect.any(String) };
    expect(await listed(device)).toEqual({ ...known, madeBy: keyId, ...times });
    await device.enrol();
    await revoke(device.id);
    const ended = { enrolledAt: expect.any(String), revokedAt: expect.any(String) };
    expect(await listed(device)).toEqual({ ...known, madeBy: keyId, ...times, ...ended });
    expect(await list(shop)).toEqual([]);
  });

  test('of another organisation looks like one that does not exist', async () => {
    const device = await TestDevice.enrolled(service, farm);
    const nobodys = '0190a4f0-0000-7000-8000-000000000000';
    expect([await revoke(device.id, shop), await revoke(nobodys, shop)]).toEqual([404, 404]);
    expect(await read(device)).toBe(200);
  });

  test('is refused at once when it is revoked, and a second later in another process', async () => {
    const device = await TestDevice.enrolled(service, farm);
    const { database, clock, random } = service;
    const config = { ...readConfig({}), publicUrl: device.made.audience };
    const other = new DevicesService(database, clock, random, config);
    expect(await other.find(device.token())).toMatchObject({ credential: `device/${device.id}` });
    expect(await read(device)).toBe(200);
    expect(await revoke(device.id)).toBe(204);
    expect(await read(device)).toBe(401);
    service.clock.advance(999);
    expect(await other.find(device.token())).toBeDefined();
    service.clock.advance(1);
    expect(await other.find(device.token())).toBeUndefined();
    expect(await revoke(device.id)).toBe(404);
  });
});

describe('a code', () => {
  test('stays in no table, and neither does a private key', async () => {
    const answer = await service.send<{ code: string }>('POST', '/api/v1/devices', {
      key: farm,
      body: { label: 'secret', scopes: ['read'] },
      headers: { 'Idempotency-Key': 'device-once' },
    });
    expect(answer.status).toBe(201);
    const [found] = await service.everything.query<{ kept: string }>(
      `SELECT concat((SELECT json_agg(device)::text FROM device),
         (SELECT json_agg(idempotency_key)::text FROM idempotency_key)) AS kept`,
    );
    expect(found?.kept).toContain('device-once');
    expect(found?.kept).not.toContain(answer.body.code);
  });

  test('enrols one device, also when twenty ask at once', async () => {
    const device = await TestDevice.made(service, farm);
    const twins = Array.from({ length: 20 }, () => new TestDevice(service, device.made));
    const answers = await Promise.all(twins.map((twin) => twin.enrol()));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(19);
    const read200 = await Promise.all(twins.map((twin) => read(twin)));
    expect(read200.filter((status) => status === 200)).toHaveLength(1);
  });

  test('holds no longer after five wrong ones, also when a hundred are tried at once', async () => {
    const device = await TestDevice.made(service, farm);
    const wrong = (i: number) => device.enrol({ code: `${i}`.padStart(22, 'x') });
    const misses = await Promise.all(Array.from({ length: 100 }, (_, i) => wrong(i)));
    expect(misses.every(({ status }) => status === 401)).toBe(true);
    const [row] = await service.everything.query('SELECT misses FROM device WHERE id = $1', [
      device.id,
    ]);
    expect(row).toEqual({ misses: 5 });
    expect((await device.enrol()).status).toBe(401);
  });

  test('is not used up by four wrong ones, nor by a wrong proof', async () => {
    const device = await TestDevice.made(service, farm);
    for (let i = 0; i < 4; i += 1) await device.enrol({ code: 'x'.repeat(22) });
    for (let i = 0; i < 9; i += 1) await device.enrol({ proof: device.token() });
    expect((await device.enrol()).status).toBe(201);
  });

  test('holds for an hour', async () => {
    const device = await TestDevice.made(service, farm);
    const late = await TestDevice.made(service, farm);
    const { codeEndsAt } = device.made;
    expect(Date.parse(codeEndsAt)).toBe(service.clock.now() + 3_600_000);
    service.clock.advance(3_600_000 - 1);
    expect((await device.enrol()).status).toBe(201);
    service.clock.advance(1);
    expect((await late.enrol()).status).toBe(401);
  });

  test('ends when a backup is restored: it may have been used since', async () => {
    const waiting = await TestDevice.made(service, farm);
    const device = await TestDevice.enrolled(service, farm);
    await endWaitingDevices(service.database.as({ role: 'gate' }), new Date(service.clock.now()));
    expect((await waiting.enrol()).status).toBe(401);
    expect(await read(device)).toBe(200);
  });

  test.each([
    [{ scopes: ['read'] }, '/label'],
    [{ label: 'a\nb', scopes: ['read'] }, '/label'],
    [{ label: 'x', scopes: [] }, '/scopes'],
    [{ label: 'x', scopes: ['admin'] }, '/scopes'],
    [{ label: 'x', scopes: ['read', 'recall'] }, '/scopes'],
    [{ label: 'x', scopes: ['read', 'read'] }, '/scopes'],
  ])('asked for with %j is refused at %s', async (body, pointer) => {
    const answer = await service.send<{ errors: unknown }>('POST', '/api/v1/devices', {
      ...{ key: farm, body },
    });
    expect([answer.status, answer.body.errors]).toMatchObject([422, [{ pointer }]]);
  });
});

describe('a key', () => {
  const point = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) };
  const { d, ...onCurve } = aKeyPair().privateKey.export({ format: 'jwk' });
  const flat = aKeyPair('Ed25519').publicKey.export({ format: 'jwk' });

  test.each([
    ['that is private', { ...onCurve, d }, '/publicKey/d'],
    ['with a name of its own', { ...onCurve, kid: 'mine' }, '/publicKey/kid'],
    ['that is a secret', { kty: 'oct', k: 'AAAA' }, '/publicKey/kty'],
    ['off its curve', point, '/publicKey'],
    ['with half a point', { ...onCurve, y: undefined }, '/publicKey'],
    ['with half a point too many', { ...flat, y: onCurve.y }, '/publicKey'],
    ['on the curve of another kind', { ...onCurve, crv: 'Ed25519' }, '/publicKey'],
    ['in a short form', { ...onCurve, x: 'AAAA' }, '/publicKey/x'],
    ['in a list', [onCurve], '/publicKey'],
    ['that is a text', 'key', '/publicKey'],
  ])('%s is refused', async (_, publicKey, pointer) => {
    const device = await TestDevice.made(service, farm);
    const { status, body } = await device.enrol({ publicKey });
    const pointers = (body.errors as { pointer: string }[]).map((fault) => fault.pointer);
    expect([status, pointers]).toEqual([422, expect.arrayContaining([pointer])]);
    expect((await device.enrol()).status).toBe(201);
  });

  test('that is private, or may do more than write, is refused by the database itself', async () => {
    const device = await TestDevice.enrolled(service, farm);
    const owner = new pg.Client({ connectionString: service.server.ownerUrl });
    await owner.connect();
    try {
      for (const change of [
        `public_key = public_key || '{"d":"AAAA"}'`,
        `scopes = '{read,admin}'`,
      ]) {
        const update = owner.query(`UPDATE device SET ${change} WHERE id = $1`, [device.id]);
        await expect(update).rejects.toThrow(/check constraint/);
      }
    } finally {
      await owner.end();
    }
  });
});
