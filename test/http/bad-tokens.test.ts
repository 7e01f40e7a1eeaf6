import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { digestOf } from '../../src/access/api-key.js';
import { KeysService } from '../../src/access/index.js';
import { AccountsService } from '../../src/parties/index.js';
import { SessionsService } from '../../src/people/index.js';
import { startApp, type TestApp } from '../support/app.js';
import { aKeyPair, TestDevice } from '../support/device.js';
import { sendRaw, type RawAnswer, type RawRequest } from '../support/raw-request.js';
import { badTokens, bearer, secretsIn, type Cast } from './bad-token-cases.js';

/**
 * Goal: whatever is wrong with a credential, a stranger reads the same 401 to the byte, nothing fails, and the log holds none
 * of it. Method: each fault alone, in what would otherwise be let in, against a service in production that logs all it can.
 */
let service: TestApp;
let cast: Cast;
let unknown: RawAnswer;
let folder: string;
const secrets = new Set<string>();
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'furrow-log-'));
  service = await startApp({ production: true }, { logFile: path.join(folder, 'log') });
  cast = await aCast();
  unknown = await send(bearer(`fk_${'x'.repeat(12)}_${'y'.repeat(49)}`));
});
afterAll(async () => {
  await service?.close();
  rmSync(folder, { recursive: true });
});

async function send(request: RawRequest): Promise<RawAnswer> {
  for (const secret of secretsIn(request)) secrets.add(secret);
  return sendRaw(service.url, request);
}

/** An answer without what differs from one request to the next. */
function lasting({ status, headers, text }: RawAnswer): unknown {
  const { date: _date, etag: _digest, 'x-request-id': id, ...rest } = headers;
  return { status, headers: rest, text: text.replace(String(id), '') };
}

async function anAccount(name: string, roles: ('producer' | 'operator')[] = ['producer']) {
  const accounts = service.app.get(AccountsService, { strict: false });
  const { organisation, key } = await accounts.open({ kind: 'organisation', name, roles });
  return { id: organisation.id, keyId: key.key.id, key: key.text };
}

async function aCast(): Promise<Cast> {
  const [farm, shop, gone, operator] = await Promise.all([
    anAccount('Farm'),
    anAccount('Shop'),
    anAccount('Gone'),
    anAccount('Registry', ['operator']),
  ]);
  const late = await TestDevice.made(service, farm.key);
  const expiredKey = await aKey(farm.key, 'expired');
  service.clock.advance(86_400_000);
  const session = await service.app.get(SessionsService, { strict: false }).beginOfKey(farm.keyId);
  const revokedKey = await aKey(farm.key, 'revoked');
  await service.send('DELETE', `/api/v1/keys/${revokedKey.split('_')[1]}`, { key: farm.key });
  const revoked = await TestDevice.enrolled(service, farm.key);
  await service.send('DELETE', `/api/v1/devices/${revoked.id}`, { key: farm.key });
  const made = {
    device: await TestDevice.enrolled(service, farm.key),
    flat: await TestDevice.enrolled(service, farm.key, { keys: aKeyPair('Ed25519') }),
    theirs: await TestDevice.enrolled(service, shop.key),
    waiting: await TestDevice.made(service, farm.key),
    ended: await TestDevice.enrolled(service, gone.key),
    endedWaiting: await TestDevice.made(service, gone.key),
  };
  const address = `/api/v1/organisations/${gone.id}`;
  await service.send('PATCH', address, { key: operator.key, body: { ended: true } });
  await service.everything.query(
    `INSERT INTO api_key (id, organisation_id, label, digest, scopes, created_at, expires_at)
     VALUES ('demo_producer', $1, 'demo', $2, '{read}', '2026-01-01', '2036-01-01')`,
    [farm.id, digestOf('demo_producer')],
  );
  return {
    ...made,
    late,
    revoked,
    expiredKey,
    revokedKey,
    session,
    goodKey: farm.key,
    endedKey: gone.key,
  };
}

async function aKey(key: string, label: string): Promise<string> {
  const keys = service.app.get(KeysService, { strict: false });
  const actor = await keys.recognise(key);
  return (await keys.issue(actor, { label, scopes: ['read'], validDays: 1 })).text;
}

test('what nothing is wrong with is let in, at the same place', async () => {
  const { device, flat, theirs, goodKey } = cast;
  for (const credential of [device.token(), flat.token(), theirs.token(), goodKey]) {
    expect((await send(bearer(credential))).status).toBe(200);
  }
  expect(unknown).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
});

test.each(badTokens)('%s: is refused as an unknown key is', async (_, sent) => {
  expect(lasting(await send(sent(cast)))).toEqual(lasting(unknown));
});

test('more than a head of a request may hold is refused ahead of all that', async () => {
  const { status, text } = await send(bearer('x'.repeat(20_000)));
  expect([status, text]).toEqual([431, '']);
});

test('the device that waits enrols after all that, and enrols once', async () => {
  const { waiting } = cast;
  expect((await waiting.enrol()).status).toBe(201);
  expect((await send(bearer(waiting.token()))).status).toBe(200);
});

test('the log holds a line for each of these requests and nothing that was sent to be let in', async () => {
  await new Promise<void>((done) => service.logger.flush(() => done()));
  const log = readFileSync(path.join(folder, 'log'), 'utf8');
  expect(log.match(/"msg":"request"/g)?.length).toBeGreaterThan(badTokens.length);
  expect(log).not.toContain('"level":"error"');
  expect([...secrets].filter((secret) => log.includes(secret))).toEqual([]);
  expect(secrets.size).toBeGreaterThan(badTokens.length);
});
